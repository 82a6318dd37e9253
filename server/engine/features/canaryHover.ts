import { canaryIn } from "../canary/scenario/canaryIn.ts";
import { setupOf } from "../canary/scenario/setupOf.ts";
import { summary } from "../canary/scenario/summary.ts";
import type { Location } from "../locate.ts";
import { nameOfRendering } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import { isCanary } from "../rules/flagger/requestMatch.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { type RolloutField, rolloutWords } from "./canaryWords.ts";
import { code, paragraphs } from "./markdown.ts";

/**
 * What a field of a Canary does to this very rollout, with its numbers; `undefined` where there is nothing to add to what
 * the field is. Builds that differ are told apart.
 */
export function canaryHover(workspace: Workspace, location: Location): string | undefined {
  const view = viewOf(workspace);
  const { resource, resourcePath: path } = location;
  if (!resource || !isCanary(resource) || path[0] !== "spec") return undefined;
  if (standingOf(resource, view) !== "object") return undefined;
  const words = rolloutWords(path);
  if (!words) return undefined;
  const built = view.builtFrom(resource);
  const said = new Map<string, string[]>();
  for (const canary of built.length > 0 ? built : [resource]) {
    const sentence = words(fieldOf(canary, view, path));
    const build = canary.built ? nameOfRendering(canary.built.rendering, view.roots) : "";
    if (sentence) said.set(sentence, [...(said.get(sentence) ?? []), build]);
  }
  if (said.size <= 1) return [...said.keys()][0];
  const shown = [...said].slice(0, SHOWN);
  return paragraphs(...shown.map(([sentence, [build = ""]]) => `In ${code(build)}: ${sentence}`));
}

const SHOWN = 3;

function fieldOf(canary: Resource, view: View, path: RolloutField["path"]): RolloutField {
  const { setup } = setupOf(canary, view);
  return { path, canary: canaryIn(setup), summary: summary(setup), flags: setup.flags };
}
