import type { Access } from "./access.ts";
import type { ApprovedWrite } from "./approvedWrite.ts";
import { cancelled, type Failure, failed, type Outcome } from "./failure.ts";
import { type Fields, json } from "./json.ts";
import { linesOf } from "./lines.ts";
import { linkedSignal } from "./linkedSignal.ts";
import { type Line, openLine } from "./openLine.ts";
import type { Pin } from "./pin.ts";
import { refusal } from "./refusal.ts";
import { retryDelay } from "./retryDelay.ts";
import { pause, type Time } from "./time.ts";
import type { WireAnswer, WireRequest } from "./transport.ts";
import { unreachable } from "./unreachable.ts";

/** The line to one pinned cluster. Nothing throws; what goes wrong is told in a sentence. */
export interface Connection {
  readonly pin: Pin;
  /** Goes off when the line is closed for good. */
  readonly closed: AbortSignal;
  /** Reads something; tries again when the server is busy or the line broke. */
  get(path: string, signal: AbortSignal, accept?: string): Promise<Outcome<Fields>>;
  /** Asks once whether the server answers at all, be it with a no, over a line that is kept for this. */
  probe(path: string, timeout: number, signal: AbortSignal): Promise<Probed>;
  /** Reads line by line for as long as the server tells: watches and logs. Tried once. */
  lines(path: string, signal: AbortSignal): Promise<Outcome<AsyncIterable<string>>>;
  /**
   * Asks what a server-side apply would make of an object, without making it so.
   *
   * @param manager who would apply it: what it set before and does not set now, would go
   */
  dryRun(
    path: string,
    object: Fields,
    signal: AbortSignal,
    manager?: string,
  ): Promise<Outcome<Fields>>;
  /** May this user do that? The server is asked; nothing is changed. */
  mayI(question: AccessQuestion, signal: AbortSignal): Promise<Outcome<boolean>>;
  /** Makes a change that a person agreed to. */
  send(write: ApprovedWrite, signal: AbortSignal): Promise<Outcome<Fields>>;
  /** Other credentials are known: when the present ones are refused, those are shown at once. */
  renew(): void;
  /** Gives up an opening that is still under way, such as a credential plugin that hangs, and begins it anew. */
  reopen(): void;
  /** Lets go of lines that wait unused, after an outage in which they may have died. */
  dropIdle(): Promise<void>;
  /** Ends every request and closes every socket. */
  close(): void;
}

/** How a probe went. */
export interface Probed {
  /** Why there is no answer; absent: it answers. */
  readonly failure?: Failure;
  /** The line of the probe before was there no more, or was busy. */
  readonly isNewLine: boolean;
}

/** What somebody would like to do: https://kubernetes.io/docs/reference/access-authn-authz/authorization */
export interface AccessQuestion {
  readonly verb: "create" | "patch";
  readonly group: string;
  /** The plural, such as `canaries`. */
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace: string;
  readonly name: string;
}

export interface ConnectionOptions {
  readonly pin: Pin;
  readonly access: Access;
  readonly time: Time;
  /** Milliseconds until an answer must be there; default 60 s. */
  readonly timeout?: number;
}

const tries = 4;
const longestPause = 4000;

export function connect(options: ConnectionOptions): Connection {
  const closing = new AbortController();
  const line = openLine(options, closing.signal);
  const whole = (request: WireRequest, signal: AbortSignal) =>
    withRetries(options.time, signal, () => wholeAnswer(options, line, request, signal));
  return {
    pin: options.pin,
    closed: closing.signal,
    get: (path, signal, accept = "application/json") =>
      whole({ method: "GET", path, headers: { accept } }, signal),
    async probe(path, timeout, signal) {
      const headers = { accept: "application/json" };
      const request = { method: "GET", path, headers, isPulse: true } as const;
      let isNewLine = false;
      const noting: Line["send"] = async (...asked) => {
        const sent = await line.send(...asked);
        isNewLine = sent.value?.isNewLine === true;
        return sent;
      };
      const limited = { ...options, timeout };
      const { failure } = await wholeAnswer(limited, { ...line, send: noting }, request, signal);
      const isMissing = failure?.kind === "unreachable" || failure?.kind === "busy";
      return { isNewLine, ...(isMissing ? { failure } : {}) };
    },
    lines: (path, signal) => streamed(options, line, path, signal),
    dryRun(path, object, signal, manager = "flightpath") {
      const query = `dryRun=All&force=true&fieldManager=${encodeURIComponent(manager)}`;
      return whole(
        {
          method: "PATCH",
          path: `${path}?${query}`,
          headers: { accept: "application/json", "content-type": "application/apply-patch+yaml" },
          body: JSON.stringify(object),
        },
        signal,
      );
    },
    async mayI(question, signal) {
      const review = {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: question },
      };
      const headers = { accept: "application/json", "content-type": "application/json" };
      const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
      const body = JSON.stringify(review);
      const answer = await whole({ method: "POST", path, headers, body }, signal);
      if (answer.failure) return answer;
      return { value: json.at(answer.value, "status", "allowed") === true };
    },
    async send({ pin, method, path, contentType, body }, signal) {
      if (pin.identity !== options.pin.identity)
        return failed(
          "moved",
          `This was agreed for ${pin.context}, not for ${options.pin.context}.`,
        );
      const headers = { accept: "application/json", "content-type": contentType };
      return whole({ method, path, headers, body }, signal);
    },
    renew: line.renew,
    reopen: line.reopen,
    dropIdle: line.dropIdle,
    close() {
      closing.abort();
      line.close();
    },
  };
}

async function wholeAnswer(
  { pin, time, timeout = 60_000 }: ConnectionOptions,
  line: Line,
  request: WireRequest,
  signal: AbortSignal,
): Promise<Outcome<Fields>> {
  const limit = linkedSignal(signal);
  let isLate = false;
  const callOff = time.after(timeout, () => {
    isLate = true;
    limit.abort();
  });
  try {
    const sent = await line.send(request, limit.signal);
    const body = sent.value ? await textOf(sent.value) : undefined;
    if (isLate) return { failure: lateFailure(pin.server, timeout) };
    if (signal.aborted) return cancelled;
    if (sent.failure) return sent;
    if (sent.value.status >= 400) return { failure: refusal(request, sent.value, body ?? "") };
    // What a Service behind the API server answers may be nothing.
    if (request.method === "POST" && body?.trim() === "") return { value: {} };
    const value = json.parse(body ?? "");
    if (typeof value === "object" && value !== null) return { value: json.fields(value) };
    return failed("broken", `${pin.server} answered with something that is not JSON.`);
  } catch (error) {
    if (isLate) return { failure: lateFailure(pin.server, timeout) };
    return signal.aborted ? cancelled : { failure: unreachable(pin.server, error) };
  } finally {
    callOff();
    limit.release();
  }
}

const lateFailure = (server: string, timeout: number): Failure => ({
  kind: "unreachable",
  sentence: `${server} did not answer within ${timeout / 1000} s.`,
});

async function streamed(
  { pin, time, timeout = 60_000 }: ConnectionOptions,
  line: Line,
  path: string,
  signal: AbortSignal,
): Promise<Outcome<AsyncIterable<string>>> {
  const limit = linkedSignal(signal);
  let isLate = false;
  const callOff = time.after(timeout, () => {
    isLate = true;
    limit.abort();
  });
  const request = { method: "GET", path, headers: { accept: "application/json, */*" } } as const;
  const sent = await line.send(request, limit.signal);
  callOff();
  if (sent.value && sent.value.status < 400) return { value: linesOf(sent.value.body) };
  try {
    const body = sent.value ? await textOf(sent.value) : "";
    if (isLate) return { failure: lateFailure(pin.server, timeout) };
    if (signal.aborted) return cancelled;
    return sent.failure ? sent : { failure: refusal(request, sent.value, body) };
  } catch (error) {
    return signal.aborted ? cancelled : { failure: unreachable(pin.server, error) };
  }
}

/** Tries again what failed because the server was busy or the line broke. */
async function withRetries<Value>(
  time: Time,
  signal: AbortSignal,
  attempt: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  for (let count = 1; ; count += 1) {
    const outcome = await attempt();
    const { failure } = outcome;
    const isPassing = failure?.kind === "busy" || failure?.kind === "unreachable";
    if (!isPassing || tries <= count) return outcome;
    const wait = failure.retryAfter ?? retryDelay(count, time.random(), longestPause);
    if (!(await pause(time, wait, signal))) return cancelled;
  }
}

async function textOf(answer: WireAnswer): Promise<string> {
  let text = "";
  for await (const piece of answer.body) text += piece;
  return text;
}
