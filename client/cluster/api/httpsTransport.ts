import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Transport, WireAnswer, WireRequest } from "./transport.ts";

export interface HttpsOptions {
  /** Address of the server, without a slash at its end. */
  readonly server: string;
  /** Sent with each request: who we are. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly tls: Pick<AgentOptions, "ca" | "cert" | "key" | "servername" | "rejectUnauthorized">;
  /** Goes through a proxy; absent: straight. */
  readonly agent?: HttpAgent;
}

/** One agent for one server: sockets are used again, and all of them die with `close`. */
export function httpsTransport({ server, headers, tls, agent: given }: HttpsOptions): Transport {
  const isSecure = server.startsWith("https:");
  const settings = { keepAlive: true, keepAliveMsecs: 10_000, ...tls };
  const agent = given ?? (isSecure ? new HttpsAgent(settings) : new HttpAgent(settings));
  const send = isSecure ? httpsRequest : httpRequest;
  const running = new Set<() => void>();
  return {
    send(wire, signal) {
      return new Promise((resolve, reject) => {
        const outgoing = send(`${server}${wire.path}`, {
          method: wire.method,
          agent,
          headers: { ...headers, ...wire.headers, ...lengthOf(wire) },
        });
        const stop = () => void outgoing.destroy(new Error("the request was ended"));
        const over = () => {
          running.delete(stop);
          signal.removeEventListener("abort", stop);
        };
        running.add(stop);
        outgoing.on("response", (incoming) => resolve(answerOf(incoming)));
        outgoing.on("close", over);
        outgoing.on("error", reject);
        signal.addEventListener("abort", stop, { once: true });
        if (signal.aborted) stop();
        else outgoing.end(wire.body);
      });
    },
    dropIdle() {
      for (const idle of Object.values(agent.freeSockets))
        for (const socket of [...(idle ?? [])]) socket.destroy();
    },
    close() {
      for (const stop of [...running]) stop();
      agent.destroy();
    },
  };
}

const lengthOf = ({ body }: WireRequest) =>
  body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };

function answerOf(incoming: IncomingMessage): WireAnswer {
  // Errors reach whoever reads the body; somebody who stopped reading must not be hit by them.
  incoming.on("error", () => {});
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: incoming.setEncoding("utf8"),
  };
}
