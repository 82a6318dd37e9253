import { expect, test } from "vitest";
import { connect } from "../../../client/cluster/api/connection.ts";
import { feelPulse } from "../../../client/cluster/api/pulse.ts";
import type { WireAnswer, WireRequest } from "../../../client/cluster/api/transport.ts";
import { turnedTime } from "./support/turnedTime.ts";

const pin = { context: "dev", server: "https://dev", namespace: "default", identity: "dev" };

/** A network of lines that can die without a word, somebody who feels the pulse over it, and what he is told. */
function scene(listens = true) {
  const time = turnedTime();
  const lines = new Set<{ isDead: boolean; isFree: boolean }>();
  const network = {
    /** Milliseconds until an answer. */
    latency: 10,
    status: 200,
    isSilent: false,
    endsLines: false,
    dropped: 0,
    asked: 0,
  };
  async function send({ isPulse }: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    expect(isPulse).toBe(true);
    network.asked += 1;
    const free = [...lines].find((it) => it.isFree);
    const line = free ?? { isDead: false, isFree: false };
    lines.add(line);
    line.isFree = false;
    await new Promise<void>((resolve, reject) => {
      time.after(network.latency, () => {
        if (!line.isDead && !network.isSilent) resolve();
      });
      signal.addEventListener("abort", () => {
        lines.delete(line);
        reject(new Error("aborted"));
      });
    });
    line.isFree = true;
    if (network.endsLines) lines.delete(line);
    async function* body() {
      yield "{}";
    }
    return { status: network.status, headers: {}, body: body(), isNewLine: !free };
  }
  const dropIdle = () => {
    network.dropped += 1;
  };
  const access = { open: async () => ({ value: { send, dropIdle, close() {} } }) };
  const connection = connect({ pin, access, time });
  const pulse = feelPulse(connection, time);
  const told: string[] = [];
  const began = time.now();
  const listen = () =>
    pulse.listen((beat) => {
      const what = beat.kind === "lost" ? `lost: ${beat.failure.sentence}` : "back";
      told.push(`${what} (${(time.now() - began) / 1000} s)`);
    });
  const leave = listens ? listen() : () => {};
  const die = () => {
    for (const line of lines) line.isDead = true;
  };
  return { time, network, told, connection, die, leave, listen, lines };
}

test("a question at once, then one every two seconds, all over one line", async () => {
  const { time, network, told, lines } = scene();
  await time.turn(0);
  expect(network.asked).toBe(1);
  await time.turn(20_000);
  expect(network.asked).toBe(10);
  expect(lines.size).toBe(1);
  expect(told).toEqual([]);
});

test("lines that die silently are found within four seconds, whenever it happens, and the server is not called lost", async () => {
  for (let moment = 0; moment < 2100; moment += 100) {
    const { time, network, told, die } = scene();
    await time.turn(10_000 + moment);
    die();
    await time.turn(4000);
    expect(told).toEqual([expect.stringMatching(/^back /)]);
    expect(network.dropped).toBe(1);
    await time.turn(60_000);
    expect(told).toHaveLength(1);
  }
});

test("a line that died before the second question is found, too", async () => {
  const { time, told, die } = scene();
  await time.turn(1000);
  die();
  await time.turn(4000);
  expect(told).toEqual([expect.stringMatching(/^back /)]);
});

test.for([1400, 2000, 3900])(
  "a server that takes %i ms is slow and nothing else",
  async (latency) => {
    const { time, network, told } = scene();
    await time.turn(10_000);
    network.latency = latency;
    await time.turn(120_000);
    expect(told).toEqual([]);
  },
);

test("a server that answers after five seconds is lost until it is quicker", async () => {
  const { time, network, told } = scene();
  await time.turn(10_000);
  network.latency = 5000;
  await time.turn(60_000);
  expect(new Set(told.map((it) => it.replace(/ \(.*/, "")))).toEqual(
    new Set(["lost: https://dev did not answer within 4 s."]),
  );
  network.latency = 10;
  told.length = 0;
  await time.turn(5000);
  expect(told.filter((it) => it.startsWith("back"))).toHaveLength(1);
  expect(told.at(-1)).toMatch(/^back/);
});

test("a server that falls silent is lost within six seconds, and back within one", async () => {
  const { time, network, told, die } = scene();
  await time.turn(10_000);
  network.isSilent = true;
  die();
  await time.turn(6100);
  expect(told[0]).toMatch(/^lost: https:\/\/dev did not answer within 4 s\./);
  await time.turn(30_000);
  network.isSilent = false;
  told.length = 0;
  await time.turn(1100);
  expect(told.at(-1)).toMatch(/^back/);
  await time.turn(60_000);
  expect(told.filter((it) => it.startsWith("back"))).toHaveLength(1);
});

test("a line that the server ended is another one: watches of its age begin anew", async () => {
  const { time, told, lines } = scene();
  await time.turn(10_000);
  lines.clear();
  await time.turn(30_000);
  expect(told).toEqual([expect.stringMatching(/^back/)]);
});

test("a server that ends each line after its answer is well", async () => {
  const { time, network, told } = scene();
  network.endsLines = true;
  await time.turn(60_000);
  expect(told).toEqual([]);
});

test("a no is an answer", async () => {
  const { time, network, told } = scene();
  network.status = 403;
  await time.turn(60_000);
  expect(told).toEqual([]);
});

test("a server that is going down is lost, and back when it is up", async () => {
  const { time, network, told } = scene();
  await time.turn(10_000);
  network.status = 503;
  await time.turn(3000);
  expect(told[0]).toMatch(/^lost/);
  network.status = 200;
  told.length = 0;
  await time.turn(1100);
  expect(told).toEqual([expect.stringMatching(/^back/)]);
});

test("a machine that slept asks for new watches", async () => {
  const { time, told, connection, listen } = scene(false);
  let slept = 0;
  const awake = time.now;
  time.now = () => awake() + slept;
  listen();
  await time.turn(10_000);
  slept = 60_000;
  await time.turn(3000);
  expect(told).toEqual([expect.stringMatching(/^back/)]);
  connection.close();
});

test("nothing is asked before somebody listens, nor after the last one has left", async () => {
  const { time, network, listen } = scene(false);
  await time.turn(10_000);
  expect(network.asked).toBe(0);
  const [one, other] = [listen(), listen()];
  await time.turn(0);
  one();
  await time.turn(2100);
  expect(network.asked).toBe(2);
  other();
  await time.turn(60_000);
  expect(network.asked).toBe(2);
  expect(time.waiting()).toBe(0);
});

test("closing the connection ends it, also in the middle of a doubt", async () => {
  const { time, connection, die, told } = scene();
  await time.turn(10_000);
  die();
  await time.turn(1000);
  expect(time.waiting()).toBeGreaterThan(0);
  connection.close();
  await time.turn(60_000);
  expect(time.waiting()).toBe(0);
  expect(told).toEqual([]);
});
