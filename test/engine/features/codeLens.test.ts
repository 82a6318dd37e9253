import { expect, test } from "vitest";
import { codeLenses, lensPlaces } from "../../../server/engine/features/codeLens.ts";
import type { Place } from "../../../server/engine/source.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** Lenses that open a picture are on all objects of a kind; they have tests of their own. */
const PICTURES: ReadonlySet<string> = new Set(["graph", "selectors"]);

/** Lenses stand at the marks; two on one object are marked on two lines. */
function expectLenses(source: string): void {
  const { files, marks } = readFixture(source);
  const workspace = workspaceOf(files);
  const found = [...files].flatMap(([path, text]) =>
    codeLenses(workspace, path)
      .filter(({ asks }) => !PICTURES.has(asks.about))
      .map(({ span, title }) => {
        const word = /^[^\s:]*/.exec(text.slice(span.start))?.[0].length ?? 0;
        return { path, span: { start: span.start, end: span.start + word }, label: title };
      }),
  );
  sameMarks(files, found, marks);
}

test("in how many builds an object is", () => {
  expectLenses(`
    #- apps/base/kustomization.yaml
    resources: [web.yaml]
    #<- in 2 builds
    #- apps/base/web.yaml
    apiVersion: v1
    #<- in 2 builds
    kind: Service
    metadata: { name: web }
    #- apps/staging/kustomization.yaml
    resources: [../base, cache.yaml]
    #<- rendered manifests
    #- apps/staging/cache.yaml
    apiVersion: v1
    #<- in apps/staging
    kind: Service
    metadata: { name: cache }
    #- apps/production/kustomization.yaml
    resources: [../base]
    #<- rendered manifests
    #- apps/loose.yaml
    apiVersion: v1
    kind: Service
    metadata: { name: loose }
  `);
});

const repository = `
  #- infra.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  #<- depended on by 2
  kind: Kustomization
  metadata: { name: infra, namespace: flux-system }
  spec: { sourceRef: { kind: GitRepository, name: fleet } }
  ---
  apiVersion: source.toolkit.fluxcd.io/v1
  #<- 1 reference
  kind: GitRepository
  metadata: { name: fleet, namespace: flux-system }
  #- apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec: { dependsOn: [{ name: infra }] }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: tests, namespace: flux-system }
  spec: { dependsOn: [{ name: infra }] }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: else, namespace: tenants }
  spec: { dependsOn: [{ name: infra }] }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: alone, namespace: flux-system }
`;

test("who waits for an object, and who names it otherwise", () => {
  expectLenses(repository);
});

test("one object may have both", () => {
  expectLenses(`
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    #<- depended on by 1
    #<- 2 references
    kind: Kustomization
    metadata: { name: infra, namespace: a }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: a }
    spec:
      dependsOn: [{ name: infra }]
      healthChecks:
        - { apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, name: infra, namespace: a }
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Alert
    metadata: { name: alert, namespace: a }
    spec: { eventSources: [{ kind: Kustomization, name: infra }] }
  `);
});

test("a patch has none: its object has them, and the build", () => {
  expectLenses(`
    #- kustomization.yaml
    patches: [{ path: patch.yaml }]
    #<- rendered manifests
    #- patch.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: infra, namespace: a }
    #- apps.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: a }
    spec: { dependsOn: [{ name: infra }] }
  `);
});

test("a lens leads to the places that it counts", () => {
  const { files } = readFixture(repository);
  const workspace = workspaceOf(files);
  const [lens] = codeLenses(workspace, "infra.yaml");
  const places = lens ? lensPlaces(workspace, lens.asks) : [];
  const text = ({ path, span }: Place) => (files.get(path) ?? "").slice(span.start, span.end);
  expect(places.map((it) => [it.path, text(it)])).toEqual([
    ["apps.yaml", "infra"],
    ["apps.yaml", "infra"],
  ]);
});
