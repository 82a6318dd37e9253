import type { CarrierStep } from "../../../protocol/objects.ts";
import type { Repository } from "../../git/repository.ts";
import { type ChainStep, chain } from "../api/chain.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { essence } from "../api/essence.ts";
import { fluxState } from "../api/flux.ts";
import { reconcile } from "../api/handshake.ts";
import { nameOf } from "../api/kubeObject.ts";
import type { Verdict } from "../api/verdict.ts";
import { oneLine } from "../documents/safeText.ts";
import { shownRevision } from "../tree/shownRevision.ts";
import { followRollouts, markRollouts, type RolloutStep } from "./followRollouts.ts";
import type { PushPlan } from "./pushPlan.ts";

/** Everything that a plan needs to come about. */
export interface Errand {
  readonly plan: PushPlan;
  readonly repository: Repository;
  readonly desk: Desk;
  /** Saves what the plan names; throws one sentence where that fails. */
  readonly save: () => Promise<void>;
  readonly tell: (words: string) => void;
  readonly signal: AbortSignal;
}

/** How it ended, one sentence for each rollout first. */
export interface ErrandEnd {
  readonly sentence: string;
  /** No rollout failed. */
  readonly isWell: boolean;
}

/**
 * Saves, commits, pushes, reconciles and follows, in this order; ends at the first that fails.
 *
 * @returns what came of it
 */
export async function carryOut(errand: Errand): Promise<ErrandEnd> {
  const { plan, desk, tell, signal } = errand;
  const [first] = plan.carrier.steps;
  if (!first) return well("There is nothing to reconcile.");
  const marks = await markRollouts(desk, plan.carrier.canaries, signal);
  const pushed = await push(errand);
  if (signal.aborted) return well(`${pushed} ${CANCELLED}`);
  const verdict = await reconcileAll(errand, first);
  if (verdict.kind === "cancelled") return well(`${pushed} ${CANCELLED}`);
  if (verdict.kind !== "ready") throw new Error(`${pushed} ${oneLine(essence(verdict.words))}`);
  const arrived = await arrival(errand);
  if (marks.size === 0) return well(`${pushed} ${arrived}`);
  const shown = new Map<string, string>();
  const ended = await followRollouts(
    desk,
    marks,
    (step) => {
      shown.set(step.canary.name, progressWords(step));
      tell([...shown.values()].join(" · "));
    },
    signal,
  );
  const left = marks.size - ended.length;
  const rest = left > 0 ? [`${left} of ${marks.size} rollouts are no longer followed.`] : [];
  return {
    sentence: [...endSentences(ended), ...rest, pushed, arrived].join(" "),
    isWell: ended.every((it) => it.progress.kind !== "ended" || it.progress.result !== "failed"),
  };
}

const well = (sentence: string): ErrandEnd => ({ sentence, isWell: true });

/** Canaries that nothing happened to are left out where something happened to others. */
function endSentences(ended: readonly RolloutStep[]): readonly string[] {
  const moved = ended.filter(
    ({ progress }) => progress.kind !== "ended" || progress.result !== "unchanged",
  );
  const all = [...(moved.length > 0 ? moved : ended)];
  return all.sort((a, b) => (a.canary.name < b.canary.name ? -1 : 1)).map(endWords);
}

const CANCELLED = "No longer followed; Flux and Flagger go on by themselves.";

/**
 * What the Kustomization waits for must have the new revision first: Flux holds it back until then.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies
 */
async function reconcileAll(
  { plan, desk, tell, signal }: Errand,
  { kustomization, source }: CarrierStep,
): Promise<Verdict> {
  const { before } = plan.carrier;
  for (const object of before.length > 0 && source ? [source, ...before] : []) {
    tell(stepWords({ object, phase: "started", words: "" }));
    const remark = `Goes before ${nameOf(kustomization)}.`;
    const verdict = await reconcile(
      desk,
      object,
      { remark },
      (words) => tell(stepWords({ object, phase: "progress", words })),
      signal,
    );
    if (verdict.kind !== "ready") {
      return { ...verdict, words: `${nameOf(object)}: ${verdict.words}` };
    }
  }
  const options = { withDependants: false };
  const step = (it: ChainStep) => tell(stepWords(it));
  return (await chain(desk, kustomization, options, step, signal)).verdict;
}

async function push({ plan, repository, save, tell, signal }: Errand): Promise<string> {
  const { commit, branch, destination, ahead } = plan;
  if (plan.saved.length > 0) await save();
  if (commit) {
    tell(
      `Committing ${commit.files.length === 1 ? commit.files[0] : `${commit.files.length} files`}`,
    );
    const { problem } = await repository.commit(commit.files, commit.message, signal);
    if (problem !== undefined) throw new Error(problem);
  }
  const count = ahead + (commit ? 1 : 0);
  if (count === 0 && !destination.isNew) return "Nothing was pushed.";
  const to = `${destination.remote}/${destination.branch}`;
  tell(`Pushing ${branch} to ${to}`);
  const { problem } = await repository.push(branch, destination, signal);
  if (problem !== undefined) {
    const kept = commit ? " The commit is kept." : "";
    throw new Error(`${problem}${kept}`);
  }
  return `Pushed ${count} ${count === 1 ? "commit" : "commits"} to ${to}.`;
}

/** Whether what was pushed is what is applied now. */
async function arrival({ plan, desk, repository, signal }: Errand): Promise<string> {
  const [first] = plan.carrier.steps;
  const read = first && (await readObject(desk, first.kustomization, signal)).value;
  const revision = read && fluxState(read.object).revision;
  const head = (await repository.state()).value?.head;
  if (!first || revision === undefined) return "";
  const name = nameOf(first.kustomization);
  const said = `${name} applied ${shownRevision(revision)}`;
  return head !== undefined && !revision.includes(head)
    ? `${said}, which is not the commit that is checked out here.`
    : `${said}.`;
}

function stepWords({ object, phase, words }: ChainStep): string {
  const said = words ? `: ${oneLine(essence(words))}` : "";
  return `${nameOf(object)} ${PHASES[phase]}${said}`;
}

const PHASES: Readonly<Record<ChainStep["phase"], string>> = {
  planned: "comes later",
  started: "is reconciled",
  progress: "is reconciled",
  done: "is ready",
  skipped: "is left out",
  failed: "failed",
};

function progressWords({ canary, progress }: RolloutStep): string {
  if (progress.kind === "awaited") return `${canary.name} waits for Flagger`;
  return progress.kind === "running"
    ? `${canary.name} ${progress.words}`
    : `${canary.name} ${progress.result === "none" ? "not begun" : progress.result}`;
}

const endWords = ({ canary, progress }: RolloutStep): string =>
  `${canary.namespace ?? ""}/${canary.name} ${"words" in progress ? progress.words : ""}.`;
