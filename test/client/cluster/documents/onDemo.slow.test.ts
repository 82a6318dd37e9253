import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appliersOf } from "../../../../client/cluster/api/appliers.ts";
import { deletionWords } from "../../../../client/cluster/api/deletionWords.ts";
import { readObject } from "../../../../client/cluster/api/desk.ts";
import { eventsOf } from "../../../../client/cluster/api/eventsOf.ts";
import { fluxFacts } from "../../../../client/cluster/api/fluxCheck.ts";
import { nameOf } from "../../../../client/cluster/api/kubeObject.ts";
import { logSources } from "../../../../client/cluster/api/logStreams.ts";
import { compare } from "../../../../client/cluster/documents/compare.ts";
import { describe as describeObject } from "../../../../client/cluster/documents/describe.ts";
import { describeText } from "../../../../client/cluster/documents/describeText.ts";
import { insideOf } from "../../../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../../../demo/main.ts";
import type { ObjectIdentity } from "../../../../protocol/cluster.ts";
import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { never, type Seat, seatAt, well } from "../../../cluster/support.ts";

/** What the documents and commands read, over real sockets, from the demo cluster's API server. */
const folder = mkdtempSync(join(tmpdir(), "documents-"));
let demo: Demo;
let seat: Seat;

const flux = "kustomize.toolkit.fluxcd.io";
const labels = { [`${flux}/name`]: "apps", [`${flux}/namespace`]: "flux-system" };
const apps: ObjectIdentity = {
  group: flux,
  kind: "Kustomization",
  namespace: "flux-system",
  name: "apps",
};
const web: ObjectIdentity = { group: "apps", kind: "Deployment", namespace: "apps", name: "web" };
const map: ObjectIdentity = { group: "", kind: "ConfigMap", namespace: "apps", name: "words" };

const kustomization = (name: string, spec: object): JsonObject => ({
  apiVersion: `${flux}/v1`,
  kind: "Kustomization",
  metadata: {
    name,
    namespace: "flux-system",
    ...(name === "top" ? {} : { labels: { ...labels, [`${flux}/name`]: "top" } }),
  },
  spec: {
    interval: "10m",
    path: "./",
    prune: true,
    sourceRef: { kind: "GitRepository", name: "repo" },
    ...spec,
  },
});

const deployment = (replicas: number): JsonObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "apps", labels },
  spec: {
    replicas,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "web:1.0" }] },
    },
  },
});

const configMap = (data: JsonObject): JsonObject => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "words", namespace: "apps", labels },
  data,
});

const built = (object: JsonObject) => ({ object, digests: {}, salt: "" });

beforeAll(async () => {
  demo = await startDemo();
  const inside = insideOf(demo.cluster, "kustomize-controller");
  const applied = [
    kustomization("top", {}),
    kustomization("apps", {}),
    deployment(1),
    configMap({ one: "1", two: "2" }),
  ].map((object) => inside.apply(object));
  expect(applied.map(({ code }) => code)).toEqual([201, 201, 201, 201]);
  const entries = [
    { id: "apps_web_apps_Deployment", v: "v1" },
    { id: "apps_words__ConfigMap", v: "v1" },
  ];
  const below = [{ id: `flux-system_apps_${flux}_Kustomization`, v: "v1" }];
  const place = (name: string) => ({
    apiVersion: `${flux}/v1`,
    kind: "Kustomization",
    namespace: "flux-system",
    name,
  });
  const ready = {
    type: "Ready",
    status: "True",
    reason: "ReconciliationSucceeded",
    message: "Applied revision: main@sha1:1",
    lastTransitionTime: "2026-01-01T00:00:00Z",
  };
  const state = { observedGeneration: 1, lastAppliedRevision: "main@sha1:1", conditions: [ready] };
  inside.patch(place("apps"), { status: { ...state, inventory: { entries } } }, "status");
  inside.patch(place("top"), { status: { ...state, inventory: { entries: below } } }, "status");
  inside.event(applied[1]?.object ?? {}, "Normal", "ReconciliationSucceeded", "finished in 1s");
  inside.event(applied[2]?.object ?? {}, "Warning", "ScalingReplicaSet", "it is slow");
  const file = join(folder, "kubeconfig");
  writeFileSync(file, demo.kubeconfig);
  seat = await seatAt(file);
});
afterAll(async () => {
  seat.close();
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a difference with the cluster", () => {
  test("shows what would change, and what would go because it is no longer built", async () => {
    const wanted = built(configMap({ one: "2" }));
    const { live, wanted: then, remark } = well(await compare(seat.desk, map, wanted, never));
    expect(live?.data).toEqual({ one: "1", two: "2" });
    expect(then.data).toEqual({ one: "2" });
    expect(remark).toBeUndefined();
    expect({ ...live, data: {} }).toEqual({ ...then, data: {} });
  });

  test("shows no difference where there is none, defaults of the server included", async () => {
    const { live, wanted } = well(await compare(seat.desk, web, built(deployment(1)), never));
    expect(wanted).toEqual(live);
  });

  test("changes nothing", async () => {
    const before = well(await readObject(seat.desk, web, never)).object;
    well(await compare(seat.desk, web, built(deployment(7)), never));
    expect(well(await readObject(seat.desk, web, never)).object).toEqual(before);
  });

  test("of what the server refuses, shows what is built and says why", async () => {
    const object = deployment(1);
    const bad = { ...object, spec: { ...(object.spec as object), replicas: "many" } } as JsonObject;
    const { wanted, remark } = well(await compare(seat.desk, web, built(bad), never));
    expect((wanted.spec as JsonObject).replicas).toBe("many");
    expect(remark).toMatch(/^The API server would refuse it: .*replicas/);
  });

  test("an object that is not there yet has no left side, and may come into a new namespace", async () => {
    const object = { ...configMap({ a: "b" }), metadata: { name: "new", namespace: "nowhere" } };
    const identity = { ...map, name: "new", namespace: "nowhere" };
    const { live, wanted, remark } = well(await compare(seat.desk, identity, built(object), never));
    expect(live).toBeUndefined();
    expect(wanted.data).toEqual({ a: "b" });
    expect(remark).toMatch(/nowhere/);
  });
});

test("a description tells who applied an object and what it says", async () => {
  const text = describeText(well(await describeObject(seat.desk, apps, never)));
  expect(text).toMatch(/^Kustomization flux-system\/apps\n/);
  expect(text).toContain("State     ready: Applied revision: main@sha1:1\n");
  expect(text).toContain(
    "Applied by\n  Kustomization flux-system/top  ready: Applied revision: main@sha1:1\n",
  );
  expect(text).toContain("Comes from\n  GitRepository flux-system/repo  does not exist\n");
  expect(text).toContain("Applied: 2 objects\n  in apps\n    ConfigMap words  ready: is there\n");
  expect(text).toMatch(/Warning {2}ScalingReplicaSet {2}Deployment apps\/web.*\n +it is slow\n/);
});

test("events are those of the object and of what it applied", async () => {
  const object = well(await readObject(seat.desk, apps, never)).object;
  const { events, problems } = await eventsOf(seat.desk, object, never);
  expect(events.map(({ reason }) => reason).sort()).toEqual([
    "ReconciliationSucceeded",
    "ScalingReplicaSet",
  ]);
  expect(problems).toEqual([]);
});

test("from an object up to who applied it", async () => {
  const object = well(await readObject(seat.desk, web, never)).object;
  const all = await appliersOf(seat.desk, object, never);
  expect(all.map((it) => nameOf(it.object))).toEqual([
    "Kustomization flux-system/apps",
    "Kustomization flux-system/top",
  ]);
});

test("a deletion tells everything that goes with it, and whether it comes back", async () => {
  const top = well(await readObject(seat.desk, { ...apps, name: "top" }, never)).object;
  expect(await deletionWords(seat.desk, top, never)).toBe(
    "Deletes 1 object with it: Kustomization flux-system/apps.\nThrough Kustomization flux-system/apps: deletes 2 objects with it: Deployment apps/web, ConfigMap apps/words.",
  );
  const object = well(await readObject(seat.desk, map, never)).object;
  expect(await deletionWords(seat.desk, object, never)).toBe(
    "Nothing else is deleted with it.\nKustomization flux-system/apps made it and makes it again at its next pass, unless it is taken out of Git first.",
  );
});

test("without controllers there are no logs, and the sentence says what is missing", async () => {
  const { failure } = await logSources(
    seat.desk,
    { ...apps, kind: "GitRepository", group: "source.toolkit.fluxcd.io" },
    never,
  );
  expect(failure?.sentence).toBe(
    "There is no Deployment source-controller whose log could be read; Flux Check tells what is installed.",
  );
  const own = await logSources(seat.desk, map, never);
  expect(own.failure?.sentence).toBe(
    "ConfigMap apps/words writes no log: it has no controller of Flux or Flagger, and no pods.",
  );
});

test("a check reads versions, definitions and counts", async () => {
  const facts = await fluxFacts(seat.desk, never);
  expect(facts.kubernetes).toMatch(/^v1\.\d+/);
  expect(facts.problems).toEqual([]);
  expect(facts.counts).toEqual([
    { kind: "Kustomization", all: 2, failing: 0, suspended: 0, bytes: 0 },
  ]);
  const served = facts.definitions.filter(({ versions }) => versions.length > 0);
  expect(served.map(({ kind }) => kind)).toContain("Canary");
});
