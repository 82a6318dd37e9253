import { expect, test } from "vitest";
import { connect } from "../../../client/cluster/api/connection.ts";
import { feelPulse } from "../../../client/cluster/api/pulse.ts";
import { watchKind } from "../../../client/cluster/api/watched.ts";
import { memoryCluster } from "./support/memoryCluster.ts";
import { settled, turnedTime } from "./support/turnedTime.ts";

const pin = { context: "dev", server: "https://dev", namespace: "default", identity: "dev" };
const group = "kustomize.toolkit.fluxcd.io";
const resource = {
  group,
  version: "v1",
  kind: "Kustomization",
  plural: "kustomizations",
  isNamespaced: true,
  verbs: ["list", "watch"],
};
const pathOf = (name: string, namespace = "n") =>
  `/apis/${group}/v1/namespaces/${namespace}/kustomizations/${name}`;

/** A cluster, somebody who looks at it, and a protocol of what he is told. */
function scene(
  options: { namespaces?: readonly string[]; pageSize?: number; pulse?: boolean } = {},
) {
  const cluster = memoryCluster();
  const time = turnedTime();
  const connection = connect({ pin, access: cluster.access, time });
  const watch = watchKind({
    connection,
    resource,
    namespaces: options.namespaces ?? [],
    time,
    ...(options.pageSize ? { pageSize: options.pageSize } : {}),
    ...(options.pulse ? { pulse: feelPulse(connection, time) } : {}),
  });
  const told: string[] = [];
  const look = () =>
    watch.look((changes) => {
      for (const { type, object } of changes) told.push(`${type} ${object.metadata.name}`);
    });
  const put = (name: string, words = "", namespace = "n") =>
    cluster.put(pathOf(name, namespace), {
      metadata: { name, namespace, annotations: { words } },
    });
  const seen = () => {
    const { objects, parts } = watch.now();
    const names = [...objects.values()].map(
      ({ metadata }) => `${metadata.name}${metadata.annotations.words}`,
    );
    return `${names.sort().join(" ")} · ${parts.map(({ state }) => state.kind).join(" ")}`;
  };
  /** What was said since the last time. */
  const news = () => told.splice(0).join(", ");
  return { cluster, time, connection, watch, look, put, seen, news };
}

test("what happens is told in the smallest steps", async () => {
  const { cluster, time, look, put, seen, news } = scene();
  put("a");
  put("b");
  const leave = look();
  await time.turn(0);
  expect(news()).toBe("added a, added b");
  put("a", "!");
  put("c");
  cluster.remove(pathOf("b"));
  await time.turn(0);
  expect(news()).toBe("changed a, added c, removed b");
  expect(seen()).toBe("a! c · live");
  leave();
});

test("who manages which field is not kept, be it listed or watched", async () => {
  const { cluster, time, watch, look } = scene();
  const managed = (name: string) =>
    cluster.put(pathOf(name), {
      metadata: { name, namespace: "n", managedFields: [{ manager: "flux" }], finalizers: ["f"] },
      spec: { interval: "1m" },
    });
  managed("listed");
  look();
  await time.turn(0);
  managed("watched");
  await time.turn(0);
  const kept = [...watch.now().objects.values()].map(({ whole: { metadata, spec } }) => {
    const { name, managedFields, finalizers } = metadata as Record<string, unknown>;
    return { name, managedFields, finalizers, spec };
  });
  const rest = { managedFields: undefined, finalizers: ["f"], spec: { interval: "1m" } };
  expect(kept).toEqual([
    { name: "listed", ...rest },
    { name: "watched", ...rest },
  ]);
});

test("what is known is the same value until its state is another, and holds what came since", async () => {
  const { cluster, time, watch, look, put, seen } = scene();
  put("a");
  const before = watch.now();
  look();
  await time.turn(0);
  const live = watch.now();
  put("b");
  await time.turn(0);
  expect(watch.now()).toBe(live);
  expect(live).not.toBe(before);
  expect(seen()).toBe("a b · live");
  cluster.fault = () => "reset";
  cluster.drop();
  await time.turn(1000);
  expect(seen()).toBe("a b · stale");
  expect(live.parts.map(({ state }) => state.kind)).toEqual(["live"]);
});

test("many objects come in pages", async () => {
  const { cluster, time, look, put, seen } = scene({ pageSize: 2 });
  for (const name of ["a", "b", "c", "d", "e"]) put(name);
  look();
  await time.turn(0);
  expect(seen()).toBe("a b c d e · live");
  expect(cluster.asked.filter((it) => it.includes("limit="))).toHaveLength(3);
});

test("a broken line goes on from where it was, without a new list", async () => {
  const { cluster, time, look, put, seen, news } = scene();
  put("a");
  look();
  await time.turn(2000);
  news();
  cluster.drop();
  put("b");
  await time.turn(5000);
  expect(news()).toBe("added b");
  expect(seen()).toBe("a b · live");
  expect(cluster.asked.filter((it) => it.includes("limit="))).toHaveLength(1);
});

test("when the server has forgotten where we were, the list is read again and only differences are told", async () => {
  const { cluster, time, look, put, seen, news } = scene();
  put("a");
  put("b");
  look();
  await time.turn(2000);
  news();
  cluster.fault = () => "reset";
  cluster.drop();
  await time.turn(1000);
  cluster.remove(pathOf("a"));
  put("b", "!");
  put("c");
  cluster.compact();
  put("d");
  cluster.fault = () => undefined;
  await time.turn(5000);
  expect(news()).toBe("removed a, changed b, added c, added d");
  expect(seen()).toBe("b! c d · live");
});

test("a server that forgets at once is not asked without end", async () => {
  const { cluster, time, look, put } = scene();
  put("a");
  cluster.fault = (request) =>
    request.path.includes("watch=1") ? { status: 410, body: { reason: "Expired" } } : undefined;
  look();
  await time.turn(20_000);
  expect(cluster.asked.length).toBeLessThan(30);
});

test("a server that ends every watch at once is not asked without end", async () => {
  const { cluster, time, look } = scene();
  cluster.fault = (request) => (request.path.includes("watch=1") ? { status: 200 } : undefined);
  look();
  await time.turn(20_000);
  expect(cluster.asked.length).toBeLessThan(30);
});

test("a watch that fell silent is found out", async () => {
  const { cluster, time, look, put, seen } = scene();
  put("a");
  look();
  await time.turn(10_000);
  cluster.hang(true);
  put("b");
  await time.turn(10_000);
  expect(seen()).toBe("a · live");
  cluster.hang(false);
  await time.turn(60_000);
  expect(seen()).toBe("a b · live");
});

test("with a pulse, a dead line is known within six seconds and over within five", async () => {
  const { cluster, time, look, put, seen, watch } = scene({ pulse: true });
  put("a");
  look();
  await time.turn(10_000);
  cluster.hang(true);
  put("b");
  await time.turn(6100);
  expect(watch.now().parts[0]?.state).toMatchObject({
    kind: "stale",
    sentence: "https://dev did not answer within 4 s.",
  });
  await time.turn(30_000);
  cluster.hang(false);
  await time.turn(5000);
  expect(seen()).toBe("a b · live");
});

test("what is stale says since when, and why", async () => {
  const { cluster, time, look, put, watch } = scene();
  put("a");
  look();
  await time.turn(2000);
  const broke = time.now();
  cluster.fault = () => "reset";
  cluster.drop();
  await time.turn(30_000);
  const [part] = watch.now().parts;
  expect(part?.state).toEqual({
    kind: "stale",
    since: broke,
    sentence: "https://dev broke the connection off.",
  });
  expect(watch.now().objects.size).toBe(1);
  cluster.fault = () => undefined;
  await time.turn(5000);
  expect(watch.now().parts[0]?.state.kind).toBe("live");
});

test("a namespace that is forbidden does not stop the others", async () => {
  const { cluster, time, look, put, seen, watch } = scene({ namespaces: ["n", "secret"] });
  put("a");
  put("hidden", "", "secret");
  cluster.fault = ({ path }) => (path.includes("/secret/") ? { status: 403 } : undefined);
  look();
  await time.turn(1000);
  expect(seen()).toBe("a · live forbidden");
  expect(watch.now().parts[1]?.state).toEqual({
    kind: "forbidden",
    sentence: "forbidden: cannot list kustomizations in secret",
  });
  cluster.fault = () => undefined;
  await time.turn(61_000);
  expect(seen()).toBe("a hidden · live live");
});

test("nobody looks: nothing is asked, no timer is left; looking again goes on", async () => {
  const { cluster, time, look, put, seen, news } = scene({ pulse: true });
  put("a");
  const [one, other] = [look(), look()];
  await time.turn(1000);
  one();
  expect(cluster.watching()).toBe(1);
  other();
  other();
  await settled();
  expect(cluster.watching()).toBe(0);
  expect(time.waiting()).toBe(0);
  const asked = cluster.asked.length;
  put("b");
  await time.turn(600_000);
  expect(cluster.asked).toHaveLength(asked);
  expect(seen()).toBe("a · stale");
  news();
  look();
  await time.turn(0);
  expect(news()).toBe("added b");
  expect(seen()).toBe("a b · live");
});

test("a closed connection ends everything", async () => {
  const { cluster, time, look, put, connection, seen } = scene({ pulse: true });
  put("a");
  look();
  await time.turn(1000);
  connection.close();
  await time.turn(600_000);
  expect(cluster.watching()).toBe(0);
  expect(time.waiting()).toBe(0);
  expect(seen()).toBe("a · stale");
});

test("who is refused is not asked for credentials again before others are taken", async () => {
  const { cluster, time, watch, look, put, seen } = scene();
  put("a");
  look();
  await time.turn(1000);
  cluster.fault = () => ({ status: 401 });
  cluster.drop();
  await time.turn(10_000);
  expect(seen()).toBe("a · stale");
  const before = [cluster.asked.length, cluster.opened.fresh];
  await time.turn(600_000);
  expect([cluster.asked.length, cluster.opened.fresh]).toEqual(before);
  cluster.fault = () => undefined;
  put("b");
  watch.resume();
  await time.turn(1000);
  expect(seen()).toBe("a b · live");
});
