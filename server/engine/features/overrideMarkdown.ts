import type { Location } from "../locate.ts";
import { type Node, at as nodeAt } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { nameOfRendering } from "../rendering.ts";
import { treeOf } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { changedObjects, entriesNaming } from "./changedObjects.ts";
import { lineOf } from "./lineOf.ts";
import { code, paragraphs, plain } from "./markdown.ts";
import { type Outcome, outcomesOf } from "./outcomes.ts";
import { SECRET_FIELDS } from "./secrets.ts";
import { shownValue } from "./shownValue.ts";
import { stepWords } from "./stepWords.ts";

/**
 * What overlays make of the field at the cursor, one line for builds that agree; in a patch, which objects it reaches.
 * `undefined` where builds leave it as it is. What Secrets hold is never shown.
 */
export function overrideMarkdown(workspace: Workspace, location: Location): string | undefined {
  const { resource, resourcePath } = location;
  if (!resource || resourcePath.length === 0 || resource.sealed) return undefined;
  const view = viewOf(workspace);
  const standing = standingOf(resource, view);
  if (standing === "patch") return reached(view, location);
  if (standing !== "object") return undefined;
  if (resource.kind === "Secret" && SECRET_FIELDS.includes(String(resourcePath[0]))) {
    return undefined;
  }
  const value = nodeAt(treeOf(resource), resourcePath);
  // What changed inside a map or list is told where it changed.
  const outcomes = outcomesOf(view, resource, resourcePath).filter(
    (it) => value?.kind === "scalar" || it.type !== "kept",
  );
  return told(workspace, view, outcomes);
}

function told(workspace: Workspace, view: View, outcomes: readonly Outcome[]): string | undefined {
  const builds = new Map<string, string[]>();
  for (const it of outcomes) {
    if (it.type === "kept" || !it.built.built) continue;
    const words = it.type === "removed" ? removed(view, it.by) : replaced(workspace, view, it);
    const name = nameOfRendering(it.built.built.rendering, view.roots);
    builds.set(words, [...(builds.get(words) ?? []), name]);
  }
  if (builds.size === 0) return undefined;
  const lines = [...builds].map(([words, names]) => {
    const isAll = names.length === outcomes.length && names.length > 1;
    const where = isAll ? `all ${names.length} builds` : listed(names);
    return `- in ${where}: ${words}`;
  });
  const more = lines.length > SHOWN ? [`- and ${lines.length - SHOWN} more`] : [];
  return paragraphs("Overlays change it", [...lines.slice(0, SHOWN), ...more].join("\n"));
}

const SHOWN = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).map(plain).join("; ");
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}

const NAMED = 3;

function removed(view: View, by: readonly Step[]): string {
  const [step] = by;
  if (!step) return "removed";
  if (by.length > 1) return `removed by one of ${by.length} patches`;
  return `removed by ${stepWords(step.by)} in ${plain(lineOf(view, step.place).text)}`;
}

function replaced(
  workspace: Workspace,
  view: View,
  { node, built }: Extract<Outcome, { readonly type: "replaced" }>,
): string {
  const step = node.from?.step;
  const place = placeOfNode(node);
  const where = place ? ` in ${plain(lineOf(view, place).text)}` : "";
  const value = valueIn(workspace, node, built.built?.rendering.id ?? "");
  return `${value}, set by ${step ? stepWords(step.by) : "another manifest"}${where}`;
}

function valueIn(workspace: Workspace, node: Node, build: string): string {
  if (node.kind !== "scalar") return "another value";
  const text = shownValue(workspace, node, build);
  return text === undefined ? "a value out of a Secret" : code(text);
}

/** The objects that the patch around the cursor changes. */
function reached(view: View, { resource }: Location): string | undefined {
  if (!resource) return undefined;
  const objects = entriesNaming(view, resource).flatMap((it) => changedObjects(view, it));
  const names = [...new Set(objects.map(({ name }) => plain(name)))];
  if (names.length === 0) return undefined;
  const shown = names.slice(0, SHOWN).join(", ");
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return `This patch changes ${shown}${more}.`;
}
