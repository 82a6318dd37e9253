import { expect, test } from "vitest";
import { fluxControllers } from "../../../../demo/controllers/flux/all.ts";
import { conditionsIn } from "../../../../demo/controllers/flux/conditions.ts";
import { field, type JsonObject, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import { fluxAtWork } from "../../support/fluxAtWork.ts";

const API = "kustomize.toolkit.fluxcd.io/v1";

const place = (name: string) => ({
  apiVersion: API,
  kind: "Kustomization",
  namespace: "apps",
  name,
});

const kustomization = (name: string, more = "") => `
apiVersion: ${API}
kind: Kustomization
metadata: { name: ${name}, namespace: apps }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: { kind: GitRepository, name: repo }
${more}`;

const configMap = (name: string, words = "one") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: apps }\ndata: { words: ${words} }\n`;

/** A cluster with Flux and one repository, whose files are given; the object is the first one that is changed. */
async function flux(files: Record<string, string>) {
  let count = 0;
  const work = await fluxAtWork(
    fluxControllers(() =>
      Promise.resolve({
        value: {
          commit: String(count).padStart(40, "0"),
          reference: "main",
          subject: "",
          files: new Map(Object.entries(files)),
        },
      }),
    ),
  );
  work.apply(`
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: repo, namespace: apps }
spec: { interval: 1m, url: "https://git.example.com/repo" }
`);
  const { inside } = work;
  return {
    ...work,
    push(changes: Readonly<Record<string, string>>) {
      Object.assign(files, changes);
      count++;
    },
    ask: (name: string, token: string) =>
      inside.patch(place(name), {
        metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": token } },
      }),
    ready: (name: string) => {
      const { status } = inside.get(place(name)) ?? {};
      const ready = conditionsIn(status).find((it) => it.type === "Ready");
      return ready && `${ready.status} ${ready.reason}: ${ready.message}`;
    },
    events: (name: string) =>
      inside
        .list("v1", "Event")
        .filter((it) => field(it, "involvedObject", "name") === name)
        .map((it) => stringOf(it.message)),
  };
}

const managersOf = (object: JsonObject | undefined) =>
  listOf(field(object, "metadata", "managedFields")).map(
    (it) => `${stringOf(field(it, "manager"))} ${stringOf(field(it, "operation"))}`,
  );

test("a Kustomization that another one applied works by itself, and its parent leaves it as it is", async () => {
  const { apply, turn, ask, ready, events, inside, restart, faults } = await flux({
    "parent/child.yaml": kustomization("child"),
    "child/map.yaml": configMap("map"),
  });
  apply(kustomization("parent"));
  await turn(5);
  expect(ready("child")).toBe(
    `True ReconciliationSucceeded: Applied revision: main@sha1:${"0".repeat(40)}`,
  );
  ask("parent", "again");
  await turn(5);
  expect(events("parent").filter((it) => it.includes("configured"))).toEqual([]);
  const child = inside.get(place("child"));
  expect(field(child, "metadata", "finalizers")).toEqual(["finalizers.fluxcd.io"]);
  expect([...new Set(managersOf(child))].sort()).toEqual([
    "gotk-kustomize-controller Update",
    "kustomize-controller Apply",
  ]);
  expect(faults).toEqual([]);
  restart([]);
});

test("a new commit is fetched at the interval of the source, and applied at once", async () => {
  const { apply, turn, push, get, restart } = await flux({ "one/map.yaml": configMap("map") });
  apply(kustomization("one"));
  await turn(5);
  push({ "one/map.yaml": configMap("map", "two") });
  await turn(30);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("one");
  await turn(40);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("two");
  restart([]);
});

test("variables come from live objects, and a labelled one is heard at once", async () => {
  const { apply, turn, get, restart } = await flux({
    "one/map.yaml": configMap("map", '"${words}"'),
  });
  const values = (words: string) =>
    apply(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: values, namespace: apps, labels: { reconcile.fluxcd.io/watch: Enabled } }\ndata: { words: ${words} }\n`,
    );
  values("first");
  apply(
    kustomization("one", "  postBuild: { substituteFrom: [{ kind: ConfigMap, name: values }] }"),
  );
  await turn(5);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("first");
  values("second");
  await turn(2);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("second");
  restart([]);
});

test("rights are those of the ServiceAccount that is named", async () => {
  const { apply, turn, ask, ready, restart } = await flux({ "one/map.yaml": configMap("map") });
  apply(kustomization("one", "  serviceAccountName: deployer"));
  await turn(5);
  expect(ready("one")).toContain(
    'User "system:serviceaccount:apps:deployer" cannot patch resource "configmaps"',
  );
  apply(`
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: maps, namespace: apps }
rules: [{ apiGroups: [""], resources: [configmaps], verbs: [get, patch, create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: maps, namespace: apps }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: maps }
subjects: [{ kind: ServiceAccount, name: deployer, namespace: apps }]
`);
  ask("one", "again");
  await turn(5);
  expect(ready("one")).toContain("True ReconciliationSucceeded");
  restart([]);
});

test("where two wait for each other, a new commit reaches nobody before the interval", async () => {
  const { apply, turn, push, get, restart } = await flux({ "one/map.yaml": configMap("map") });
  apply(kustomization("one"));
  await turn(5);
  apply(kustomization("a", "  dependsOn: [{ name: b }]"));
  apply(kustomization("b", "  dependsOn: [{ name: a }]"));
  push({ "one/map.yaml": configMap("map", "two") });
  await turn(120);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("one");
  await turn(600);
  expect(field(get("ConfigMap apps/map"), "data", "words")).toBe("two");
  restart([]);
});
