import { expect, test } from "vitest";
import { actions } from "../../../client/cluster/api/actions.ts";
import { failed } from "../../../client/cluster/api/failure.ts";
import { write } from "../../../client/cluster/api/write.ts";
import { object } from "./support/objects.ts";
import { configOf, contextOf, deskOf, placed, roomOf, served } from "./support/room.ts";
import { settled } from "./support/turnedTime.ts";

const apps = object("Kustomization n/apps", "spec: { path: ./apps }");
const never = new AbortController().signal;

async function scene(name = "dev") {
  const around = await deskOf(name);
  placed(around.cluster, apps);
  const resource = served.find("Kustomization", "kustomize.toolkit.fluxcd.io");
  if (!resource) throw new Error("no resource");
  const action = actions.suspend({ object: apps, resource }, "ann", "", "now");
  const act = (signal = never) =>
    write(around.session, around.desk.pin, action, around.desk.ports, signal).then(
      (it) => it.failure?.sentence ?? "done",
    );
  return { ...around, act };
}

test("a change shows where it goes, is logged with its body, and says who made it", async () => {
  const { act, questions, logged, cluster } = await scene();
  expect(await act()).toBe("done");
  expect(questions).toMatchObject([
    {
      context: "dev",
      server: "https://dev",
      action: { verb: "suspend", object: { kind: "Kustomization", namespace: "n", name: "apps" } },
    },
  ]);
  expect(logged).toEqual(questions);
  expect(cluster.written).toEqual([
    {
      method: "PATCH",
      path: "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/n/kustomizations/apps?fieldManager=flightpath",
      body: questions[0]?.action.body,
    },
  ]);
});

test("without a yes nothing is sent", async () => {
  const { act, answers, cluster, logged } = await scene();
  answers.confirm = false;
  expect(await act()).toBe("Nothing was changed: suspend was not confirmed.");
  expect([cluster.asked, logged]).toEqual([[], []]);
});

test("a protected context is read-only until it is unlocked", async () => {
  const { act, session, desk, cluster, questions } = await scene("prod-eu");
  expect(await act()).toBe("prod-eu is protected: unlock it to suspend Kustomization n/apps.");
  expect(questions).toEqual([]);
  session.unlock(desk.pin, true);
  expect(await act()).toBe("done");
  session.unlock(desk.pin, false);
  expect(await act()).toMatch(/^prod-eu is protected/);
  expect(cluster.written).toHaveLength(1);
});

test("a protected context stays protected under another name", async () => {
  const { act, room, session } = await scene("prod");
  room.config = { value: configOf(contextOf("harmless", "https://dev")) };
  await session.reread();
  expect(session.state()).toMatchObject({ kind: "pinned", context: "harmless" });
  expect(await act()).toMatch(/^prod is protected/);
});

test("the context moves while the question is open: nothing is sent", async () => {
  const { act, room, desk, cluster } = await scene();
  const { confirm } = desk.ports;
  Object.assign(desk.ports, {
    async confirm(question: never) {
      room.config = { value: configOf(contextOf("dev", "https://other")) };
      return confirm(question);
    },
  });
  expect(await act()).toBe(
    "The context dev leads to https://other instead of https://dev now; nothing is done there until you agree.",
  );
  expect(cluster.asked).toEqual([]);
});

test("a change that is cancelled while it is asked about is not sent", async () => {
  const { act, desk, cluster } = await scene();
  const life = new AbortController();
  Object.assign(desk.ports, {
    async confirm() {
      life.abort();
      return true;
    },
  });
  expect(await act(life.signal)).toBe("Cancelled.");
  expect(cluster.asked).toEqual([]);
});

test("the current context changes: nothing moves; the pinned one moves: everything stops", async () => {
  const room = roomOf(
    configOf(contextOf("dev", "https://a"), contextOf("stage", "https://b")),
    "https://a",
    "https://b",
  );
  const { session } = room;
  await session.reread();
  const { value: pin } = session.pin("dev");
  if (!pin) throw new Error("not pinned");
  const states: string[] = [];
  session.onChange(() => {
    const state = session.state();
    states.push(state.kind === "stopped" ? state.sentence : state.kind);
  });
  const line = session.connection(pin).value;
  await line?.get("/version", never);

  room.config = { value: { ...configOf(contextOf("dev", "https://a")), current: "stage" } };
  await session.reread();
  expect(session.connection(pin).value).toBe(line);
  expect(states).toEqual([]);

  room.config = { value: configOf(contextOf("dev", "https://b")) };
  await session.reread();
  expect(line?.closed.aborted).toBe(true);
  expect(session.connection(pin).failure?.kind).toBe("moved");
  await settled();
  expect(room.clusters["https://a"]?.opened).toEqual({ all: 1, fresh: 0, closed: 1 });

  session.pin("dev");
  expect(session.connection(pin).failure?.sentence).toBe(
    "The context dev is no longer the one that was chosen.",
  );
  room.config = failed("misconfigured", "The setting names /k, which does not exist.");
  await session.reread();
  expect(states).toEqual([
    "The context dev leads to https://b instead of https://a now; nothing is done there until you agree.",
    "pinned",
    "The setting names /k, which does not exist.",
  ]);
});

test("what was stopped goes on when the context is back", async () => {
  const room = roomOf(configOf(contextOf("dev", "https://a")), "https://a");
  const { session } = room;
  await session.reread();
  const { value: pin } = session.pin("dev");
  room.config = { value: configOf() };
  await session.reread();
  expect(session.state()).toMatchObject({
    kind: "stopped",
    sentence: "The kubeconfig no longer has the context dev; choose another one.",
  });
  room.config = { value: configOf(contextOf("dev", "https://a")) };
  await session.reread();
  expect(session.state()).toEqual({ kind: "pinned", pin, context: "dev" });
});

test("a name that is not there", async () => {
  const { session } = roomOf(configOf(contextOf("a", "https://a"), contextOf("b", "https://b")));
  expect(session.pin("x").failure?.sentence).toBe("The kubeconfig has no context x.");
  await session.reread();
  expect(session.pin("x").failure?.sentence).toBe("The kubeconfig has no context x; it has a, b.");
});
