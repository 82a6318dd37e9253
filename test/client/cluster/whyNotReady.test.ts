import { expect, test } from "vitest";
import { groupOfKind } from "../../../client/cluster/api/kinds.ts";
import {
  identityOf,
  type KubeObject,
  keyOf,
  nameOf,
} from "../../../client/cluster/api/kubeObject.ts";
import { whyNotReady } from "../../../client/cluster/api/whyNotReady.ts";
import { object } from "./support/objects.ts";

/** The way from the first object to the root cause, a line each. */
async function way(...objects: readonly KubeObject[]) {
  const there = new Map(objects.map((it) => [keyOf(identityOf(it)), it]));
  const [first] = objects;
  if (!first) throw new Error("no object");
  const causes = await whyNotReady(first, {
    read: async (identity) =>
      identity.name === "secret" ? "forbidden: cannot get it" : there.get(keyOf(identity)),
    pods: async () => objects.filter(({ kind }) => kind === "Pod"),
    groupOf: (kind) => groupOfKind(kind) ?? { Deployment: "apps", ConfigMap: "" }[kind],
  });
  return causes.map((it) => `${nameOf(it.object)}: ${it.words}`).join("\n");
}

const on = (name: string) =>
  `spec: { dependsOn: [{ name: ${name} }], sourceRef: { kind: GitRepository, name: repo } }\nReady: False DependencyNotReady dependency 'flux-system/${name}' is not ready`;
const repo = object("GitRepository repo", "Ready: True Fine fine");
const source = "spec: { sourceRef: { kind: GitRepository, name: repo } }";

test("a ready object has no cause", async () => {
  expect(await way(object("Kustomization apps", "Ready: True Fine fine"))).toBe("");
});

test("over two dependencies to the pod that cannot pull its image", async () => {
  const found = await way(
    object("Kustomization apps", on("mesh")),
    object("Kustomization mesh", on("infra")),
    object(
      "Kustomization infra",
      `${source}\nReady: "False HealthCheckFailed health check failed after 30s: timeout waiting for: [Deployment/infra/web status: 'InProgress']"`,
    ),
    object(
      "Deployment infra/web",
      "spec: { replicas: 2, selector: { matchLabels: { app: web } } }\nstatus: { readyReplicas: 1, updatedReplicas: 2 }",
    ),
    object("Pod infra/web-1", "Ready: True x"),
    object(
      "Pod infra/web-2",
      "status: { containerStatuses: [{ name: web, state: { waiting: { reason: ImagePullBackOff, message: no such image } } }] }",
    ),
    repo,
  );
  expect(found).toBe(`Kustomization flux-system/apps: dependency 'flux-system/mesh' is not ready
Kustomization flux-system/mesh: dependency 'flux-system/infra' is not ready
Kustomization flux-system/infra: Deployment/infra/web is InProgress
Deployment infra/web: 1 of 2 pods are ready
Pod infra/web-2: container web: ImagePullBackOff (no such image)`);
});

test("a time-out that names nothing: what was applied is looked through", async () => {
  const found = await way(
    object(
      "Kustomization apps",
      `spec: { wait: true, sourceRef: { kind: GitRepository, name: repo } }
Ready: "False HealthCheckFailed health check failed after 30s: client rate limiter Wait returned an error: rate: Wait(n=1) would exceed context deadline"
status: { inventory: { entries: [{ id: n_cm__ConfigMap, v: v1 }, { id: n_a_apps_Deployment, v: v1 }, { id: n_b_apps_Deployment, v: v1 }] } }`,
    ),
    object("ConfigMap n/cm"),
    object("Deployment n/a", "status: { readyReplicas: 1, updatedReplicas: 1 }"),
    object("Deployment n/b", "status: { readyReplicas: 0, updatedReplicas: 1 }"),
    repo,
  );
  expect(found).toBe(`Kustomization flux-system/apps: health checks ran out of time after 30s
Deployment n/b: 0 of 1 pods are ready`);
});

test("a dependency that does not exist", async () => {
  expect(
    await way(object("Kustomization apps", on("gone"))),
  ).toBe(`Kustomization flux-system/apps: dependency 'flux-system/gone' is not ready
Kustomization flux-system/gone: does not exist`);
});

test("a dependency that may not be read", async () => {
  expect(await way(object("Kustomization apps", on("secret")))).toContain(
    "Kustomization flux-system/secret: forbidden: cannot get it",
  );
});

test("a suspended dependency", async () => {
  const suspended = object(
    "Kustomization base",
    "Ready: True Fine fine\nspec: { suspend: true }\nannotations: { flightpath/suspended-by: ann }",
  );
  expect(await way(object("Kustomization apps", on("base")), suspended)).toContain(
    "Kustomization flux-system/base: suspended by ann",
  );
});

test("those that wait for one another", async () => {
  expect(
    await way(object("Kustomization a", on("b")), object("Kustomization b", on("a"))),
  ).toBe(`Kustomization flux-system/a: dependency 'flux-system/b' is not ready
Kustomization flux-system/b: dependency 'flux-system/a' is not ready
Kustomization flux-system/a: They wait for one another: Kustomization flux-system/a → Kustomization flux-system/b → Kustomization flux-system/a.`);
});

test("a source that cannot be fetched", async () => {
  const found = await way(
    object(
      "Kustomization apps",
      `${source}\nReady: "False ArtifactFailed Source artifact not found, retrying in 30s"`,
    ),
    object(
      "GitRepository repo",
      "Ready: 'False GitOperationFailed failed to checkout and determine revision: unable to clone: authentication required'",
    ),
  );
  expect(found).toBe(`Kustomization flux-system/apps: Source artifact not found, retrying in 30s
GitRepository flux-system/repo: unable to clone: authentication required`);
});

test("a chart whose repository is wrong", async () => {
  const found = await way(
    object(
      "HelmRelease n/web",
      "spec: { chart: { spec: { sourceRef: { kind: HelmRepository, name: charts } } } }\nReady: False SourceNotReady HelmChart is not ready",
    ),
    object("HelmRepository n/charts", "Ready: False IndexationFailed no such host"),
    object(
      "HelmChart n/n-web",
      "spec: { sourceRef: { kind: HelmRepository, name: charts } }\nReady: False SourceNotReady x",
    ),
  );
  expect(found).toBe(`HelmRelease n/web: HelmChart is not ready
HelmRepository n/charts: no such host`);
});

test("a failed build is its own cause", async () => {
  const found = await way(
    object(
      "Kustomization apps",
      `${source}\nReady: "False BuildFailed kustomize build failed: no such file"`,
    ),
    repo,
  );
  expect(found).toBe("Kustomization flux-system/apps: no such file");
});

test("a controller that never looked", async () => {
  expect(await way(object("Kustomization apps", source), repo)).toBe(
    "Kustomization flux-system/apps: kustomize-controller has not looked at it yet; is it running?",
  );
});
