import { expect, test } from "vitest";
import { carriers } from "../../../server/engine/features/carriers.ts";
import { fileObjects } from "../../../server/engine/features/fileObjects.ts";
import { templateFields } from "../../../server/engine/features/templateFields.ts";
import type { Place } from "../../../server/engine/source.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** The workshop, in small: a cluster, an application in a folder of its own, patched by who applies it. */
const { files } = readFixture(`
  #- /repo/clusters/prod/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { interval: 1m, url: https://git.example.com/repo, ref: { branch: main } }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    interval: 10m
    path: ./clusters/prod
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
  #- /repo/clusters/prod/apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec:
    dependsOn:
      - name: infrastructure
    interval: 10m
    path: ./apps
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
  #- /repo/clusters/prod/infrastructure.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: infrastructure, namespace: flux-system }
  spec:
    dependsOn: [{ name: mesh }, { name: elsewhere, namespace: other }]
    interval: 10m
    path: ./infrastructure
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: mesh, namespace: flux-system }
  spec:
    dependsOn: [{ name: apps }]
    interval: 10m
    path: ./mesh
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
  #- /repo/mesh/namespace.yaml
  apiVersion: v1
  kind: Namespace
  metadata: { name: mesh }
  #- /repo/infrastructure/namespace.yaml
  apiVersion: v1
  kind: Namespace
  metadata: { name: flagger-system }
  #- /repo/apps/kustomization.yaml
  namespace: faces
  resources: [faces-sync.yaml, canary.yaml]
  #- /repo/apps/faces-sync.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: faces }
  spec:
    interval: 10m
    path: ./k8s
    prune: true
    targetNamespace: faces
    sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
    images:
      - name: example.com/face
        newTag: "2"
    patches:
      - target: { kind: Deployment, name: face }
        patch: |
          - op: replace
            path: /spec/template/spec/containers/0/env/0/value
            value: "75"
  #- /repo/apps/canary.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: face }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 3 }
  #- /repo/k8s/face.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: face }
  spec:
    selector: { matchLabels: { service: face } }
    template:
      metadata: { labels: { service: face } }
      spec:
        containers:
          - name: face
            image: example.com/face:1
            env:
              - { name: ERROR_FRACTION, value: "0" }
              - name: KEY
                valueFrom: { secretKeyRef: { name: face, key: key } }
  #- /repo/loose/deployment.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: loose }
`);
const workspace = workspaceOf(files, { roots: [{ path: "/repo", remotes: [] }] });

const named = (it: { kind: string; namespace?: string; name: string }) =>
  `${it.kind} ${it.namespace ?? "-"}/${it.name}`;

/** `apps/canary.yaml:2 kind: Canary` */
function shown({ path, span }: Place): string {
  const text = files.get(path) ?? "";
  const line = text.slice(0, span.start).split("\n").length;
  return `${path.slice("/repo/".length)}:${line} ${text.slice(span.start, span.end)}`;
}

const objects = (path: string) =>
  fileObjects(workspace, `/repo/${path}`).map((it) =>
    [
      named(it.identity),
      `at ${shown(it.head)}`,
      ...(it.appliedBy ? [`by ${named(it.appliedBy)}`] : []),
      ...(it.source ? [`from ${named(it.source)}`] : []),
      ...it.dependsOn.map((other) => `waits for ${named(other.identity)}`),
    ].join(", "),
  );

test("objects carry the namespace that their build gives them, and who applies them", () => {
  expect(objects("apps/canary.yaml")).toEqual([
    "Canary faces/face, at apps/canary.yaml:2 Canary, by Kustomization flux-system/apps",
  ]);
  expect(objects("apps/faces-sync.yaml")).toEqual([
    "Kustomization faces/faces, at apps/faces-sync.yaml:2 Kustomization, by Kustomization flux-system/apps, from GitRepository flux-system/flux-system",
  ]);
  expect(objects("k8s/face.yaml")).toEqual([
    "Deployment faces/face, at k8s/face.yaml:2 Deployment, by Kustomization faces/faces",
  ]);
});

test("what an object waits for stands at the entry", () => {
  expect(objects("clusters/prod/apps.yaml")).toEqual([
    "Kustomization flux-system/apps, at clusters/prod/apps.yaml:2 Kustomization, by Kustomization flux-system/flux-system, from GitRepository flux-system/flux-system, waits for Kustomization flux-system/infrastructure",
  ]);
  const [apps] = fileObjects(workspace, "/repo/clusters/prod/apps.yaml");
  expect(apps?.dependsOn.map((it) => shown(it.place))).toEqual([
    "clusters/prod/apps.yaml:6 infrastructure",
  ]);
});

test("an object that no build gives is as it is written; a kustomization file holds none", () => {
  expect(objects("loose/deployment.yaml")).toEqual([
    "Deployment -/loose, at loose/deployment.yaml:2 Deployment",
  ]);
  expect(objects("apps/kustomization.yaml")).toEqual([]);
  expect(objects("nowhere.yaml")).toEqual([]);
});

test("at a line, only the objects of that document", () => {
  const path = "/repo/clusters/prod/flux-system/gotk-sync.yaml";
  const text = files.get(path) ?? "";
  const [first] = fileObjects(workspace, path, 0);
  expect(first && named(first.identity)).toBe("GitRepository flux-system/flux-system");
  const second = fileObjects(workspace, path, text.indexOf("interval: 10m"));
  expect(second.map((it) => named(it.identity))).toEqual(["Kustomization flux-system/flux-system"]);
});

const carried = (path: string) =>
  carriers(workspace, `/repo/${path}`).map((it) => ({
    cluster: it.cluster,
    steps: it.steps.map(
      ({ kustomization, source }) => `${named(kustomization)} from ${source ? named(source) : "?"}`,
    ),
    before: it.before.map(named),
    below: it.below.map(named),
    canaries: it.canaries.map(named),
  }));

test("the patch in the sync of an application is carried by who applies it, then by its own build", () => {
  expect(carried("apps/faces-sync.yaml")).toEqual([
    {
      cluster: "clusters/prod",
      steps: [
        "Kustomization flux-system/apps from GitRepository flux-system/flux-system",
        "Kustomization faces/faces from GitRepository flux-system/flux-system",
      ],
      before: ["Kustomization flux-system/mesh", "Kustomization flux-system/infrastructure"],
      below: ["Kustomization faces/faces"],
      canaries: ["Canary faces/face"],
    },
  ]);
});

test("a manifest of the application is carried by its own Kustomization; the Canary of its workload comes along", () => {
  expect(carried("k8s/face.yaml")).toEqual([
    {
      cluster: "clusters/prod",
      steps: ["Kustomization faces/faces from GitRepository flux-system/flux-system"],
      before: [],
      below: [],
      canaries: ["Canary faces/face"],
    },
  ]);
  expect(carried("infrastructure/namespace.yaml").map((it) => it.canaries)).toEqual([[]]);
});

test("what no Flux Kustomization takes up is carried by nobody", () => {
  expect(carried("loose/deployment.yaml")).toEqual([]);
});

const fields = (namespace: string, name: string) =>
  templateFields(workspace, { group: "apps", kind: "Deployment", namespace, name }).map(
    (it) => `${it.container} ${it.field} ${it.name}=${it.value} at ${shown(it.place)}`,
  );

test("a value of a pod template stands where it was written last; what is not written is left out", () => {
  expect(fields("faces", "face")).toEqual([
    'face image =example.com/face:2 at apps/faces-sync.yaml:12 "2"',
    'face env ERROR_FRACTION=75 at apps/faces-sync.yaml:18 "75"',
  ]);
  expect(fields("elsewhere", "face")).toEqual([]);
});
