import type { Node, Path, Scalar, Step } from "../node.ts";
import { nameOfRendering } from "../rendering.ts";
import { type Resource, treeOf } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { InlayHint } from "./inlayHints.ts";
import { type Outcome, outcomesOf } from "./outcomes.ts";
import { shownValue } from "./shownValue.ts";

/**
 * Behind images and replicas that overlays replace, and texts with variables, what they become: `→ 0.8.0`. Nothing
 * where builds differ too much to be told in a word, and nothing of what Secrets hold.
 */
export function overrideHints(workspace: Workspace, resource: Resource): readonly InlayHint[] {
  const view = viewOf(workspace);
  if (!MAY_CHANGE.test(resource.document.text) || resource.sealed) return [];
  if (resource.kind === "Secret" || standingOf(resource, view) !== "object") return [];
  const count = view.builtFrom(resource).length;
  if (count === 0 || count > MOST_BUILDS) return [];
  return [...changeable(treeOf(resource), [])].flatMap(
    (it) => hintFor(workspace, view, resource, it) ?? [],
  );
}

/** Hints are asked for with every scroll, and each build may have to be made again. */
const MOST_BUILDS = 20;

const MAY_CHANGE = /image:|replicas:|\$\{/;

interface Changeable {
  readonly scalar: Scalar;
  readonly path: Path;
}

/** Values of one line that people change from outside. */
function* changeable(node: Node | undefined, path: readonly Step[]): Generator<Changeable> {
  if (node?.kind === "scalar") {
    const isKnown = path.at(-1) === "image" || path.at(-1) === "replicas";
    const isShort = node.style !== "literal" && node.style !== "folded";
    if (isShort && (isKnown || node.text.includes("${"))) yield { scalar: node, path };
  }
  if (node?.kind === "mapping") {
    for (const { key, value } of node.entries) yield* changeable(value, [...path, key.text]);
  }
  if (node?.kind === "sequence") {
    for (const [index, item] of node.items.entries()) yield* changeable(item, [...path, index]);
  }
}

function hintFor(
  workspace: Workspace,
  view: View,
  resource: Resource,
  { scalar, path }: Changeable,
): InlayHint | undefined {
  const outcomes = outcomesOf(view, resource, path);
  const values = new Map<string, string[]>();
  for (const it of outcomes) {
    if (it.type !== "replaced") continue;
    const value = shortValue(workspace, it);
    if (value === undefined) return undefined;
    const { built } = it.built;
    const name = built ? nameOfRendering(built.rendering, view.roots) : "";
    values.set(value, [...(values.get(value) ?? []), name]);
  }
  const isVariable = scalar.text.includes("${");
  if (values.size === 0 || values.size > (isVariable ? 1 : MOST)) return undefined;
  const label = [...values.keys()].map((it) => shortened(it, scalar.text)).join(" or ");
  const tooltip = [...values].map(([value, names]) => `${value} in ${names.join("; ")}`).join("\n");
  return { offset: scalar.span.end, label: `→ ${label}`, tooltip };
}

/** More values than that are for the hover to tell. */
const MOST = 2;

function shortValue(
  workspace: Workspace,
  { node, built }: Extract<Outcome, { readonly type: "replaced" }>,
): string | undefined {
  if (node.kind !== "scalar" || node.text.length > LONGEST || node.text.includes("\n")) {
    return undefined;
  }
  return shownValue(workspace, node, built.built?.rendering.id ?? "");
}

const LONGEST = 80;

/** Of an image that keeps its name, the tag alone. */
function shortened(value: string, written: string): string {
  const [name, tag] = splitTag(value);
  const [oldName, oldTag] = splitTag(written);
  return tag !== "" && oldTag !== "" && name === oldName ? tag : value;
}

function splitTag(image: string): readonly [string, string] {
  const colon = image.indexOf(":", Math.max(image.lastIndexOf("/"), 0));
  return colon < 0 ? [image, ""] : [image.slice(0, colon), image.slice(colon + 1)];
}
