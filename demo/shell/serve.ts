import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { ApiRequest, ApiResponse } from "../apiserver/apiRequest.ts";
import type { Cluster } from "../apiserver/cluster.ts";
import { handle } from "../apiserver/handle.ts";
import { failure } from "../apiserver/refusal.ts";
import type { Certificate } from "./certificate.ts";
import { type Faults, faultResponse } from "./fault.ts";

/** A server that answers on 127.0.0.1. */
export interface Served {
  readonly url: string;
  /** What goes wrong from now on. */
  readonly setFaults: (faults: Faults) => void;
  /** Ends every connection at once, as a server does that is killed. */
  readonly dropConnections: () => void;
  readonly close: () => Promise<void>;
}

/** The API server on a port: what comes in as HTTP becomes a request of the core, and its answer HTTP again. */
export async function serve(
  cluster: Cluster,
  { certificate, key }: Certificate,
  port = 0,
): Promise<Served> {
  let faults: Faults = () => undefined;
  const sockets = new Set<Socket>();
  const server = createServer({ cert: certificate, key }, (incoming, outgoing) => {
    read(incoming)
      .then((request) => answer(cluster, faults, request, outgoing))
      .catch((error: unknown) => fail(outgoing, error));
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  // A watch may be silent for long.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const dropConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setFaults(next) {
      faults = next;
    },
    dropConnections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        dropConnections();
      }),
  };
}

/** Bodies beyond this are refused, as the API server does. */
const largest = 3 * 1024 * 1024;

async function read(incoming: IncomingMessage): Promise<ApiRequest> {
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "https://127.0.0.1");
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, it]) => [
      name,
      Array.isArray(it) ? it.join(", ") : it,
    ]),
  );
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString("utf8");
  const method = incoming.method ?? "GET";
  return { method, path: pathname, query: searchParams, headers, body, bytes };
}

function answer(
  cluster: Cluster,
  faults: Faults,
  request: ApiRequest,
  outgoing: ServerResponse,
): void {
  const fault = faults(request);
  switch (fault?.type) {
    case "drop":
      outgoing.destroy();
      return;
    case "hang":
      return;
    case "slow": {
      const stop = cluster.after(fault.milliseconds, () =>
        send(handle(cluster, request), outgoing),
      );
      outgoing.on("close", stop);
      return;
    }
    case "status":
      send(faultResponse(fault.code, fault.retryAfter), outgoing);
      return;
    default:
      send(handle(cluster, request), outgoing, fault?.type === "silence");
  }
}

function send(response: ApiResponse, outgoing: ServerResponse, isSilent = false): void {
  const { stream } = response;
  if (!stream) {
    outgoing.writeHead(response.status, {
      ...response.headers,
      "content-length": Buffer.byteLength(response.body),
    });
    outgoing.end(response.body);
    return;
  }
  outgoing.writeHead(response.status, response.headers);
  outgoing.flushHeaders();
  if (response.body !== "") outgoing.write(response.body);
  if (isSilent) return;
  // Between the end and the close, changes still come; writing them would be an error that nobody hears.
  const stop = stream(
    (text) => {
      if (!outgoing.writableEnded && !outgoing.destroyed) outgoing.write(text);
    },
    () => outgoing.end(),
  );
  outgoing.on("error", stop);
  outgoing.on("close", stop);
}

/** A bug of ours; the client learns of it as of any other failure. */
function fail(outgoing: ServerResponse, error: unknown): void {
  const message = `Internal error occurred: ${(error as Error)?.message ?? String(error)}`;
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(500, { "content-type": "application/json" });
  outgoing.end(JSON.stringify(failure(500, "InternalError", message)));
}
