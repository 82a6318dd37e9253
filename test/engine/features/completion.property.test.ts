import fc from "fast-check";
import { expect, test } from "vitest";
import { applied } from "../../../server/engine/edits/textEdit.ts";
import { completion } from "../../../server/engine/features/completion.ts";
import { hover } from "../../../server/engine/features/hover.ts";
import { catalogue } from "../../support/catalogue.ts";
import { workspaceOf } from "../../support/features.ts";
import { runs } from "../../support/runs.ts";

const text = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: &app apps, namespace: flux-system }
spec:
  interval: 10m # often
  path: "./apps/\${cluster:=dev}"
  dependsOn:
    - name: infra
      namespace: 'flux-system'
    - { name: *app }
  patches:
    - target: { kind: Deployment }
      patch: |
        - op: remove
          path: /spec
---
apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    spec: { template: { spec: { containers: [{ name: a, image: "b:1" }] } } }
---
resources: [a.yaml,
  b.yaml]
`;

const typed = fc.oneof(
  fc.constantFrom(
    "",
    "\n  ",
    "\n- ",
    "x",
    ": ",
    "{",
    "[",
    "'",
    '"',
    "# ",
    "&",
    "*",
    "|",
    "${",
    "\t",
    "\r\n",
  ),
  fc.string({ maxLength: 3 }),
);

test("on whatever is half typed, every offer can be taken, and nothing throws", () => {
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(30), typed, fc.nat(), (at, cut, put, pick) => {
      const edited = text.slice(0, at) + put + text.slice(at + cut);
      const workspace = workspaceOf(new Map([["a.yaml", edited]]), { catalogue });
      const cursor = { path: "a.yaml", offset: at + put.length };
      hover(workspace, cursor);
      const found = completion(workspace, cursor);
      if (!found) return;
      const { start, end } = found.span;
      expect(start <= cursor.offset && cursor.offset <= end).toBe(true);
      expect(edited.slice(start, end)).not.toContain("\n");
      const item = found.items[pick % found.items.length];
      const edits = [...(item?.more ?? []), { span: found.span, text: item?.text ?? "" }];
      edits.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
      expect(applied(edited, edits)).toBeDefined();
    }),
    { numRuns: runs(25, 400), seed: 1 },
  );
});
