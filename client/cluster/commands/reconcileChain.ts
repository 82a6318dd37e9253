import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { plural } from "../../plural.ts";
import { chain } from "../api/chain.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { fluxState } from "../api/flux.ts";
import { nameOf } from "../api/kubeObject.ts";
import { duration } from "../documents/moments.ts";
import { oneLine } from "../documents/safeText.ts";
import { shownRevision } from "../tree/shownRevision.ts";
import { atDesk } from "./atDesk.ts";
import { boardLine, type ChainBoard, stepLine, withStep } from "./chainBoard.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { tellEnding } from "./tellEnding.ts";
import { verdictText } from "./verdictText.ts";
import { withProgress } from "./withProgress.ts";

/** Reconciles an object with its source, what it applies and what depends on these, one after the other. */
export const reconcileChain: ClusterCommand = atDesk(
  {
    title: "Reconcile Chain",
    accepts: ({ kind }) => kind === "Kustomization" || kind === "HelmRelease",
    nothing: "There is neither a Kustomization nor a HelmRelease in this cluster.",
  },
  async (parts, desk, objects) => {
    for (const root of objects) if (!(await chainOf(parts, desk, root))) return;
  },
);

/** @returns whether the next one may begin */
async function chainOf(parts: ClusterParts, desk: Desk, root: ObjectIdentity): Promise<boolean> {
  const name = oneLine(nameOf(root));
  const agreed = await parts.clusters.together(desk, {
    verbs: ["reconcile"],
    title: `Reconcile the chain of ${name}`,
    detail:
      "Its source, itself, the Kustomizations and HelmReleases that it applies, and what depends on any of these: each one only when what it depends on is ready. Stops at the first failure.",
  });
  if (!agreed) return false;
  const began = desk.time.now();
  let board: ChainBoard = new Map();
  const { verdict, done } = await withProgress(`Reconcile Chain of ${name}`, (report, signal) =>
    chain(
      agreed,
      root,
      {},
      (step) => {
        board = withStep(board, step);
        report(boardLine(board));
        const line = stepLine(step);
        if (line) parts.log.info(line);
      },
      signal,
    ),
  );
  const took = desk.time.now() - began;
  const failed = [...board.values()].find(({ phase }) => phase === "failed")?.object;
  if (verdict.kind === "ready") {
    const { value } = await readObject(desk, root, new AbortController().signal);
    const revision = value && fluxState(value.object).revision;
    const at = revision ? ` at ${oneLine(shownRevision(revision))}` : "";
    const sentence = `The chain of ${name} is ready${at}: ${plural(done.length, "object")} in ${duration(took)}.`;
    await tellEnding(parts, desk, root, { mood: "well", sentence });
    return true;
  }
  const at = failed ?? root;
  const ending = verdictText(at, verdict, took);
  const before = `The chain of ${name} stopped after ${plural(done.length, "object")}. `;
  await tellEnding(parts, desk, at, {
    mood: ending.mood,
    sentence: before + ending.sentence,
    ...(ending.head === undefined ? {} : { head: before + ending.head }),
  });
  return false;
}
