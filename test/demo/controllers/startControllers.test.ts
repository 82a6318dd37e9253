import { expect, test } from "vitest";
import { newCluster } from "../../../demo/apiserver/cluster.ts";
import { insideOf } from "../../../demo/apiserver/inside.ts";
import { seed } from "../../../demo/apiserver/seed.ts";
import type { Controller, Next } from "../../../demo/controllers/controller.ts";
import { startControllers } from "../../../demo/controllers/startControllers.ts";
import { handClock } from "../support/handClock.ts";

const map = (name: string, data: Readonly<Record<string, string>> = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "apps" },
  data,
});

const place = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", namespace: "apps", name });

/** A controller of ConfigMaps that notes its turns. */
function noted(reconcile: (name: string) => Next | undefined | Promise<Next | undefined>) {
  const clock = handClock();
  const cluster = newCluster({ now: clock.now, after: clock.after });
  seed(cluster, ["apps"]);
  const inside = insideOf(cluster, "person");
  inside.create(map("old"));
  const turns: string[] = [];
  const faults: string[] = [];
  const controller: Controller = {
    name: "noter",
    kinds: [{ apiVersion: "v1", kind: "ConfigMap" }],
    watches: [
      {
        apiVersion: "v1",
        kind: "Secret",
        places: ({ metadata }) => [place(String((metadata as { name: string }).name))],
      },
    ],
    reconcile: ({ name }) => {
      turns.push(name);
      return reconcile(name);
    },
  };
  const running = startControllers(cluster, [controller], (name, { name: of }, error) =>
    faults.push(`${name} ${of}: ${(error as Error).message}`),
  );
  return {
    inside,
    turns,
    faults,
    running,
    turn: (seconds: number) => clock.turn(seconds, running.quiet),
  };
}

test("what is there, what comes, what changes and what goes each get a turn", async () => {
  const { inside, turns, turn } = noted(() => undefined);
  await turn(1);
  inside.create(map("new"));
  await turn(1);
  inside.patch(place("new"), { data: { a: "1" } });
  inside.patch(place("new"), { data: { a: "2" } });
  await turn(1);
  inside.remove(place("new"));
  await turn(1);
  expect(turns).toEqual(["old", "new", "new", "new"]);
});

test("changes of another kind concern those that are named", async () => {
  const { inside, turns, turn } = noted(() => undefined);
  await turn(1);
  inside.create({ ...map("old"), kind: "Secret", data: {} });
  await turn(1);
  expect(turns).toEqual(["old", "old"]);
});

test("a turn asks for the next one", async () => {
  const { turns, turn } = noted(() => ({ again: 10_000 }));
  await turn(35);
  expect(turns).toEqual(["old", "old", "old", "old"]);
});

test("news that come during a turn lead to another one, and never to two at once", async () => {
  let open = 0;
  let most = 0;
  let release: () => void = () => {};
  const { inside, turns, turn } = noted(async () => {
    most = Math.max(most, ++open);
    await new Promise<void>((resolve) => {
      release = resolve;
      setImmediate(resolve);
    });
    open--;
    return undefined;
  });
  void release;
  await turn(0);
  inside.patch(place("old"), { data: { a: "1" } });
  inside.patch(place("old"), { data: { a: "2" } });
  await turn(1);
  expect(turns).toEqual(["old", "old"]);
  expect(most).toBe(1);
});

test("a controller that sleeps takes up later what it missed", async () => {
  const { inside, turns, turn, running } = noted(() => undefined);
  await turn(1);
  running.freeze("noter", true);
  inside.patch(place("old"), { data: { a: "1" } });
  await turn(30);
  expect(turns).toEqual(["old"]);
  running.freeze("noter", false);
  await turn(1);
  expect(turns).toEqual(["old", "old"]);
});

test("a throw is told, and tried again later each time", async () => {
  const { faults, turn } = noted(() => {
    throw new Error("broken");
  });
  await turn(31);
  expect(faults).toEqual(["noter old: broken", "noter old: broken", "noter old: broken"]);
});

test("after the end nothing happens", async () => {
  const { inside, turns, turn, running } = noted(() => ({ again: 1000 }));
  await turn(1.5);
  running.stop();
  inside.create(map("late"));
  await turn(60);
  expect(turns).toEqual(["old", "old"]);
});
