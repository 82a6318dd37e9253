import {
  array,
  assert,
  asyncProperty,
  boolean,
  constantFrom,
  nat,
  oneof,
  record,
} from "fast-check";
import { expect } from "vitest";
import { actions } from "../../../../client/cluster/api/actions.ts";
import { reconcile } from "../../../../client/cluster/api/handshake.ts";
import type { Kubeconfig } from "../../../../client/cluster/api/kubeconfig.ts";
import { identityOf } from "../../../../client/cluster/api/kubeObject.ts";
import { openLive } from "../../../../client/cluster/api/live.ts";
import type { Pin } from "../../../../client/cluster/api/pin.ts";
import { type Question, write } from "../../../../client/cluster/api/write.ts";
import type { Fault } from "./memoryCluster.ts";
import { object } from "./objects.ts";
import { configOf, contextOf, placed, roomOf, served } from "./room.ts";

const servers = ["https://a", "https://b", "https://c"] as const;
const names = ["dev", "stage", "prod"] as const;
const target = object("Kustomization n/apps", "spec: { path: ./apps }");

/** What may happen, in any order. */
const step = oneof(
  // Somebody rewrites the kubeconfig; it is noticed at once, or only later.
  {
    weight: 2,
    arbitrary: record({
      type: constantFrom("kubeconfig"),
      leads: array(nat(3), { minLength: 3, maxLength: 3 }),
      isNoticed: boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ type: constantFrom("rename"), by: nat(2), isNoticed: boolean() }),
  },
  { weight: 5, arbitrary: record({ type: constantFrom("pin"), name: constantFrom(...names) }) },
  { weight: 1, arbitrary: record({ type: constantFrom("unpin") }) },
  {
    weight: 22,
    arbitrary: record({
      type: constantFrom("act"),
      isConfirmed: constantFrom(true, true, true, false),
      meanwhile: constantFrom(0, 0, 0, 0, 1, 2, 3),
      isOldPin: constantFrom(true, false, false),
      // A bare change, or a request whose answer is waited for, over whatever happens.
      isWaited: boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      type: constantFrom("network"),
      server: constantFrom(...servers),
      isDown: boolean(),
    }),
  },
  { weight: 1, arbitrary: record({ type: constantFrom("unlock"), isUnlocked: boolean() }) },
  { weight: 2, arbitrary: record({ type: constantFrom("time"), seconds: nat(9) }) },
  { weight: 2, arbitrary: record({ type: constantFrom("look"), isLooking: boolean() }) },
);
type Step = Partial<{
  type: string;
  leads: number[];
  isNoticed: boolean;
  by: number;
  name: string;
  isConfirmed: boolean;
  meanwhile: number;
  isOldPin: boolean;
  isWaited: boolean;
  server: string;
  isDown: boolean;
  isUnlocked: boolean;
  isLooking: boolean;
  seconds: number;
}>;

/**
 * Walks so many times 100 random steps, while somebody may look at the view; fails when a change reached a server
 * that is not the pinned one, or without a yes, or when objects of another server are shown.
 *
 * @returns steps that were walked, changes that reached a server, and looks at objects that only one server has
 */
export async function walked(walks: number): Promise<Count> {
  const count = { steps: 0, sent: 0, seen: 0 };
  const steps = array(step, { minLength: 100, maxLength: 100, size: "max" });
  await assert(
    asyncProperty(steps, (it) => play(it, count)),
    { numRuns: walks, endOnFailure: true },
  );
  return count;
}

interface Count {
  steps: number;
  sent: number;
  seen: number;
}

async function play(steps: readonly Step[], count: Count): Promise<void> {
  const room = roomOf(leading([0, 1, 2]), ...servers);
  const { session, time } = room;
  const confirmed: { question: Question; pin: Pin }[] = [];
  const pins: Pin[] = [];
  const down = new Set<string>();
  const unlocked = new Set<string>();
  const wrong: string[] = [];
  const running: Promise<unknown>[] = [];
  for (const server of servers) {
    const cluster = room.clusters[server];
    if (!cluster) throw new Error("no cluster");
    placed(cluster, target);
    placed(cluster, object(`Kustomization n/${markOf(server)}`, "spec: { path: ./mark }"));
    cluster.fault = ({ method, path, body }) => {
      if (method !== "GET") {
        count.sent += 1;
        const state = session.state();
        const agreed = confirmed.find(
          ({ question }) =>
            question.server === server &&
            path.startsWith(question.action.path) &&
            JSON.stringify(question.action.body) === body,
        );
        if (!agreed) wrong.push(`${server} was changed without a yes`);
        else if (state.kind !== "pinned" || state.pin.identity !== agreed.pin.identity)
          wrong.push(`${server} was changed, but is not pinned`);
        else if (agreed.pin.context === "prod" && !unlocked.has(agreed.pin.identity))
          wrong.push(`${server} is read-only`);
      }
      return down.has(server) ? "reset" : discovery(path);
    };
  }
  const live = openLive({ session, time, namespaces: () => [] });
  let leave: (() => void) | undefined;
  const see = () => {
    const state = session.state();
    const server = state.kind === "pinned" ? state.pin.server : undefined;
    for (const { metadata } of live.objects()) {
      if (!metadata.name.startsWith("of-")) continue;
      count.seen += 1;
      if (metadata.name !== markOf(server ?? ""))
        wrong.push(`${metadata.name} is shown of ${server}`);
    }
  };
  const change = async (config: Kubeconfig, isNoticed = true) => {
    room.config = { value: config };
    if (isNoticed) await session.reread();
  };
  await session.reread();
  for (const it of steps) {
    count.steps += 1;
    if (it.type === "kubeconfig") await change(leading(it.leads ?? []), it.isNoticed);
    if (it.type === "rename") {
      const contexts = room.config.value?.contexts ?? [];
      const renamed = contexts.map((context, index) =>
        index === it.by ? { ...context, name: `new-${index}` } : context,
      );
      await change(configOf(...renamed), it.isNoticed);
    }
    if (it.type === "pin") {
      const { value } = session.pin(it.name ?? "");
      if (value) pins.push(value);
    }
    if (it.type === "unpin") session.unpin();
    if (it.type === "network" && it.server) {
      if (it.isDown) down.add(it.server);
      else down.delete(it.server);
    }
    const state = session.state();
    if (it.type === "unlock" && state.kind === "pinned" && it.isUnlocked) {
      session.unlock(state.pin, true);
      unlocked.add(state.pin.identity);
    }
    if (it.type === "time") await time.turn((it.seconds ?? 0) * 1000);
    if (it.type === "act") running.push(act(it, count.steps));
    if (it.type === "look") {
      leave?.();
      leave = it.isLooking ? live.look(see) : undefined;
    }
    await time.turn(0);
    see();
  }
  leave?.();
  live.close();
  session.close();
  await time.turn(200_000);
  await Promise.all(running);
  expect(wrong).toEqual([]);
  expect(time.waiting()).toBe(0);

  async function act(it: Step, number: number) {
    const state = session.state();
    const current = state.kind === "unpinned" ? pins[0] : state.pin;
    const pin = it.isOldPin ? (pins[0] ?? current) : current;
    const resource = served.find("Kustomization", "kustomize.toolkit.fluxcd.io");
    if (!pin || !resource) return;
    const action = actions.reconcile({ object: target, resource }, `token ${number}`);
    const confirm = async (question: Question) => {
      // What happens while the person thinks.
      if (it.meanwhile === 1) await change(leading([2, 0, 1]), false);
      if (it.meanwhile === 2) await change(leading([1, 2, 0]), true);
      if (it.meanwhile === 3) session.pin("stage");
      await Promise.resolve();
      if (it.isConfirmed) confirmed.push({ question, pin });
      return it.isConfirmed === true;
    };
    const ports = { confirm, log: () => {} };
    const { signal } = new AbortController();
    if (!it.isWaited) return void (await write(session, pin, action, ports, signal));
    const desk = { session, pin, served, time, ports };
    await reconcile(desk, identityOf(target), { timeout: 20_000 }, () => {}, signal);
  }
}

/** The name of an object that only this server has. */
const markOf = (server: string) => `of-${server.slice("https://".length)}`;

/** What is answered to those who ask which kinds are served. */
function discovery(path: string): Fault | undefined {
  if (path === "/api") return { status: 200, body: { kind: "APIVersions" } };
  if (path !== "/apis") return undefined;
  const resource = {
    resource: "kustomizations",
    responseKind: { kind: "Kustomization" },
    scope: "Namespaced",
    verbs: [],
  };
  const versions = [{ version: "v1", resources: [resource] }];
  const items = [{ metadata: { name: "kustomize.toolkit.fluxcd.io" }, versions }];
  return { status: 200, body: { kind: "APIGroupDiscoveryList", items } };
}

/** A kubeconfig in which each name leads to one of the servers, or is not there. */
function leading(leads: readonly number[]): Kubeconfig {
  return configOf(
    ...names.flatMap((name, index) => {
      const server = servers[leads[index] ?? 0];
      return server ? [contextOf(name, server)] : [];
    }),
  );
}
