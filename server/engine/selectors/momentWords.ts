import type { MomentName } from "../../../protocol/selectors.ts";
import type { Routes } from "../canary/routing.ts";
import { canaryIn } from "../canary/scenario/canaryIn.ts";
import type { Setup } from "../canary/setup.ts";
import { strategyOf } from "../canary/strategyOf.ts";
import { sharesOf } from "./ways.ts";

/** What a moment of a rollout shows, in one or two sentences. */
export function momentWords(name: MomentName, setup: Setup, routes: Routes | undefined): string {
  const { target, service } = canaryIn(setup).spec;
  const primary = `${target.name}-primary`;
  const isWorkload = target.kind !== "Service";
  switch (name) {
    case "git":
      return "What the files say, before Flagger has run for the first time.";
    case "before":
      return isWorkload
        ? `At rest, Service ${service.apex} leads to the pods of ${primary}, the copy that Flagger makes. ${target.kind} ${target.name} has no pods until there is something new.`
        : `At rest, all traffic goes to ${primary}, the copy that Flagger makes.`;
    case "during":
      return `Pods of both revisions run. ${duringWords(setup, routes)}`;
    case "after":
      return isWorkload
        ? `The new revision has been copied to ${primary}, and ${target.name} has no pods again. A roll-back ends here, too, with the old revision in ${primary}.`
        : `The new revision has been copied to ${primary}. A roll-back ends here, too, with the old one.`;
  }
}

function duringWords(setup: Setup, routes: Routes | undefined): string {
  const { target, service, analysis } = canaryIn(setup).spec;
  const shares = sharesOf(setup, routes);
  const primary = `${target.name}-primary`;
  if (!shares) {
    return `Users stay with ${primary}; only tests that call ${service.apex}-canary reach the new revision in ${target.name}.`;
  }
  if (routes?.mirrored) return `Users stay with ${primary}; ${target.name} gets copies.`;
  if (analysis && strategyOf(analysis) === "ab-testing" && (routes?.canary ?? 0) > 0) {
    return `Requests that match go to the new revision in ${target.name}, the rest to ${primary}.`;
  }
  if (routes?.canary === 0)
    return `Users stay with ${primary} while the pods of ${target.name} start.`;
  return `${shares.canary} of the traffic goes to the new revision in ${target.name}, ${shares.primary} to ${primary}.`;
}
