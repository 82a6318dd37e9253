import { Agent, createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Connection, connect } from "../../../client/cluster/api/connection.ts";
import { httpsTransport } from "../../../client/cluster/api/httpsTransport.ts";
import { feelPulse } from "../../../client/cluster/api/pulse.ts";
import { realTime } from "../../../client/cluster/api/time.ts";
import { type FaultyLine, faultyLine } from "../../cluster/faultyLine.ts";
import { until } from "../../cluster/support.ts";

const never = new AbortController().signal;
let server: Server;
let line: FaultyLine;
const opened: Connection[] = [];

/** Tells by which of its sockets it was asked; a watch never ends. */
beforeAll(async () => {
  const sockets: Socket[] = [];
  server = createServer((request, response) => {
    if (!sockets.includes(request.socket)) sockets.push(request.socket);
    response.writeHead(200);
    const text = `{"socket":${sockets.indexOf(request.socket)}}\n`;
    if (request.url?.includes("watch")) response.write(text);
    else response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  line = await faultyLine((server.address() as AddressInfo).port);
});
afterEach(async () => {
  for (const connection of opened.splice(0)) connection.close();
  await line.mend();
});
afterAll(async () => {
  await line.close();
  server.closeAllConnections();
  server.close();
});

function connected(agents?: { usual: Agent; pulse: Agent }): Connection {
  const address = `http://127.0.0.1:${line.port}`;
  const connection = connect({
    pin: { context: "x", server: address, namespace: "default", identity: "x" },
    access: {
      open: async () => ({
        value: httpsTransport({
          ...{ server: address, headers: {}, tls: {} },
          ...(agents ? { agents } : {}),
        }),
      }),
    },
    time: realTime,
  });
  opened.push(connection);
  return connection;
}

const asked = async (connection: Connection) =>
  (await connection.get("/x", never)).value?.socket as number;
const probed = (connection: Connection) => connection.probe("/version", 4000, never);

test("the pulse keeps a line of its own, and tells when it is another one", async () => {
  const connection = connected();
  expect(await probed(connection)).toEqual({ isNewLine: true });
  const usual = await asked(connection);
  expect(await probed(connection)).toEqual({ isNewLine: false });
  expect(await asked(connection)).toBe(usual);
  await line.kill();
  await line.mend();
  await until("a new line", async () => (await probed(connection)).isNewLine, 5);
  expect(await probed(connection)).toEqual({ isNewLine: false });
});

test("lines that died silently are found, and the first question after that does not wait", async () => {
  const connection = connected();
  const beats: string[] = [];
  feelPulse(connection, realTime).listen(({ kind }) => beats.push(kind));
  // From now on a line waits unused.
  expect(await asked(connection)).toBeTypeOf("number");
  line.silence();
  await line.mend();
  const died = Date.now();
  await until("the death to be found", () => beats.length > 0, 6);
  expect(beats).toEqual(["back"]);
  expect(Date.now() - died).toBeLessThan(5000);
  const found = Date.now();
  expect(await asked(connection)).toBeTypeOf("number");
  expect(Date.now() - found).toBeLessThan(1000);
});

test("the system is told to look whether the other end is there, through whatever agent", async () => {
  const looked: unknown[] = [];
  class Noting extends Agent {
    override createConnection(...options: Parameters<Agent["createConnection"]>) {
      const socket = super.createConnection(...options) as Socket;
      const setKeepAlive = socket.setKeepAlive.bind(socket);
      socket.setKeepAlive = (...settings) => {
        looked.push(settings);
        return setKeepAlive(...settings);
      };
      return socket;
    }
  }
  const connection = connected({ usual: new Noting(), pulse: new Noting({ keepAlive: true }) });
  const watch = await connection.lines("/x?watch=1", never);
  expect(watch.failure).toBeUndefined();
  expect(looked).toContainEqual([true, 5000]);
});
