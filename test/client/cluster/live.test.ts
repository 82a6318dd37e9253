import { expect, test } from "vitest";
import { type Live, openLive } from "../../../client/cluster/api/live.ts";
import type { MemoryCluster } from "./support/memoryCluster.ts";
import { object } from "./support/objects.ts";
import { configOf, contextOf, placed, roomOf } from "./support/room.ts";
import type { TurnedTime } from "./support/turnedTime.ts";

const never = new AbortController().signal;
const group = "kustomize.toolkit.fluxcd.io";
const apps = object("Kustomization flux-system/apps", "Ready: True Succeeded well");

/** Two clusters, of which one is pinned, and what somebody who looks is told. */
async function scene(namespaces: readonly string[] = []) {
  const room = roomOf(
    configOf(contextOf("dev", "https://dev"), contextOf("stage", "https://stage")),
    "https://dev",
    "https://stage",
  );
  const [dev, stage] = ["https://dev", "https://stage"].map((it) => {
    const cluster = room.clusters[it];
    if (!cluster) throw new Error(it);
    serve(cluster, "kustomizations", "Kustomization");
    return cluster;
  });
  if (!dev || !stage) throw new Error("no clusters");
  await room.session.reread();
  const live = openLive({ session: room.session, time: room.time, namespaces: () => namespaces });
  const told: string[] = [];
  const look = () =>
    live.look((changes) => {
      for (const it of changes) told.push(`${it.type} ${it.object.metadata.name}`);
    });
  return { ...room, live, look, dev, stage, news: () => told.splice(0).join(", ") };
}

/** Lets a cluster in memory serve one kind of Flux's. */
function serve(cluster: MemoryCluster, plural: string, kind: string): void {
  const answer = (request: { path: string }) => {
    const path = request.path.split("?")[0];
    if (path === "/api") return { status: 200, body: { kind: "APIVersions" } };
    if (path !== "/apis") return undefined;
    const resource = { resource: plural, responseKind: { kind }, scope: "Namespaced", verbs: [] };
    return {
      status: 200,
      body: {
        kind: "APIGroupDiscoveryList",
        items: [
          { metadata: { name: group }, versions: [{ version: "v1", resources: [resource] }] },
        ],
      },
    };
  };
  cluster.fault = (request) => answer(request);
}

const kindOf = (live: Live) => live.state().kind;
const asked = (cluster: MemoryCluster) => cluster.asked.length;
const seconds = (time: TurnedTime, count: number) => time.turn(count * 1000);

test("nothing is asked before somebody looks, nor after the last one left", async () => {
  const { live, look, session, time, dev } = await scene();
  session.pin("dev");
  await seconds(time, 60);
  expect([kindOf(live), asked(dev)]).toEqual(["resting", 0]);
  const [leave, leaveToo] = [look(), look()];
  await seconds(time, 1);
  expect([kindOf(live), dev.watching()]).toEqual(["connected", 1]);
  leave();
  await seconds(time, 1);
  expect(dev.watching()).toBe(1);
  leaveToo();
  await seconds(time, 1);
  expect([kindOf(live), dev.watching(), time.waiting()]).toEqual(["resting", 0, 0]);
});

test("who hears is told what others look at, and asks for nothing", async () => {
  const { live, look, session, time, dev } = await scene();
  placed(dev, apps);
  const heard: string[] = [];
  const unhear = live.hear((all) => heard.push(...all.map((it) => it.object.metadata.name)));
  session.pin("dev");
  await seconds(time, 60);
  expect(asked(dev)).toBe(0);
  const leave = look();
  await seconds(time, 1);
  leave();
  expect(heard).toEqual(["apps"]);
  unhear();
  look();
  session.unpin();
  await seconds(time, 1);
  expect(heard).toEqual(["apps"]);
});

test("objects are found by what they are, and changes are told", async () => {
  const { live, look, session, time, dev, news } = await scene();
  const path = placed(dev, apps);
  session.pin("dev");
  look();
  await seconds(time, 1);
  expect(news()).toBe("added apps");
  const identity = { group, kind: "Kustomization", namespace: "flux-system", name: "apps" };
  expect(live.find(identity)?.metadata.name).toBe("apps");
  dev.remove(path);
  await seconds(time, 1);
  expect([news(), live.find(identity)]).toEqual(["removed apps", undefined]);
});

test("another context is another connection, and nothing is kept of the first", async () => {
  const { live, look, session, time, dev, stage, news } = await scene();
  placed(dev, apps);
  session.pin("dev");
  look();
  await seconds(time, 1);
  news();
  session.pin("stage");
  await seconds(time, 1);
  expect([news(), [...live.objects()].length]).toEqual(["removed apps", 0]);
  expect([dev.watching(), stage.watching()]).toEqual([0, 1]);
});

test("a server that goes is lost, keeps what was known, and is found again by itself", async () => {
  const { live, look, session, time, dev } = await scene();
  placed(dev, apps);
  session.pin("dev");
  look();
  await seconds(time, 1);
  const answer = dev.fault;
  dev.fault = () => "reset";
  dev.drop();
  await seconds(time, 10);
  expect([kindOf(live), [...live.objects()].length]).toEqual(["lost", 1]);
  dev.fault = answer;
  await seconds(time, 5);
  expect(kindOf(live)).toBe("connected");
});

test("who is refused is asked again only when somebody wants it", async () => {
  const { live, look, session, time, dev } = await scene();
  const answer = dev.fault;
  dev.fault = () => ({ status: 401 });
  session.pin("dev");
  look();
  await seconds(time, 1);
  expect(kindOf(live)).toBe("refused");
  const before = dev.asked.filter((it) => it.includes("/apis")).length;
  await seconds(time, 600);
  expect(dev.asked.filter((it) => it.includes("/apis"))).toHaveLength(before);
  dev.fault = answer;
  live.retry();
  await seconds(time, 1);
  expect(kindOf(live)).toBe("connected");
});

test("watches whose credentials were refused for a while go on when they are taken again", async () => {
  const { live, look, session, time, dev } = await scene();
  placed(dev, apps);
  const answer = dev.fault;
  session.pin("dev");
  look();
  await seconds(time, 1);
  dev.fault = (request) =>
    request.path.includes("/kustomizations") ? { status: 401 } : answer(request);
  dev.drop();
  await seconds(time, 10);
  const states = () => live.watched().flatMap(({ parts }) => parts.map(({ state }) => state.kind));
  expect([kindOf(live), states()]).toEqual(["connected", ["stale"]]);
  dev.fault = answer;
  await seconds(time, 31);
  expect([kindOf(live), states()]).toEqual(["connected", ["live"]]);
});

test("a kind that was forbidden is asked for again when somebody wants it", async () => {
  const { live, look, session, time, dev } = await scene();
  placed(dev, apps);
  const answer = dev.fault;
  dev.fault = (request) =>
    request.path.includes("/kustomizations") ? { status: 403 } : answer(request);
  session.pin("dev");
  look();
  await seconds(time, 1);
  const states = () => live.watched().flatMap(({ parts }) => parts.map(({ state }) => state.kind));
  expect([kindOf(live), states()]).toEqual(["connected", ["forbidden"]]);
  dev.fault = answer;
  live.retry();
  await seconds(time, 1);
  expect([states(), [...live.objects()].length]).toEqual([["live"], 1]);
});

test("what is served is looked at again soon after something was applied", async () => {
  const { live, look, session, time, dev, news } = await scene();
  placed(dev, apps);
  session.pin("dev");
  look();
  await seconds(time, 1);
  expect(live.watched().map(({ resource }) => resource.kind)).toEqual(["Kustomization"]);
  // The definitions are another set now: what is no longer served goes.
  serve(dev, "things", "Thing");
  news();
  placed(dev, object("Kustomization flux-system/apps", "status: { lastAppliedRevision: main }"));
  await seconds(time, 3);
  expect([live.watched(), news()]).toEqual([[], "changed apps, removed apps"]);
});

test("what the session stopped is said, and no context is no cluster", async () => {
  const { live, look, session, time, config } = await scene();
  expect(kindOf(live)).toBe("unpinned");
  expect((await live.served(never)).failure?.sentence).toBe("No context was chosen.");
  session.pin("dev");
  look();
  await seconds(time, 1);
  expect(config.value?.contexts).toHaveLength(2);
  session.unpin();
  expect([kindOf(live), [...live.objects()].length]).toEqual(["unpinned", 0]);
});

test("kinds that were asked for while the server hung are asked for anew as soon as it is back", async () => {
  const { live, look, dev, session, time } = await scene();
  session.pin("dev");
  const leave = look();
  await seconds(time, 29);
  dev.hang(true);
  await seconds(time, 11);
  expect(kindOf(live)).toBe("lost");
  dev.hang(false);
  await seconds(time, 2);
  expect(kindOf(live)).toBe("connected");
  leave();
  live.close();
});

test("nonsense that something on the way answers is over by itself", async () => {
  const { live, look, dev, session, time } = await scene();
  session.pin("dev");
  const well = dev.fault;
  dev.fault = () => ({ status: 410, body: {} });
  const leave = look();
  await seconds(time, 1);
  expect(kindOf(live)).toBe("lost");
  dev.fault = well;
  await seconds(time, 5);
  expect(kindOf(live)).toBe("connected");
  leave();
  live.close();
});
