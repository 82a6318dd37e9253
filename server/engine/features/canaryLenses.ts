import { canaryIn } from "../canary/scenario/canaryIn.ts";
import { setupOf } from "../canary/scenario/setupOf.ts";
import { strategyWords } from "../canary/scenario/strategyWords.ts";
import { healthyEnding } from "../canary/scenario/summary.ts";
import type { Setup } from "../canary/setup.ts";
import { durationWords } from "../durationWords.ts";
import type { Resource } from "../resource.ts";
import { isCanary } from "../rules/flagger/requestMatch.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { CodeLens } from "./codeLens.ts";

/** On a Canary: its rollout in words, and the way to play it. */
export function canaryLenses(
  workspace: Workspace,
  resource: Resource,
  span: Span,
): readonly CodeLens[] {
  const view = viewOf(workspace);
  if (!isCanary(resource) || standingOf(resource, view) !== "object") return [];
  const { path, group, kind, name, namespace = "" } = resource;
  const asks = { about: "rollout", path, group, kind, name, namespace } as const;
  return [
    { span, title: rolloutTitle(resource, view), asks },
    { span, title: "Simulate", asks },
  ];
}

/** The rollout of a Canary in words, worked out by playing it. */
function rolloutTitle(resource: Resource, view: View): string {
  const built = view.builtFrom(resource);
  const titles = new Set(
    (built.length > 0 ? built : [resource]).map((it) => titleOf(setupOf(it, view).setup)),
  );
  const [first = ""] = titles;
  return titles.size > 1 ? `${first} (other builds differ)` : first;
}

/** `5 % → 50 % in 10 steps of 10 s, rolls back after 3 failed checks, at the earliest 130 s` */
function titleOf(setup: Setup): string {
  const { outcome, at, why, text } = healthyEnding(setup);
  if (outcome === "Succeeded") {
    return `${strategyWords(canaryIn(setup))}, at the earliest ${durationWords(at)}`;
  }
  const reason = why?.text ?? text;
  const because = reason === "" ? "" : `: ${reason.replace(/\.$/, "")}`;
  return outcome === "endless" ? `never ends${because}` : `never promoted${because}`;
}
