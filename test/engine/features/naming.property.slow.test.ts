import fc from "fast-check";
import { expect, test } from "vitest";
import { declaration } from "../../../server/engine/features/declaration.ts";
import { definition } from "../../../server/engine/features/definition.ts";
import { documentLinks } from "../../../server/engine/features/documentLinks.ts";
import { documentSymbols } from "../../../server/engine/features/documentSymbols.ts";
import { folding } from "../../../server/engine/features/folding.ts";
import { highlights } from "../../../server/engine/features/highlights.ts";
import { references } from "../../../server/engine/features/references.ts";
import { prepareRename, rename } from "../../../server/engine/features/rename.ts";
import { renameFiles } from "../../../server/engine/features/renameFiles.ts";
import { selectionRanges } from "../../../server/engine/features/selectionRanges.ts";
import { workspaceSymbols } from "../../../server/engine/features/workspaceSymbols.ts";
import type { Cursor, Place, Span } from "../../../server/engine/source.ts";
import { fileAt } from "../../../server/engine/workspace.ts";
import { applyEdits, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

const { files } = readFixture(`
  #- clusters/a/flux-system/gotk-sync.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec: { path: ./clusters/a, sourceRef: { kind: GitRepository, name: flux-system } }
  #- clusters/a/apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata:
    name: &app apps
    namespace: flux-system
    labels: { app.kubernetes.io/name: *app }
  spec:
    path: ./apps/overlay
    dependsOn: [{ name: infra }, { name: "\${EXTRA}" }]
    sourceRef: &source { kind: GitRepository, name: flux-system }
    patches:
      - target: { kind: Deployment, name: web }
        patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata:
            name: web
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: 'infra', namespace: flux-system }
  spec: { path: apps/base, sourceRef: *source, healthChecks: [{ <<: *source, kind: Kustomization, apiVersion: kustomize.toolkit.fluxcd.io/v1, name: *app }] }
  #- apps/base/kustomization.yaml
  resources: [web.yaml]
  configMapGenerator:
    - name: settings
      files: [a.txt=../a.txt]
  #- apps/base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { template: { spec: { volumes: [{ configMap: { name: settings } }] } } }
  #- apps/overlay/kustomization.yaml
  resources:
    - ../base/
  replicas: [{ name: web, count: 2 }]
  patches: [{ path: ./patch.yaml }]
  #- apps/overlay/patch.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  #- apps/a.txt
  text
`);
const paths = [...files.keys()];

const change = fc.record({
  file: fc.nat(paths.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  drop: fc.nat(30),
  put: fc.constantFrom(
    "",
    "",
    " ",
    "\n",
    "\n  ",
    "- ",
    ": ",
    "&app ",
    "*app",
    "{",
    "]",
    "|",
    '"',
    "---\n",
    "name: web",
    "\t",
    "\r\n",
    "$",
  ),
});
const cursors = fc.record({
  file: fc.nat(paths.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
});

test("whatever the text is, every feature answers, and with places that are there", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), cursors, (changes, where) => {
      const texts = new Map(files);
      for (const { file, at, drop, put } of changes) {
        const path = paths[file] ?? "";
        const text = texts.get(path) ?? "";
        const start = Math.floor(at * text.length);
        texts.set(path, text.slice(0, start) + put + text.slice(start + drop));
      }
      const workspace = workspaceOf(texts);
      const path = paths[where.file] ?? "";
      const file = fileAt(workspace, path);
      const text = texts.get(path) ?? "";
      const cursor = { path, offset: Math.floor(where.at * text.length) };
      const isThere = (span: Span, length = text.length) =>
        expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
      const areThere = (places: readonly Place[]) => {
        for (const it of places) isThere(it.span, texts.get(it.path)?.length);
      };

      areThere(definition(workspace, cursor));
      areThere(declaration(workspace, cursor));
      areThere(references(workspace, cursor, true));
      for (const it of highlights(workspace, cursor)) isThere(it.span);
      for (const it of selectionRanges(workspace, cursor)) isThere(it);
      if (file) for (const it of documentLinks(workspace, file)) isThere(it.span);
      if (file) for (const it of documentSymbols(workspace, file)) isThere(it.span);
      if (file) for (const it of folding(workspace, file)) isThere(it.span);
      areThere(workspaceSymbols(workspace, "a").map((it) => it.place));
      const prepared = prepareRename(workspace, cursor);
      if (prepared.type === "renamable") areThere([prepared.place]);
      const renamed = rename(workspace, cursor, "new-name");
      if (renamed.type === "edits") {
        for (const it of texts.keys()) applyEdits(texts.get(it) ?? "", it, renamed.edits);
      }
      const moved = renameFiles(workspace, [{ from: "apps/base", to: "base" }]);
      for (const it of texts.keys()) applyEdits(texts.get(it) ?? "", it, moved);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test("a name that is changed and changed back leaves every file as it was", () => {
  const workspace = workspaceOf(files);
  const changedTo = (to: string, texts: ReadonlyMap<string, string>, cursor: Cursor) => {
    const renamed = rename(workspaceOf(texts), cursor, to);
    if (renamed.type === "refusal") throw new Error(renamed.reason);
    const after = [...texts].map(
      ([it, text]) => [it, applyEdits(text, it, renamed.edits)] as const,
    );
    return { after: new Map(after), first: renamed.edits[0]?.place };
  };
  const tried = new Set<string>();
  for (const [path, text] of files) {
    for (const { index, 0: found } of text.matchAll(/name: \W*\w/g)) {
      const cursor = { path, offset: index + found.length };
      const before = prepareRename(workspace, cursor);
      if (before.type === "refusal") continue;
      tried.add(before.name);
      const { after, first } = changedTo("zz-new", files, cursor);
      const back = { path: first?.path ?? "", offset: (first?.span.start ?? 0) + 2 };
      expect(changedTo(before.name, after, back).after).toEqual(files);
    }
  }
  expect([...tried].sort()).toEqual(["app", "apps", "infra", "settings", "web"]);
});
