import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readKind, readObject } from "./desk.ts";
import { fluxState, isStatic, isSuspended } from "./flux.ts";
import { reconcile } from "./handshake.ts";
import { inventory } from "./inventory.ts";
import { identityOf, type KubeObject, keyOf, nameOf } from "./kubeObject.ts";
import { dependenciesOf, sourcesOf } from "./references.ts";
import type { Verdict } from "./verdict.ts";

/** One node of a chain and how far it is. */
export interface ChainStep {
  readonly object: ObjectIdentity;
  readonly phase: "planned" | "started" | "progress" | "done" | "skipped" | "failed";
  readonly words: string;
}

export interface ChainOptions {
  /** Also what depends on the objects that were reconciled. */
  readonly withDependants?: boolean;
  /** Milliseconds for each node. */
  readonly timeout?: number;
}

export interface ChainResult {
  /** The last verdict: of the node that failed, or `ready`. */
  readonly verdict: Verdict;
  /** In the order in which they were done. */
  readonly done: readonly ObjectIdentity[];
}

/**
 * Reconciles an object with everything above and below it: its source, itself, what it applied, and
 * what depends on any of these, each one only after what it depends on. Flux does not follow by
 * itself: an applied Kustomization is merely patched. Stops at the first failure.
 */
export async function chain(
  desk: Desk,
  root: ObjectIdentity,
  options: ChainOptions,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<ChainResult> {
  const state: State = { pending: new Map(), visited: new Set(), done: [] };
  plan(state, root, "child", progress);
  let verdict: Verdict = { kind: "ready", words: "" };
  while (state.pending.size > 0) {
    const next = await pick(desk, state, progress, signal);
    if ("verdict" in next) return { verdict: next.verdict, done: state.done };
    verdict = await walk(desk, state, next, root, options, progress, signal);
    if (verdict.kind === "blocked" && postpone(state, next)) continue;
    if (verdict.kind !== "ready" && !isSkipped(verdict)) return { verdict, done: state.done };
  }
  return { verdict: isSkipped(verdict) ? { kind: "ready", words: "" } : verdict, done: state.done };
}

interface State {
  /** What is still to be done: children come before dependants. */
  readonly pending: Map<string, Node>;
  readonly visited: Set<string>;
  readonly done: ObjectIdentity[];
}

interface Node {
  readonly identity: ObjectIdentity;
  readonly as: "child" | "dependant";
  /** It was blocked once by something that may come later in the chain. */
  readonly isPostponed: boolean;
}

const skipped: Verdict = { kind: "suspended", words: "skipped" };
const isSkipped = (verdict: Verdict) => verdict === skipped;

function plan(
  { pending, visited }: State,
  identity: ObjectIdentity,
  as: Node["as"],
  progress: (step: ChainStep) => void,
): void {
  const key = keyOf(identity);
  if (visited.has(key) || pending.has(key)) return;
  pending.set(key, { identity, as, isPostponed: false });
  progress({ object: identity, phase: "planned", words: "" });
}

/** A node of which nothing that it depends on is still to be done. */
async function pick(
  desk: Desk,
  state: State,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<(Node & { readonly object: KubeObject }) | { readonly verdict: Verdict }> {
  const nodes = [...state.pending.values()].sort((one, other) => rank(one) - rank(other));
  for (const node of nodes) {
    const read = await readObject(desk, node.identity, signal);
    if (read.failure) {
      const kind = read.failure.kind === "cancelled" ? "cancelled" : "refused";
      const verdict: Verdict = { kind, words: read.failure.sentence };
      progress({ object: node.identity, phase: "failed", words: verdict.words });
      return { verdict };
    }
    const { object } = read.value;
    const isFree = dependenciesOf(object).every((it) => !state.pending.has(keyOf(it)));
    if (isFree) return { ...node, object };
  }
  const names = nodes.map(({ identity }) => nameOf(identity)).join(", ");
  return { verdict: { kind: "stalled", words: `These wait for one another: ${names}.` } };
}

const rank = ({ as, isPostponed }: Node) => (as === "dependant" ? 1 : 0) + (isPostponed ? 2 : 0);

function postpone(state: State, node: Node): boolean {
  if (node.isPostponed || state.pending.size === 0) return false;
  const key = keyOf(node.identity);
  state.visited.delete(key);
  state.pending.set(key, { ...node, isPostponed: true });
  return true;
}

async function walk(
  desk: Desk,
  state: State,
  node: Node & { readonly object: KubeObject },
  root: ObjectIdentity,
  options: ChainOptions,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<Verdict> {
  const { identity, object } = node;
  const key = keyOf(identity);
  state.pending.delete(key);
  state.visited.add(key);
  if (isSuspended(object) && key !== keyOf(root)) {
    progress({ object: identity, phase: "skipped", words: fluxState(object).words });
    return skipped;
  }
  for (const source of sourcesOf(object)) {
    const verdict = await fetchSource(desk, state, source, root, options, progress, signal);
    if (verdict.kind !== "ready" && !isSkipped(verdict)) return verdict;
  }
  const verdict = await one(desk, state, identity, root, options, progress, signal);
  if (verdict.kind === "ready") await discover(desk, state, identity, options, progress, signal);
  return verdict;
}

async function fetchSource(
  desk: Desk,
  state: State,
  source: ObjectIdentity,
  root: ObjectIdentity,
  options: ChainOptions,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<Verdict> {
  const key = keyOf(source);
  if (state.visited.has(key)) return skipped;
  state.visited.add(key);
  const read = await readObject(desk, source, signal);
  if (read.value && (isStatic(read.value.object) || isSuspended(read.value.object))) {
    const { words } = fluxState(read.value.object);
    progress({ object: source, phase: "skipped", words });
    return skipped;
  }
  // A chart that does not exist yet is made by the HelmRelease itself.
  if (read.failure?.kind === "missing" && source.kind === "HelmChart") return skipped;
  return one(desk, state, source, root, options, progress, signal);
}

async function one(
  desk: Desk,
  state: State,
  identity: ObjectIdentity,
  root: ObjectIdentity,
  { timeout }: ChainOptions,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<Verdict> {
  progress({ object: identity, phase: "started", words: "" });
  const remark = `Part of the chain of ${nameOf(root)}.`;
  const verdict = await reconcile(
    desk,
    identity,
    { remark, ...(timeout === undefined ? {} : { timeout }) },
    (words) => progress({ object: identity, phase: "progress", words }),
    signal,
  );
  const isWell = verdict.kind === "ready";
  if (isWell) state.done.push(identity);
  progress({ object: identity, phase: isWell ? "done" : "failed", words: verdict.words });
  return verdict;
}

const followed = new Set([
  "Kustomization.kustomize.toolkit.fluxcd.io",
  "HelmRelease.helm.toolkit.fluxcd.io",
]);

/** Plans what the object applied on this cluster, and what depends on it. */
async function discover(
  desk: Desk,
  state: State,
  identity: ObjectIdentity,
  { withDependants = true }: ChainOptions,
  progress: (step: ChainStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const read = await readObject(desk, identity, signal);
  if (read.value && read.value.object.spec.kubeConfig === undefined)
    for (const { version: _, ...child } of inventory(read.value.object))
      if (followed.has(`${child.kind}.${child.group}`)) plan(state, child, "child", progress);
  if (!withDependants || !followed.has(`${identity.kind}.${identity.group}`)) return;
  const all = await readKind(desk, identity.kind, identity.group, signal);
  const key = keyOf(identity);
  for (const other of all.value ?? [])
    if (dependenciesOf(other).some((it) => keyOf(it) === key))
      plan(state, identityOf(other), "dependant", progress);
}
