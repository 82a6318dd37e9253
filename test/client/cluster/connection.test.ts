import { expect, test } from "vitest";
import { connect } from "../../../client/cluster/api/connection.ts";
import { failed } from "../../../client/cluster/api/failure.ts";
import { linesOf } from "../../../client/cluster/api/lines.ts";
import { feelPulse } from "../../../client/cluster/api/pulse.ts";
import { retryDelay } from "../../../client/cluster/api/retryDelay.ts";
import { type Fault, memoryCluster } from "./support/memoryCluster.ts";
import { settled, turnedTime } from "./support/turnedTime.ts";

const pin = { context: "dev", server: "https://dev", namespace: "default", identity: "dev" };
const path = "/apis/helm.toolkit.fluxcd.io/v2/namespaces/flux-system/helmreleases";

/** Plays the faults one after another, then lets everything through; answers the words and the time. */
async function answerAfter(...faults: readonly (Fault | undefined)[]) {
  const cluster = memoryCluster();
  const time = turnedTime();
  const began = time.now();
  const left = [...faults];
  cluster.fault = () => left.shift();
  const connection = connect({ pin, access: cluster.access, time });
  let waited = -1;
  const answer = connection.get(path, new AbortController().signal).then((it) => {
    waited = time.now() - began;
    return it.failure?.sentence ?? "well";
  });
  await time.turn(200_000);
  const words = await answer;
  connection.close();
  await settled();
  expect(time.waiting()).toBe(0);
  expect(cluster.opened.closed).toBe(cluster.opened.all);
  return `${words} · ${cluster.asked.length} asked, ${waited} ms, ${cluster.opened.fresh} fresh`;
}

const forbidden = {
  kind: "Status",
  reason: "Forbidden",
  message:
    'helmreleases.helm.toolkit.fluxcd.io is forbidden: User "viewer" cannot list resource "helmreleases"',
};

test.for([
  ["nothing wrong", [], "well · 1 asked, 0 ms, 0 fresh"],
  ["the line broke once", ["reset"], "well · 2 asked, 250 ms, 0 fresh"],
  [
    "the line is dead",
    ["reset", "reset", "reset", "reset"],
    "https://dev broke the connection off. · 4 asked, 1750 ms, 0 fresh",
  ],
  [
    "busy, with a time",
    [{ status: 429, headers: { "retry-after": "7" } }],
    "well · 2 asked, 7000 ms, 0 fresh",
  ],
  ["busy, without", [{ status: 503 }], "well · 2 asked, 250 ms, 0 fresh"],
  [
    "an absurd time is cut",
    [{ status: 429, headers: { "retry-after": "99999" } }],
    "well · 2 asked, 120000 ms, 0 fresh",
  ],
  ["credentials ran out", [{ status: 401 }], "well · 2 asked, 0 ms, 1 fresh"],
  [
    "credentials refused",
    [{ status: 401 }, { status: 401 }],
    "The server refuses the credentials of this context; sign in again. · 2 asked, 0 ms, 1 fresh",
  ],
  [
    "forbidden",
    [{ status: 403, body: forbidden }],
    "forbidden: cannot list helmreleases in flux-system · 1 asked, 0 ms, 0 fresh",
  ],
  [
    "missing",
    [{ status: 404, body: { message: "the server could not find the requested resource" } }],
    "the server could not find the requested resource. · 1 asked, 0 ms, 0 fresh",
  ],
] as const)("%s", async ([, faults, answer]) => {
  expect(await answerAfter(...faults)).toBe(answer);
});

test("a server that does not answer is given up after its time", async () => {
  const cluster = memoryCluster();
  const time = turnedTime();
  cluster.fault = () => "hang";
  const connection = connect({ pin, access: cluster.access, time, timeout: 5000 });
  const failure = connection.probe("/version", 4000, new AbortController().signal);
  await time.turn(4000);
  expect((await failure).failure?.sentence).toBe("https://dev did not answer within 4 s.");
});

test("what is not JSON is said", async () => {
  const cluster = memoryCluster();
  const connection = connect({
    pin,
    time: turnedTime(),
    access: {
      open: async () => ({
        value: {
          close() {},
          async send() {
            return { status: 200, headers: {}, body: cluster.access && html() };
          },
        },
      }),
    },
  });
  const { failure } = await connection.get("/api", new AbortController().signal);
  expect(failure?.sentence).toBe("https://dev answered with something that is not JSON.");
});

async function* html() {
  yield "<html>sign in</html>";
}

test("cancelling ends a request and its pauses", async () => {
  const cluster = memoryCluster();
  const time = turnedTime();
  cluster.fault = () => "reset";
  const connection = connect({ pin, access: cluster.access, time });
  const life = new AbortController();
  const answer = connection.get(path, life.signal);
  await time.turn(100);
  life.abort();
  expect((await answer).failure?.kind).toBe("cancelled");
  expect(time.waiting()).toBe(0);
});

test("credentials that are refused for ever are renewed seldom", async () => {
  const cluster = memoryCluster();
  const time = turnedTime();
  cluster.fault = () => ({ status: 401 });
  const connection = connect({ pin, access: cluster.access, time });
  for (let count = 0; count < 5; count += 1)
    await connection.get(path, new AbortController().signal);
  expect(cluster.opened.fresh).toBe(1);
  await time.turn(31_000);
  await connection.get(path, new AbortController().signal);
  expect(cluster.opened.fresh).toBe(2);
});

test("feeling the pulse neither renews credentials nor asks a plugin again that failed", async () => {
  const cluster = memoryCluster();
  const time = turnedTime();
  let opened = 0;
  let isIll = true;
  const access = {
    async open(isFresh: boolean, signal: AbortSignal) {
      opened += 1;
      return isIll
        ? failed("unauthorised", "The plugin failed.")
        : cluster.access.open(isFresh, signal);
    },
  };
  const connection = connect({ pin, access, time });
  const beats: string[] = [];
  feelPulse(connection, time).listen(({ kind }) => beats.push(kind));
  await time.turn(60_000);
  expect([opened, beats]).toEqual([1, []]);
  isIll = false;
  await connection.get(path, new AbortController().signal);
  cluster.fault = () => ({ status: 401 });
  await time.turn(60_000);
  expect([opened, beats]).toEqual([2, []]);
  expect(cluster.asked.filter((it) => it === "GET /version").length).toBeGreaterThan(20);
  connection.close();
});

test("a change that was agreed for another context is not sent", async () => {
  const cluster = memoryCluster();
  const connection = connect({ pin, access: cluster.access, time: turnedTime() });
  const write = {
    pin: { ...pin, identity: "other" },
    method: "PATCH",
    path,
    contentType: "",
    body: "{}",
  };
  const { failure } = await connection.send(write as never, new AbortController().signal);
  expect(failure?.kind).toBe("moved");
  expect(cluster.asked).toEqual([]);
});

test("pauses grow, up to a limit, by chance", () => {
  const pauses = [1, 2, 3, 4, 5, 99].map((tries) =>
    [0, 1].map((chance) => retryDelay(tries, chance, 4000)),
  );
  expect(pauses).toEqual([
    [125, 250],
    [250, 500],
    [500, 1000],
    [1000, 2000],
    [2000, 4000],
    [2000, 4000],
  ]);
});

test.for([
  [["a\nb\n"], ["a", "b"]],
  [
    ["a", "b\nc", "\n\n"],
    ["ab", "c"],
  ],
  [["one", " line"], ["one line"]],
  [[], []],
] as const)("lines of %j", async ([pieces, lines]) => {
  async function* body() {
    yield* pieces;
  }
  const cut: string[] = [];
  for await (const line of linesOf(body())) cut.push(line);
  expect(cut).toEqual(lines);
});

test.for([
  [{ status: 201, body: { status: { allowed: true } } }, true],
  [{ status: 201, body: { status: { allowed: false } } }, false],
  [{ status: 201, body: {} }, false],
  [{ status: 403, body: forbidden }, undefined],
] as const)("may I do that: %j", async ([answer, expected]) => {
  const cluster = memoryCluster();
  cluster.fault = () => answer;
  const connection = connect({ pin, access: cluster.access, time: turnedTime() });
  const question = {
    verb: "patch",
    group: "flagger.app",
    resource: "canaries",
    namespace: "faces",
    name: "face",
  } as const;
  const { value } = await connection.mayI(question, new AbortController().signal);
  expect(value).toBe(expected);
  expect(cluster.asked).toEqual(["POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"]);
  connection.close();
});

test("credentials that became known meanwhile are shown at once, though others were just refused", async () => {
  const cluster = memoryCluster();
  const time = turnedTime();
  cluster.fault = () => ({ status: 401 });
  const connection = connect({ pin, access: cluster.access, time });
  const ask = async () =>
    (await connection.get(path, new AbortController().signal)).failure?.kind ?? "well";
  expect(await ask()).toBe("unauthorised");
  cluster.fault = () => (cluster.opened.fresh < 2 ? { status: 401 } : undefined);
  expect(await ask()).toBe("unauthorised");
  connection.renew();
  expect(await ask()).toBe("well");
  expect(cluster.opened.fresh).toBe(2);
  connection.close();
});

test("an opening that hangs is given up when somebody asks again, and who waits gets the new one", async () => {
  const cluster = memoryCluster();
  const opened: string[] = [];
  const access = {
    open(isFresh: boolean, signal: AbortSignal): ReturnType<typeof cluster.access.open> {
      opened.push(isFresh ? "fresh" : "first");
      if (opened.length > 1) return cluster.access.open(isFresh, signal);
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve(failed("cancelled", "Cancelled.")));
      });
    },
  };
  const connection = connect({ pin, access, time: turnedTime() });
  cluster.put(path, { metadata: { name: "apps" } });
  const answer = connection.get(path, new AbortController().signal);
  connection.reopen();
  expect((await answer).value).toMatchObject({ metadata: { name: "apps" } });
  connection.reopen();
  expect(opened).toEqual(["first", "fresh"]);
  connection.close();
});
