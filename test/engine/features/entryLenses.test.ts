import { expect, test } from "vitest";
import { codeLenses, lensPlaces } from "../../../server/engine/features/codeLens.ts";
import { spanOf } from "../../../server/engine/source.ts";
import { dedented, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** The lenses of entries and patches stand at the marked words; those of whole objects and builds are not looked at. */
function expectLenses(...parts: readonly string[]): void {
  const { files, marks } = readFixture(parts.map(dedented).join("\n"));
  const roots = [{ path: "", remotes: ["https://example.com/fleet"] }];
  const workspace = workspaceOf(files, { roots });
  const found = [...files].flatMap(([path, text]) =>
    codeLenses(workspace, path)
      .filter(({ asks }) => ["changed", "users", "nothing"].includes(asks.about))
      .map(({ span, title }) => {
        const word = /^[^\s:]*/.exec(text.slice(span.start))?.[0].length ?? 0;
        return { path, span: spanOf(span.start, span.start + word), label: title };
      }),
  );
  sameMarks(files, found, marks);
}

const objects = `
  #- web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { replicas: 1 }
  #- api.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: api }
  spec: { replicas: 1 }
`;

test("how many objects a patch changes", () => {
  expectLenses(
    `
    #- kustomization.yaml
    resources: [web.yaml, api.yaml]
    patches:
      - target: { kind: Deployment }
      # ^^^^^^ changes 2 objects
        patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 2 }]'
      - path: patch.yaml
      # ^^^^ changes 1 object
      - target: { kind: Service }
      # ^^^^^^ changes nothing
        patch: '[{ "op": "remove", "path": "/spec" }]'
    #- patch.yaml
    apiVersion: apps/v1
    #<- changes 1 object
    kind: Deployment
    metadata: { name: web }
    spec: { paused: true }
  `,
    objects,
  );
});

test("the old fields of patches", () => {
  expectLenses(
    `
    #- kustomization.yaml
    resources: [web.yaml, api.yaml]
    patchesStrategicMerge:
      - patch.yaml
      # ^^^^^^^^^^ changes 1 object
    patchesJson6902:
      - target: { kind: Deployment, name: api, group: apps, version: v1 }
      # ^^^^^^ changes 1 object
        patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 2 }]'
    #- patch.yaml
    apiVersion: apps/v1
    #<- changes 1 object
    kind: Deployment
    metadata: { name: web }
    spec: { paused: true }
  `,
    objects,
  );
});

test("what a patch deletes cannot be counted, and a build that fails tells nothing", () => {
  expectLenses(
    `
    #- kustomization.yaml
    resources: [web.yaml, api.yaml]
    patches:
      - patch: |-
          apiVersion: apps/v1
          kind: Deployment
          metadata: { name: web }
          $patch: delete
    #- failing/kustomization.yaml
    resources: [missing.yaml]
    patches:
      - target: { kind: Deployment }
        patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 2 }]'
  `,
    objects,
  );
});

test("a Flux Kustomization that patches what it applies", () => {
  expectLenses(`
    #- clusters/main/apps.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      interval: 1h
      prune: true
      path: ./apps
      sourceRef: { kind: GitRepository, name: fleet }
      patches:
        - target: { kind: ConfigMap }
        # ^^^^^^ changes 1 object
          patch: '[{ "op": "replace", "path": "/data/a", "value": "2" }]'
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: fleet, namespace: flux-system }
    spec: { interval: 1h, url: https://example.com/fleet }
    #- apps/settings.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings, namespace: shop }
    data: { a: "1" }
  `);
});

test("who uses what a generator makes", () => {
  expectLenses(`
    #- kustomization.yaml
    resources: [pod.yaml]
    configMapGenerator:
      - name: settings
      # ^^^^ used by 1
        literals: [a=b]
      - name: unused
        literals: [a=b]
    #- pod.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: web }
    spec: { valuesFrom: [{ kind: ConfigMap, name: settings }] }
  `);
});

test("a lens on a patch leads to what it changes", () => {
  const { files } = readFixture(
    [
      `
    #- kustomization.yaml
    resources: [web.yaml, api.yaml]
    patches:
      - target: { kind: Deployment }
        patch: '[{ "op": "replace", "path": "/spec/replicas", "value": 2 }]'
  `,
      objects,
    ]
      .map(dedented)
      .join("\n"),
  );
  const workspace = workspaceOf(files);
  const lens = codeLenses(workspace, "kustomization.yaml").find(
    ({ asks }) => asks.about === "changed",
  );
  const places = lens ? lensPlaces(workspace, lens.asks) : [];
  expect(
    places.map(({ path, span }) => [path, files.get(path)?.slice(span.start, span.end)]),
  ).toEqual([
    ["api.yaml", "api"],
    ["web.yaml", "web"],
  ]);
});
