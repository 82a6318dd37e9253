import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Live, openLive } from "../../client/cluster/api/live.ts";
import { type Neighbours, openNeighbours } from "../../client/cluster/api/neighbours.ts";
import { realTime } from "../../client/cluster/api/time.ts";
import { canaryEvents } from "../../client/cluster/tree/canaryEvents.ts";
import { canaryLayout } from "../../client/cluster/tree/canaryLayout.ts";
import { kindLayout } from "../../client/cluster/tree/kindLayout.ts";
import { type LiveTree, liveTree } from "../../client/cluster/tree/liveTree.ts";
import type { TreeNode } from "../../client/cluster/tree/treeNode.ts";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import type { Fault } from "../../demo/shell/fault.ts";
import { clusterScene } from "./clusterScene.ts";
import { putScene } from "./scene.ts";
import { type Seat, seatAt, until } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "live-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const minutesAgo = (it: number) => new Date(Date.now() - it * 60_000).toISOString();

interface Scene {
  readonly demo: Demo;
  readonly seat: Seat;
  readonly live: Live;
  readonly neighbours: Neighbours;
  readonly tree: LiveTree;
  readonly text: () => string;
  readonly leave: () => void;
}

/** A demo cluster with something in it, and a tree of it. */
async function scene(
  name: string,
  context?: string,
  namespaces: readonly string[] = [],
): Promise<Scene> {
  const demo = await startDemo({ namespace: "faces" });
  putScene(demo, clusterScene(minutesAgo));
  const file = join(folder, name);
  writeFileSync(file, demo.kubeconfig);
  const seat = await seatAt(file);
  const { session } = seat.desk;
  if (context) session.pin(context);
  const live = openLive({ session, time: realTime, namespaces: () => namespaces });
  const neighbours = openNeighbours({
    live,
    session,
    time: realTime,
    tell: (keys) => tree.touch(keys),
  });
  const tree = liveTree(
    {
      now: Date.now,
      objects: live.objects,
      find: live.find,
      watched: live.watched,
      isLost: () => live.state().kind === "lost",
      applied: neighbours.find,
      owned: neighbours.owned,
      lastEvent: () => "",
    },
    kindLayout,
  );
  const leave = live.look((changes) => tree.take(changes));
  const text = () => {
    tree.redraw();
    return lines(tree, tree.children()).join("\n");
  };
  return { demo, seat, live, neighbours, tree, text, leave };
}

function lines(tree: LiveTree, nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => [
    `${node.label} | ${node.description}`,
    ...(node.opens === "never" ? [] : lines(tree, tree.children(node.id))),
  ]);
}

async function end({ demo, seat, live, leave }: Scene): Promise<void> {
  leave();
  live.close();
  seat.close();
  await demo.close();
}

test("what was applied is read when somebody opens its owner, and values of Secrets never come", async () => {
  const it = await scene("applied");
  const inside = insideOf(it.demo.cluster, "test");
  inside.apply({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "key", namespace: "faces" },
    data: { password: "c2VjcmV0" },
  });
  const apps = {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    namespace: "flux-system",
    name: "apps",
  };
  const entries = ["face_apps_Deployment", "gone__ConfigMap", "key__Secret", "settings__ConfigMap"];
  const inventory = { entries: entries.map((id) => ({ id: `faces_${id}`, v: "v1" })) };
  inside.patch(apps, { status: { inventory } }, "status");
  await until("the list", () => it.text().includes("apps | waits"));
  it.neighbours.attend(it.tree.open(new Set()));
  await until("the ConfigMap", () => /gone \| does not exist/.test(it.text()));
  await until("the Secret", () => /key \| ready · Secret/.test(it.text()));
  const secret = it.neighbours.find({ group: "", kind: "Secret", namespace: "faces", name: "key" });
  expect(secret.kind).toBe("there");
  expect(JSON.stringify(secret)).not.toContain("c2VjcmV0");
  await end(it);
});

test("pods of a workload come and go while it is open", async () => {
  const it = await scene("pods");
  const inside = insideOf(it.demo.cluster, "test");
  await until("the controller", () => it.text().includes("source-controller | "));
  const [owner] = [...it.live.objects()].filter(
    ({ metadata }) => metadata.name === "source-controller",
  );
  const set = inside.apply({
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: "source-controller-1",
      namespace: "flux-system",
      ownerReferences: [
        {
          apiVersion: "apps/v1",
          kind: "Deployment",
          name: "source-controller",
          uid: owner?.metadata.uid ?? "",
          controller: true,
        },
      ],
    },
    spec: {
      selector: { matchLabels: { app: "source-controller" } },
      template: {
        metadata: { labels: { app: "source-controller" } },
        spec: { containers: [{ name: "manager", image: "x" }] },
      },
    },
  });
  const { uid } = set.object.metadata as { uid: string };
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "source-controller-1-x",
      namespace: "flux-system",
      ownerReferences: [
        {
          apiVersion: "apps/v1",
          kind: "ReplicaSet",
          name: "source-controller-1",
          uid,
          controller: true,
        },
      ],
    },
    spec: { containers: [{ name: "manager", image: "x" }] },
  };
  it.text();
  it.neighbours.attend(it.tree.open(new Set()));
  inside.apply(pod);
  await until("the pod", () => it.text().includes("source-controller-1-x | "));
  inside.remove({
    apiVersion: "v1",
    kind: "Pod",
    namespace: "flux-system",
    name: "source-controller-1-x",
  });
  await until("no pod", () => !it.text().includes("source-controller-1-x | "));
  await end(it);
});

const troubles: readonly (readonly [string, Fault])[] = [
  ["every line breaks", { type: "drop" }],
  ["no answer ever comes", { type: "hang" }],
  ["a server that is going down", { type: "status", code: 503 }],
  ["too many requests", { type: "status", code: 429, retryAfter: 1 }],
];

test.concurrent.for(troubles)(
  "%s: the tree equals the cluster five seconds after it",
  async ([name, fault]) => {
    const it = await scene(name.replaceAll(" ", "-"));
    await until("the tree", () => it.text().includes("infrastructure | failed"));
    it.demo.setFaults(() => fault);
    it.demo.dropConnections();
    await until("it is said", () => it.live.state().kind === "lost", 20);
    insideOf(it.demo.cluster, "test").remove({
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      namespace: "flux-system",
      name: "tools",
    });
    it.demo.setFaults(() => undefined);
    const began = Date.now();
    await until(
      "the tree again",
      () => it.live.state().kind === "connected" && !/tools \||stale/.test(it.text()),
      20,
    );
    expect(Date.now() - began).toBeLessThan(5000);
    await end(it);
  },
);

test("who may read one namespace only sees it where it is named", async () => {
  const it = await scene("namespace", "flightpath-demo-tenant", ["faces"]);
  it.tree.arrange(canaryLayout, "");
  await until("the Canaries", () => it.text().includes("face | Progressing"));
  expect(
    it.live.watched().flatMap(({ parts }) => parts.map(({ state }) => state.kind)),
  ).not.toContain("forbidden");
  await end(it);
});

test("who may not read a kind is told so", async () => {
  const it = await scene("tenant", "flightpath-demo-tenant");
  await until("the refusals", () => it.text().includes("forbidden: cannot list kustomizations"));
  expect([...it.live.objects()]).toEqual([]);
  await end(it);
});

test("nothing is left when the last one has left", async () => {
  const before = process.getActiveResourcesInfo().filter((it) => it !== "TTYWrap").length;
  const it = await scene("left");
  await until("the tree", () => it.text().includes("infrastructure | failed"));
  it.neighbours.attend(it.tree.open(new Set()));
  await new Promise((resolve) => setTimeout(resolve, 300));
  it.neighbours.attend([]);
  await end(it);
  await until(
    "no timer, no socket",
    () => process.getActiveResourcesInfo().filter((it) => it !== "TTYWrap").length <= before,
  );
});

test("Canaries come with their numbers, and with the gate that their newest event names", async () => {
  const it = await scene("canaries");
  it.tree.arrange(canaryLayout, "");
  const events = canaryEvents(it.live, (keys) => it.tree.touch(keys));
  events.attend(true);
  await until("the Canaries", () =>
    it.text().includes("face | Progressing · 15 % · failed checks 1/3"),
  );
  const inside = insideOf(it.demo.cluster, "flagger");
  const place = {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    namespace: "faces",
    name: "face",
  };
  const canary = inside.get(place);
  if (!canary) throw new Error("no Canary");
  inside.event(
    canary,
    "Warning",
    "Synced",
    "Halt face.faces advancement waiting for promotion approval gate",
  );
  const [object] = [...it.live.objects()].filter(
    ({ kind, metadata }) => kind === "Canary" && metadata.name === "face",
  );
  if (!object) throw new Error("no Canary");
  await until("the event", () => events.last(object).includes("promotion approval gate"));
  events.dispose();
  await end(it);
});
