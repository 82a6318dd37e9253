import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { type AgentOptions, Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Transport, WireAnswer, WireRequest } from "./transport.ts";

export interface HttpsOptions {
  /** Address of the server, without a slash at its end. */
  readonly server: string;
  /** Sent with each request: who we are. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly tls: Pick<AgentOptions, "ca" | "cert" | "key" | "servername" | "rejectUnauthorized">;
  /** Both go through a proxy; absent: straight. */
  readonly agents?: Agents;
}

/** Who opens sockets and keeps them: one for the pulse, one for everything else. */
export interface Agents {
  readonly usual: HttpAgent;
  readonly pulse: HttpAgent;
}

/** Milliseconds without a word after which the system asks whether the other end is still there. */
const idle = 5000;

/** Agents for one server: sockets are used again, and all of them die with `close`. */
export function httpsTransport({ server, headers, tls, agents }: HttpsOptions): Transport {
  const isSecure = server.startsWith("https:");
  const newAgent = () =>
    isSecure ? new HttpsAgent({ keepAlive: true, ...tls }) : new HttpAgent({ keepAlive: true });
  const { usual, pulse } = agents ?? { usual: newAgent(), pulse: newAgent() };
  const send = isSecure ? httpsRequest : httpRequest;
  const running = new Set<() => void>();
  return {
    send(wire, signal) {
      return new Promise((resolve, reject) => {
        const outgoing = send(`${server}${wire.path}`, {
          method: wire.method,
          agent: wire.isPulse ? pulse : usual,
          headers: { ...headers, ...wire.headers, ...lengthOf(wire) },
        });
        const stop = () => void outgoing.destroy(new Error("the request was ended"));
        const over = () => {
          running.delete(stop);
          signal.removeEventListener("abort", stop);
        };
        running.add(stop);
        outgoing.on("socket", (socket) => socket.setKeepAlive(true, idle));
        outgoing.on("response", (incoming) =>
          resolve({ ...answerOf(incoming), isNewLine: !outgoing.reusedSocket }),
        );
        outgoing.on("close", over);
        outgoing.on("error", reject);
        signal.addEventListener("abort", stop, { once: true });
        if (signal.aborted) stop();
        else outgoing.end(wire.body);
      });
    },
    dropIdle() {
      for (const free of Object.values(usual.freeSockets))
        for (const socket of [...(free ?? [])]) socket.destroy();
    },
    close() {
      for (const stop of [...running]) stop();
      usual.destroy();
      pulse.destroy();
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
