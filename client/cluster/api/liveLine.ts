import type { Change } from "./change.ts";
import type { Connection } from "./connection.ts";
import { discover, type Resource, type Served } from "./discovery.ts";
import type { Failure, Outcome } from "./failure.ts";
import type { KubeObject } from "./kubeObject.ts";
import { linkedSignal } from "./linkedSignal.ts";
import { openLiveBook } from "./liveBook.ts";
import { retryDelay } from "./retryDelay.ts";
import { aborted, pause, type Time } from "./time.ts";
import type { KindWatch, Watched } from "./watched.ts";

/** How one line is; times are milliseconds since 1970. */
export type LineState =
  /** Nobody looks, so nothing is asked. */
  | { readonly kind: "resting" }
  | { readonly kind: "connecting"; readonly since: number }
  | { readonly kind: "connected"; readonly since: number }
  /** What is known was true then; it is tried again by itself. */
  | { readonly kind: "lost"; readonly since: number; readonly sentence: string }
  /** The server or the kubeconfig says no: tried again only when somebody asks for it. */
  | { readonly kind: "refused"; readonly since: number; readonly sentence: string };

/** Everything that is known over one connection. */
export interface LiveLine {
  readonly connection: Connection;
  /** By `keyOf`. */
  readonly index: ReadonlyMap<string, KubeObject>;
  state(): LineState;
  watched(): readonly Watched[];
  served(signal: AbortSignal): Promise<Outcome<Served>>;
  nearby(resource: Resource, namespaces: readonly string[], fieldSelector?: string): KindWatch;
  start(): void;
  rest(): void;
  retry(): void;
  /** Lets go of everything and says so. */
  forget(): readonly Change[];
}

export interface LiveLineOptions {
  readonly time: Time;
  /** Empty: the whole cluster. */
  readonly namespaces: () => readonly string[];
  /** Objects that one page of a list holds. */
  readonly pageSize?: number;
}

const longestPause = 4000;
/** A kind that is installed meanwhile is found within this time. */
const discoveryPause = 30_000;
/** So long after something was applied the kinds are looked at again: it may have brought new ones. */
const settling = 2000;

/** Discovers, watches all kinds of ours that are served, and begins anew when the server is back. */
export function openLiveLine(
  options: LiveLineOptions,
  connection: Connection,
  tell: (changes: readonly Change[]) => void,
): LiveLine {
  const { time } = options;
  const book = openLiveBook(options, connection, tell, lookAgain);
  let known: Served | undefined;
  let state: LineState = { kind: "resting" };
  let running: AbortController | undefined;
  let nudge = new AbortController();
  let question = new AbortController();
  let isDue = false;

  const become = (next: LineState) => {
    const isNew = next.kind !== state.kind || sentenceOf(next) !== sentenceOf(state);
    state = next;
    if (isNew) tell([]);
  };
  const lost = ({ kind, sentence }: Failure) => {
    const since = "sentence" in state ? state.since : time.now();
    become({ kind: passing.has(kind) ? "lost" : "refused", since, sentence });
  };
  function lookAgain(): void {
    if (isDue) return;
    isDue = true;
    time.after(settling, () => {
      isDue = false;
      nudge.abort();
    });
  }
  const begin = () => {
    question.abort();
    nudge.abort();
  };
  const discovered = async (signal: AbortSignal): Promise<Outcome<Served>> => {
    const found = await discover(connection, signal);
    if (found.value) known = found.value;
    return found;
  };
  const run = async (signal: AbortSignal) => {
    let failures = 0;
    while (!signal.aborted) {
      nudge = new AbortController();
      question = new AbortController();
      const asking = linkedSignal(signal, question.signal);
      const step = linkedSignal(signal, nudge.signal);
      const { value, failure } = await discovered(asking.signal);
      asking.release();
      // It was asked before the server was away, and may never be answered.
      if (question.signal.aborted) {
        step.release();
        continue;
      }
      if (!signal.aborted && failure) lost(failure);
      if (!signal.aborted && value) {
        book.attend(value);
        book.resume();
        if (state.kind !== "connected") become({ kind: "connected", since: time.now() });
      }
      failures = failure ? failures + 1 : 0;
      await pauseAfter(failure, failures, time, step.signal);
      step.release();
    }
  };
  return {
    connection,
    index: book.index,
    state: () => state,
    watched: book.watched,
    served: async (signal) => (known ? { value: known } : discovered(signal)),
    nearby: book.watchOf,
    start() {
      if (running) return;
      running = new AbortController();
      const life = linkedSignal(running.signal, connection.closed);
      const unlisten = book.pulse.listen((beat) => {
        if (beat.kind === "lost") lost(beat.failure);
        else begin();
      });
      become({ kind: "connecting", since: time.now() });
      void run(life.signal).finally(() => {
        unlisten();
        life.release();
      });
    },
    rest() {
      running?.abort();
      running = undefined;
      book.leave();
      become({ kind: "resting" });
    },
    retry() {
      // What was refused begins anew with a list.
      book.leave();
      connection.reopen();
      begin();
    },
    forget: book.forget,
  };
}

/** Failures that may be over by themselves; the last two are what proxies and portals answer on the way. */
const passing: ReadonlySet<string> = new Set(["unreachable", "busy", "gone", "broken"]);

async function pauseAfter(
  failure: Failure | undefined,
  failures: number,
  time: Time,
  signal: AbortSignal,
): Promise<void> {
  if (!failure) return void (await pause(time, discoveryPause, signal));
  // Each try may run a credential plugin: only a person has it tried again.
  if (!passing.has(failure.kind)) return aborted(signal);
  const wait = failure.retryAfter ?? retryDelay(failures, time.random(), longestPause);
  await pause(time, wait, signal);
}

const sentenceOf = (state: LineState) => ("sentence" in state ? state.sentence : "");
