import fc from "fast-check";
import { expect, test } from "vitest";
import { dependencies } from "../../../server/engine/graph/dependencies.ts";
import { changedAndBuilt } from "../../support/built.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { bootstrap, kustomization } from "./graphIn.ts";

const source = `${bootstrap()}${kustomization("infra", ["wait: true"])}${kustomization("apps", [
  "dependsOn: [{ name: infra }]",
  "healthChecks: [{ apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmRelease, name: web, namespace: web }]",
])}
    #- apps/kustomization.yaml
    namespace: web
    resources: [release.yaml, settings.yaml, canary.yaml]
    patches:
      - path: patch.yaml
    #- apps/patch.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web }
    spec:
      dependsOn:
        - name: database
    #- apps/release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: database }
    spec:
      interval: 10m
      chartRef: { kind: OCIRepository, name: charts }
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web }
    spec:
      interval: 10m
      valuesFrom: [{ kind: ConfigMap, name: apps }]
      chartRef: { kind: OCIRepository, name: charts }
    #- apps/canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web }
    spec:
      targetRef: { kind: Deployment, name: web }`;

const files = readFixture(source).files;

/** One line of one file goes, comes twice, or becomes another. */
const edits = fc.record({
  file: fc.nat(files.size - 1),
  line: fc.nat(20),
  become: fc.oneof(
    fc.constantFrom(
      "",
      "---",
      "kind: Kustomization",
      "  dependsOn: [{ name: apps }]",
      "  wait: true",
    ),
    fc.string({ maxLength: 20 }),
    fc.constant(undefined),
  ),
});

function edited(
  all: ReadonlyMap<string, string>,
  edit: typeof edits extends fc.Arbitrary<infer T> ? T : never,
) {
  const path = [...all.keys()][edit.file] ?? "";
  const lines = (all.get(path) ?? "").split("\n");
  const at = edit.line % lines.length;
  lines.splice(
    at,
    1,
    ...(edit.become === undefined ? [lines[at] ?? "", lines[at] ?? ""] : [edit.become]),
  );
  return { path, text: lines.join("\n") };
}

test("after any edit the graph is the one of the files as they are", () => {
  fc.assert(
    fc.property(fc.array(edits, { minLength: 1, maxLength: 4 }), (all) => {
      let now: ReadonlyMap<string, string> = files;
      let workspace = workspaceOf(files);
      dependencies(workspace);
      for (const edit of all) {
        const { path, text } = edited(now, edit);
        now = new Map([...now, [path, text]]);
        workspace = changedAndBuilt(workspace, [{ path, content: { text } }]).workspace;
        expect(dependencies(workspace)).toEqual(dependencies(workspaceOf(now)));
      }
    }),
    { numRuns: 300 },
  );
});
