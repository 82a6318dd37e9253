import { type Change, changeOf, differences, keep } from "./change.ts";
import type { Connection } from "./connection.ts";
import type { Resource } from "./discovery.ts";
import type { Failure, Outcome } from "./failure.ts";
import { type FollowState, lostState, restedSentence, sentenceOf } from "./followState.ts";
import { json } from "./json.ts";
import { keptObject } from "./keptObject.ts";
import type { KubeObject } from "./kubeObject.ts";
import { linkedSignal } from "./linkedSignal.ts";
import { listAll } from "./listAll.ts";
import type { Pulse } from "./pulse.ts";
import { pathOf } from "./requestPath.ts";
import { retryDelay } from "./retryDelay.ts";
import { aborted, pause, type Time } from "./time.ts";

/** One list and its watch, for one kind in one namespace or in all. */
export interface Follow {
  state(): FollowState;
  start(): void;
  stop(): void;
  /** Credentials are taken again: what waits because they were refused goes on at once. */
  resume(): void;
}

interface FollowOptions {
  readonly connection: Connection;
  readonly resource: Resource;
  readonly namespace?: string;
  /** Which objects, such as `involvedObject.kind=Canary`; absent: all. */
  readonly fieldSelector?: string;
  readonly time: Time;
  readonly pageSize?: number;
  readonly watchSeconds?: number;
  readonly pulse?: Pulse;
}

const longestPause = 4000;
/** Whoever lacks a right may be given it: asked again, but seldom. */
const forbiddenPause = 60_000;
/** How long after its end a watch may still be silent. */
const grace = 5000;

/**
 * Lists and then watches, for ever: begins anew with a list when the server has forgotten where we
 * were, goes on from where we were when only the line broke, and does not believe in silence.
 *
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 *
 * @param objects where what is known is kept, by uid; others may keep their share in it, too
 * @param tell called after `objects` changed, and with no changes when only the state did
 */
export function follow(
  options: FollowOptions,
  objects: Map<string, KubeObject>,
  tell: (changes: readonly Change[]) => void,
): Follow {
  let state: FollowState = { kind: "loading" };
  let running: AbortController | undefined;
  let resumed = new AbortController();
  const mine = new Set<string>();
  const become = (next: FollowState) => {
    const isNew = next.kind !== state.kind || sentenceOf(next) !== sentenceOf(state);
    state = next;
    if (isNew) tell([]);
  };
  const keeper: Keeper = {
    replace(found) {
      const changes = differences(found, objects, mine);
      keep(changes, objects, mine);
      if (changes.length > 0) tell(changes);
    },
    apply(change) {
      keep([change], objects, mine);
      tell([change]);
    },
    has: (uid) => objects.get(uid),
    live: () => become({ kind: "live", since: options.time.now() }),
    lost: (failure) => become(lostState(state, failure, options.time.now())),
    resumed: () => resumed.signal,
  };
  return {
    state: () => state,
    start() {
      if (running) return;
      running = new AbortController();
      const life = linkedSignal(running.signal, options.connection.closed);
      void run(options, keeper, life.signal).finally(() => life.release());
    },
    stop() {
      running?.abort();
      running = undefined;
      if (state.kind === "live") become(lostState(state, nobodyLooks, options.time.now()));
    },
    resume() {
      resumed.abort();
      resumed = new AbortController();
    },
  };
}

const nobodyLooks: Failure = { kind: "cancelled", sentence: restedSentence };

/** What a run does to what is known. */
interface Keeper {
  replace(found: readonly KubeObject[]): void;
  apply(change: Change): void;
  has(uid: string): KubeObject | undefined;
  live(): void;
  lost(failure: Failure): void;
  /** Goes off when credentials are taken again. */
  resumed(): AbortSignal;
}

async function run(options: FollowOptions, keeper: Keeper, signal: AbortSignal): Promise<void> {
  const { time, connection } = options;
  const nudges = nudged(signal);
  const unlisten = options.pulse?.listen((beat) => {
    if (beat.kind === "lost") keeper.lost(beat.failure);
    else nudges.now();
  });
  let position: string | undefined;
  let failures = 0;
  let relists = 0;
  while (!signal.aborted) {
    const nudge = nudges.next();
    const step: Step =
      position === undefined
        ? await list(options, keeper, nudge)
        : await watch(options, keeper, position, nudge);
    if (position !== undefined) relists = step.position === undefined ? relists + 1 : 0;
    position = step.position;
    if (nudge.aborted || !step.failure) {
      failures = 0;
      // A server that forgets faster than we list must not be asked without end.
      if (relists > 1) await pause(time, retryDelay(relists, time.random(), longestPause), nudge);
      continue;
    }
    failures = step.isProgress ? 1 : failures + 1;
    keeper.lost(step.failure);
    await pauseAfter(step.failure, failures, time, nudge, keeper.resumed());
  }
  nudges.next();
  unlisten?.();
  if (connection.closed.aborted)
    keeper.lost({ kind: "closed", sentence: "The connection is closed." });
}

/** Signals for one step each, which end with the whole or when the server is back. */
function nudged(whole: AbortSignal) {
  let step = linkedSignal(whole);
  return {
    now: () => step.abort(),
    next(): AbortSignal {
      step.release();
      step = linkedSignal(whole);
      return step.signal;
    },
  };
}

async function pauseAfter(
  failure: Failure,
  failures: number,
  time: Time,
  nudge: AbortSignal,
  resumed: AbortSignal,
): Promise<void> {
  // Each try may run a credential plugin, which may ask the person: nobody wants that again and again by itself.
  if (failure.kind === "unauthorised") {
    const either = linkedSignal(nudge, resumed);
    await aborted(either.signal);
    return either.release();
  }
  const usual = failure.retryAfter ?? retryDelay(failures, time.random(), longestPause);
  await pause(time, failure.kind === "forbidden" ? forbiddenPause : usual, nudge);
}

/** Where a step ended: the version to go on from (absent: list anew), and what broke. */
interface Step {
  readonly position?: string;
  readonly failure?: Failure;
  /** Something came before it broke, so the server is well. */
  readonly isProgress?: boolean;
}

async function list(
  { connection, resource, namespace, fieldSelector, pageSize = 500 }: FollowOptions,
  keeper: Keeper,
  signal: AbortSignal,
): Promise<Step> {
  const selected = fieldSelector === undefined ? {} : { fieldSelector };
  const options = { namespace, pageSize, ...selected, read: keptObject };
  const listed = await listAll(connection, resource, options, signal);
  if (signal.aborted) return {};
  // The pages were too old before the last one came: begin with the first one again, soon.
  if (listed.failure) return { failure: listed.failure };
  keeper.replace(listed.value.objects);
  keeper.live();
  return { position: listed.value.position };
}

async function watch(
  options: FollowOptions,
  keeper: Keeper,
  position: string,
  signal: AbortSignal,
): Promise<Step> {
  const { connection, resource, namespace, fieldSelector, time, watchSeconds = 30 } = options;
  const life = linkedSignal(signal);
  let isSilent = false;
  // Watches that began together would end together, all at once for the server and for the editor.
  const seconds = Math.ceil(watchSeconds * (1 - SPREAD * time.random()));
  const callOff = time.after(seconds * 1000 + grace, () => {
    isSilent = true;
    life.abort();
  });
  const selected = fieldSelector ? `&fieldSelector=${encodeURIComponent(fieldSelector)}` : "";
  const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=${seconds}&resourceVersion=${encodeURIComponent(position)}${selected}`;
  try {
    const began = time.now();
    const lines = await connection.lines(`${pathOf(resource, namespace)}?${query}`, life.signal);
    const step = await readEvents(lines, position, resource, keeper);
    if (step.failure) return isSilent ? { ...step, failure: silent } : step;
    const isHasty = step.position !== undefined && time.now() - began < 1000;
    return isHasty ? { ...step, isProgress: false, failure: hasty } : step;
  } finally {
    callOff();
    life.release();
  }
}

/** By this share of its time a watch may be shorter. */
const SPREAD = 0.4;

const hasty: Failure = { kind: "unreachable", sentence: "The server ends watches at once." };
const silent: Failure = { kind: "unreachable", sentence: "The server fell silent." };

async function readEvents(
  lines: Outcome<AsyncIterable<string>>,
  start: string,
  resource: Resource,
  keeper: Keeper,
): Promise<Step> {
  if (lines.failure) return lines.failure.kind === "gone" ? {} : { position: start, ...lines };
  keeper.live();
  let position = start;
  let isProgress = false;
  try {
    for await (const line of lines.value) {
      const event = json.parse(line);
      const type = json.text(json.at(event, "type"));
      const object = json.at(event, "object");
      if (type === "ERROR") {
        const failure = errorOf(object);
        return failure.kind === "gone" ? {} : { position, failure, isProgress };
      }
      const read = keptObject(object, kindOf(resource));
      const next = json.text(json.at(object, "metadata", "resourceVersion"));
      if (next) position = next;
      isProgress ||= next !== undefined;
      if (type === "BOOKMARK" || !read) continue;
      const change = changeOf(type, read, keeper.has(read.metadata.uid));
      if (change) keeper.apply(change);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { position, isProgress, failure: broken(reason) };
  }
  return { position, isProgress };
}

const broken = (reason: string): Failure => ({
  kind: "unreachable",
  sentence: `The line broke (${reason.split("\n", 1)[0]}).`,
});

function errorOf(status: unknown): Failure {
  const code = json.number(json.at(status, "code"));
  const message = json.text(json.at(status, "message")) ?? "the server ended the watch";
  const isGone = code === 410 || json.at(status, "reason") === "Expired";
  const seconds = json.number(json.at(status, "details", "retryAfterSeconds"));
  return {
    kind: isGone ? "gone" : "busy",
    sentence: message,
    ...(seconds === undefined ? {} : { retryAfter: seconds * 1000 }),
  };
}

const kindOf = ({ group, version, kind }: Resource) => ({
  apiVersion: group === "" ? version : `${group}/${version}`,
  kind,
});
