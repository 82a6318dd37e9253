import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import type { JsonObject } from "../../server/engine/canary/json.ts";
import { answerMetric } from "./answerMetric.ts";
import { answerWebhook } from "./answerWebhook.ts";
import type { ApiServer } from "./apiServer.ts";
import type { Passing } from "./passing.ts";
import { note, type Tape } from "./tape.ts";
import { tapeIn } from "./tapeIn.ts";
import { watchRequest } from "./watchRequest.ts";

/** Everybody whom Flagger talks to: the API server behind it, Prometheus, webhooks, chat. */
export async function recorderServer(
  api: ApiServer,
  tapes: ReadonlyMap<string, Tape>,
  tickBegan: (tape: Tape) => void,
): Promise<string> {
  const server = http.createServer((request, response) => {
    const path = request.url ?? "/";
    const isKubernetes = /^\/(api|apis|openapi|version|healthz|readyz)(\/v1|\/|\?|$)/.test(path);
    if (isKubernetes && !path.startsWith("/api/v1/query")) {
      countPending(tapes, request, response);
      forward(api, request, response, (seen) => watchRequest(api, tapes, tickBegan, seen));
    } else {
      void wholeText(request).then((text) => play(tapes, path, text, response));
    }
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A scenario is at rest only when none of its requests is under way. */
function countPending(
  tapes: ReadonlyMap<string, Tape>,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const path = request.url ?? "";
  if (path.includes("watch=true") || path.includes("/events")) return;
  const count = (text: string) => {
    const tape = tapeIn(tapes, text);
    if (!tape) return;
    tape.pending++;
    response.once("close", () => {
      tape.pending--;
    });
  };
  if (request.method === "POST")
    request.once("data", (part: Buffer) => count(part.toString("latin1")));
  else count(path);
}

function forward(
  api: ApiServer,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  watch: (seen: Passing) => void,
): void {
  const seen: Passing = { method: request.method ?? "GET", path: request.url ?? "/" };
  watch(seen);
  const { host: _h, "accept-encoding": _a, connection: _c, ...headers } = request.headers;
  const onward = https.request(
    api.url + seen.path,
    {
      method: seen.method,
      agent: api.agent,
      headers: { ...headers, accept: "application/json", authorization: `Bearer ${api.token}` },
    },
    (answer) => {
      const head = () => response.writeHead(answer.statusCode ?? 502, answer.headers);
      const { answered } = seen;
      if (!answered) {
        head();
        answer.pipe(response);
        response.flushHeaders();
        return;
      }
      void wholeText(answer).then(async (text) => {
        await answered(answer.statusCode ?? 502, objectIn(text));
        head();
        response.end(text);
      });
    },
  );
  onward.on("error", () => response.destroy());
  response.on("close", () => onward.destroy());
  request.pipe(onward);
}

async function play(
  tapes: ReadonlyMap<string, Tape>,
  path: string,
  text: string,
  response: http.ServerResponse,
): Promise<void> {
  const end = (status: number, body = "") => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body);
  };
  if (path.includes("/api/v1/query")) return answerMetric(tapes, path, text, end);
  const body = objectIn(text);
  if (path.startsWith("/slack")) {
    noteAlert(tapes, body, text);
    return end(200, "ok");
  }
  return answerWebhook(tapes, path, body, end);
}

function noteAlert(tapes: ReadonlyMap<string, Tape>, body: JsonObject, text: string): void {
  const tape = tapeIn(tapes, text);
  const [attachment] = (body.attachments ?? []) as readonly JsonObject[];
  if (!tape || !attachment) return;
  const fields = (attachment.fields ?? []) as readonly JsonObject[];
  note(tape, {
    alert: attachment.text,
    color: attachment.color,
    channel: body.channel,
    fields: fields.map(({ title, value }) => [title, value]),
  });
}

async function wholeText(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  stream.setEncoding("utf8");
  for await (const part of stream) text += part;
  return text;
}

function objectIn(text: string): JsonObject {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
