import { expect, test } from "vitest";
import { type KubeObject, kubeObject } from "../../../client/cluster/api/kubeObject.ts";
import type { Live } from "../../../client/cluster/api/live.ts";
import type { Session } from "../../../client/cluster/api/session.ts";
import { panelSight, type Wanted } from "../../../client/cluster/panelSight.ts";
import { settled, turnedTime } from "./support/turnedTime.ts";

const POD: Wanted = { kind: "Pod", group: "", namespace: "faces" };

/** A cluster that a test turns by hand, and what is asked of it. */
function stage() {
  const time = turnedTime();
  const pod = kubeObject({ kind: "Pod", metadata: { name: "face", uid: "1" } }) as KubeObject;
  const hands = { pinned: "dev" as string | undefined, line: "resting", looks: 0, watches: 0 };
  const listeners = new Set<() => void>();
  const onChange = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const session = {
    state: () =>
      hands.pinned === undefined
        ? { kind: "unpinned" }
        : { kind: "pinned", context: hands.pinned, pin: { identity: hands.pinned } },
    onChange,
  } as unknown as Session;
  const look = (key: "looks" | "watches") => () => {
    hands[key]++;
    return () => void hands[key]--;
  };
  const live = {
    state: () => ({ kind: hands.line, sentence: "It is gone." }),
    onState: onChange,
    look: look("looks"),
    served: async () => ({ value: { find: (kind: string) => (kind === "Pod" ? {} : undefined) } }),
    nearby: () => ({ look: look("watches"), now: () => ({ objects: new Map([["1", pod]]) }) }),
  } as unknown as Live;
  let told = 0;
  const sight = panelSight({ session, live }, [POD, { ...POD, kind: "Other" }], () => told++, time);
  return {
    hands,
    sight,
    told: () => told,
    async turn() {
      for (const it of [...listeners]) it();
      await settled();
      await time.turn(1000);
    },
    listening: () => listeners.size,
    waiting: time.waiting,
  };
}

test("nobody is contacted by a panel alone; the person may ask for it", async () => {
  const { hands, sight, turn } = stage();
  sight.attend(true);
  await turn();
  expect(sight.now()).toEqual({ kind: "offered", context: "dev" });
  expect(hands.looks).toBe(0);
  sight.begin();
  expect(hands.looks).toBe(1);
  expect(sight.now()).toEqual({ kind: "connecting", context: "dev" });
});

test("where somebody has spoken with the cluster, it is looked at while the panel is shown", async () => {
  const { hands, sight, turn, told } = stage();
  hands.line = "connected";
  sight.attend(true);
  await turn();
  expect(hands).toMatchObject({ looks: 1, watches: 1 });
  expect(told()).toBeGreaterThan(0);
  const now = sight.now();
  expect(now.kind === "seen" && now.of("Pod").map((it) => it.metadata.name)).toEqual(["face"]);
  expect(now.kind === "seen" && now.of("Other")).toEqual([]);
  sight.attend(false);
  await turn();
  expect(hands).toMatchObject({ looks: 0, watches: 0 });
});

test("a line that is lost says so, and is looked at again when it is back", async () => {
  const { hands, sight, turn } = stage();
  hands.line = "connected";
  sight.attend(true);
  await turn();
  hands.line = "lost";
  await turn();
  expect(sight.now()).toEqual({ kind: "lost", context: "dev", sentence: "It is gone." });
  expect(hands).toMatchObject({ looks: 1, watches: 0 });
  hands.line = "connected";
  await turn();
  expect(hands).toMatchObject({ looks: 1, watches: 1 });
});

test("another context is another cluster: it is not contacted before somebody speaks with it", async () => {
  const { hands, sight, turn } = stage();
  hands.line = "connected";
  sight.attend(true);
  await turn();
  Object.assign(hands, { pinned: "prod", line: "resting" });
  await turn();
  expect(sight.now()).toEqual({ kind: "offered", context: "prod" });
  expect(hands).toMatchObject({ looks: 0, watches: 0 });
  hands.pinned = undefined;
  await turn();
  expect(sight.now()).toEqual({ kind: "none" });
});

test("nothing is left of it at its end", async () => {
  const { hands, sight, turn, listening, waiting } = stage();
  hands.line = "connected";
  sight.attend(true);
  await turn();
  sight.attend(true);
  sight.dispose();
  expect(hands).toMatchObject({ looks: 0, watches: 0 });
  expect([listening(), waiting()]).toEqual([0, 0]);
});
