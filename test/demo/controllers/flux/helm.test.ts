import { expect, test } from "vitest";
import { fluxControllers } from "../../../../demo/controllers/flux/all.ts";
import { conditionsIn } from "../../../../demo/controllers/flux/conditions.ts";
import { workloads } from "../../../../demo/controllers/workloads/all.ts";
import { field, type JsonObject, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import { fluxAtWork } from "../../support/fluxAtWork.ts";

/** A cluster with Flux and a Helm repository. */
async function helm() {
  const work = await fluxAtWork([...fluxControllers(() => undefined), ...workloads]);
  work.apply(`
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: apps }
spec: { interval: 1h, url: "https://charts.example.com" }
`);
  const place = (name: string) => ({
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    namespace: "apps",
    name,
  });
  const statusOf = (name: string): JsonObject =>
    (work.inside.get(place(name))?.status ?? {}) as JsonObject;
  return {
    ...work,
    place,
    statusOf,
    release: (name: string, more = "", chart = "podinfo", version = "6.9.4") =>
      work.apply(`
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: apps }
spec:
  interval: 1h
  chart: { spec: { chart: ${chart}, version: "${version}", sourceRef: { kind: HelmRepository, name: charts } } }
${more}`),
    conditions: (name: string) =>
      conditionsIn(statusOf(name)).map(
        (it) => `${it.type} ${it.status} ${it.reason}: ${it.message}`,
      ),
    events: () =>
      work.inside
        .list("v1", "Event")
        .filter((it) => field(it, "involvedObject", "kind") === "HelmRelease")
        .map((it) => `${stringOf(it.reason)} ${stringOf(it.message)}`),
  };
}

test("a release is installed, upgraded with new values, and forced", async () => {
  const { release, turn, conditions, statusOf, events, inside, place, faults, restart } =
    await helm();
  release("web");
  await turn(10);
  const said = "Helm install succeeded for release apps/web.v1 with chart podinfo@6.9.4";
  expect(conditions("web")).toEqual([
    `Ready True InstallSucceeded: ${said}`,
    `Released True InstallSucceeded: ${said}`,
  ]);
  expect(statusOf("web")).toMatchObject({
    helmChart: "apps/apps-web",
    lastAttemptedRevision: "6.9.4",
    observedGeneration: 1,
    storageNamespace: "apps",
  });
  release("web", "  values: { replicas: 2 }");
  await turn(10);
  const token = "now";
  inside.patch(place("web"), {
    metadata: {
      annotations: {
        "reconcile.fluxcd.io/requestedAt": token,
        "reconcile.fluxcd.io/forceAt": token,
      },
    },
  });
  await turn(10);
  const history = listOf(statusOf("web").history).map(
    (it) =>
      `${String(field(it, "version"))} ${stringOf(field(it, "action"))} ${stringOf(field(it, "status"))}`,
  );
  expect(history).toEqual(["3 upgrade deployed", "2 upgrade superseded", "1 install superseded"]);
  expect(statusOf("web")).toMatchObject({
    lastHandledForceAt: token,
    lastHandledReconcileAt: token,
  });
  expect([...events()].sort()).toEqual([
    "HelmChartCreated Created HelmChart/apps/apps-web with SourceRef 'HelmRepository/apps/charts'",
    `InstallSucceeded ${said}`,
    "UpgradeSucceeded Helm upgrade succeeded for release apps/web.v2 with chart podinfo@6.9.4",
    "UpgradeSucceeded Helm upgrade succeeded for release apps/web.v3 with chart podinfo@6.9.4",
  ]);
  expect(faults).toEqual([]);
  restart([]);
});

test("what stands for a chart runs, and goes with its release", async () => {
  const { release, turn, get, inside, place, restart } = await helm();
  release("web");
  await turn(10);
  expect(field(get("Deployment apps/web-podinfo"), "status", "readyReplicas")).toBe(1);
  const secrets = () =>
    inside.list("v1", "Secret").map((it) => stringOf(field(it, "metadata", "name")));
  expect(secrets()).toContain("sh.helm.release.v1.web.v1");
  inside.remove(place("web"));
  await turn(10);
  expect(inside.get(place("web"))).toBeUndefined();
  expect(get("Deployment apps/web-podinfo")).toBeUndefined();
  expect(secrets()).not.toContain("sh.helm.release.v1.web.v1");
  expect(inside.list("source.toolkit.fluxcd.io/v1", "HelmChart")).toEqual([]);
  restart([]);
});

test.for([
  [
    "  dependsOn: [{ name: none }]",
    `False DependencyNotReady: unable to get 'apps/none' dependency: helmreleases.helm.toolkit.fluxcd.io "none" not found`,
  ],
  [
    "  valuesFrom: [{ kind: ConfigMap, name: none }]",
    `False ValuesError: could not resolve ConfigMap chart values reference 'apps/none' with key 'values.yaml': configmaps "none" not found`,
  ],
  [
    "  targetNamespace: none",
    `False InstallFailed: Helm install failed for release none/none-web with chart podinfo@6.9.4: create: failed to create: namespaces "none" not found`,
  ],
] as const)("%s", async ([more, ready]) => {
  const { release, turn, conditions, restart } = await helm();
  release("web", more);
  await turn(5);
  expect(conditions("web")).toContain(`Ready ${ready}`);
  restart([]);
});

test("a release that is suspended is left alone, and stays when it is deleted", async () => {
  const { release, turn, get, inside, place, conditions, restart } = await helm();
  release("web");
  await turn(10);
  inside.patch(place("web"), { spec: { suspend: true, values: { a: 1 } } });
  await turn(10);
  expect(conditions("web")[0]).toContain("web.v1");
  inside.remove(place("web"));
  await turn(10);
  expect(get("Deployment apps/web-podinfo")).toBeDefined();
  restart([]);
});
