import { chartFolder } from "../flux/chartFolder.ts";
import {
  type HelmLeaf,
  type HelmMap,
  type HelmSlot,
  type HelmStep,
  type HelmTree,
  slotAtPath,
} from "../flux/helmTree.ts";
import type { HelmSource, HelmValues } from "../flux/helmValues.ts";
import { isHelmRelease, releaseValues } from "../flux/releaseValues.ts";
import { isNull } from "../kustomize/scalars.ts";
import type { Location } from "../locate.ts";
import { type Node, type Path, samePath, startsWith } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { nameOfRendering } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { displayPath } from "./displayPath.ts";
import { lineOf } from "./lineOf.ts";
import { code, paragraphs, plain } from "./markdown.ts";
import { shownValue } from "./shownValue.ts";

/**
 * What a HelmRelease gives its chart, at `values`, at an entry of `valuesFrom`, and at a value; of a chart that is a
 * folder of the workspace, which. `undefined` elsewhere, and where there is nothing to add.
 */
export function helmMarkdown(workspace: Workspace, location: Location): string | undefined {
  const view = viewOf(workspace);
  const { resource, resourcePath: path } = location;
  if (!resource || !isHelmRelease(resource) || standingOf(resource, view) !== "object") {
    return undefined;
  }
  if (samePath(path, ["spec", "chart", "spec", "chart"])) return chartWords(view, resource);
  const say = sayerAt(path);
  if (!say) return undefined;
  const built = view.builtFrom(resource);
  const sayings = new Map<string, string[]>();
  const releases = built.length > 0 ? built : [resource];
  for (const release of releases) {
    const values = releaseValues(view, release);
    const teller = { workspace, view, build: release.built?.rendering.id ?? "" };
    const said = values && say(teller, values);
    const name = release.built ? nameOfRendering(release.built.rendering, view.roots) : "";
    if (said) sayings.set(said, [...(sayings.get(said) ?? []), name]);
  }
  return together(sayings, releases.length);
}

/** Builds that agree are told once. */
function together(
  sayings: ReadonlyMap<string, readonly string[]>,
  releases: number,
): string | undefined {
  const [only] = sayings;
  if (!only) return undefined;
  if (sayings.size === 1 && only[1].length === releases) return only[0];
  const shown = [...sayings].slice(0, SHOWN);
  const more = sayings.size > SHOWN ? `and ${sayings.size - SHOWN} more` : undefined;
  return paragraphs(
    ...shown.map(([said, names]) => `In ${names.slice(0, SHOWN).map(plain).join("; ")}: ${said}`),
    more,
  );
}

const SHOWN = 3;

function chartWords(view: View, resource: Resource): string | undefined {
  const folder = chartFolder(view, resource);
  return folder === undefined
    ? undefined
    : `The chart is the folder ${code(displayPath(view, folder))} of this workspace. Charts are not templated here, so what it makes is not known.`;
}

/** Who tells of one build. */
interface Teller {
  readonly workspace: Workspace;
  readonly view: View;
  readonly build: string;
}

type Say = (teller: Teller, values: HelmValues) => string | undefined;

function sayerAt(path: Path): Say | undefined {
  if (samePath(path, ["spec", "values"]) || samePath(path, ["spec", "valuesFrom"])) {
    return wholeWords;
  }
  if (startsWith(path, ["spec", "valuesFrom"])) {
    const index = Number(path[2]);
    return (teller, values) => entryWords(teller, values, index);
  }
  if (startsWith(path, ["spec", "values"])) {
    const below = path.slice(2);
    return (teller, values) => valueWords(teller, values, below);
  }
  return undefined;
}

/** All values, where anything besides `values` has a say. */
function wholeWords(teller: Teller, values: HelmValues): string | undefined {
  const others = values.sources.filter((it) => it.kind !== "values");
  if (others.length === 0) return undefined;
  const leaves = leavesOf(values.tree);
  const lines = leaves.slice(0, LISTED).map((it) => `- ${leafWords(teller, it)}`);
  if (leaves.length > LISTED) lines.push(`- and ${leaves.length - LISTED} more`);
  return paragraphs("The release gets", lines.join("\n"), doubtWords(others));
}

const LISTED = 20;

/** What one entry gives, and what of that is overridden. */
function entryWords(teller: Teller, values: HelmValues, index: number): string | undefined {
  const source = values.sources.find((it) => it.index === index);
  if (!source || source.state === "fault") return undefined;
  if (source.state === "open" && source.targetPath === "") return doubtWords([source]);
  const leaves = leavesOf(values.tree);
  const given = leaves.filter((it) => it.leaf.source === source);
  const lost = leaves.filter((it) => lowerOf(it.slot).some((leaf) => leaf.source === source));
  const gives = given.length === 0 ? undefined : `Gives ${pathsOf(given)}.`;
  const lines = lost
    .slice(0, SHOWN)
    .map((it) => `${code(shownStepsOf(it.path))} by ${sourceWords(teller, it.leaf)}`);
  const more = lost.length > SHOWN ? ` and ${lost.length - SHOWN} more` : "";
  const overridden = lost.length === 0 ? undefined : `Overridden: ${lines.join(", ")}${more}.`;
  return paragraphs(gives, overridden) || undefined;
}

function pathsOf(leaves: readonly Placed[]): string {
  const shown = leaves.slice(0, LISTED / 2).map((it) => code(shownStepsOf(it.path)));
  const more = leaves.length > shown.length ? ` and ${leaves.length - shown.length} more` : "";
  return shown.join(", ") + more;
}

/** A value that overrides another one, or is overridden. */
function valueWords(teller: Teller, values: HelmValues, path: Path): string | undefined {
  const slot = slotAtPath(values.tree, path);
  if (slot?.value.kind !== "leaf") return undefined;
  const leaf = slot.value;
  const below = lowerOf(slot);
  if (leaf.source.kind === "values" && below.length === 0) return undefined;
  return `The release gets ${leafWords(teller, { path, leaf, slot })}.`;
}

interface Placed {
  readonly path: readonly HelmStep[];
  readonly leaf: HelmLeaf;
  readonly slot: HelmSlot;
}

function leavesOf(tree: HelmMap): readonly Placed[] {
  const found: Placed[] = [];
  const visit = (slot: HelmSlot, path: readonly HelmStep[]): void => {
    const { value } = slot;
    if (value.kind === "leaf") found.push({ path, leaf: value, slot });
    const inner =
      value.kind === "leaf" ? [] : value.kind === "list" ? value.items.entries() : value.slots;
    for (const [step, it] of inner) visit(it, [...path, step]);
  };
  for (const [key, slot] of tree.slots) visit(slot, [key]);
  return found;
}

/** What stood at a place, newest first. */
function lowerOf(slot: HelmSlot): readonly HelmLeaf[] {
  const leaves: HelmLeaf[] = [];
  for (let it = slot.before; it; it = it.before) {
    const leaf = anyLeaf(it.value);
    if (leaf) leaves.push(leaf);
  }
  return leaves;
}

function anyLeaf(tree: HelmTree): HelmLeaf | undefined {
  if (tree.kind === "leaf") return tree;
  const slots = tree.kind === "map" ? [...tree.slots.values()] : tree.items;
  for (const it of slots) {
    const found = anyLeaf(it.value);
    if (found) return found;
  }
  return undefined;
}

/** `image.tag`: `2` from values (…:8), over `1` from ConfigMap base (…:12). */
function leafWords(teller: Teller, { path, leaf, slot }: Placed): string {
  const over = lowerOf(slot).map((it) => sourceWords(teller, it));
  const others = over.length === 0 ? "" : `, over ${over.join(", ")}`;
  return `${code(shownStepsOf(path))}: ${sourceWords(teller, leaf)}${others}`;
}

/** The value, and who gives it; of what comes out of a Secret just who. */
function sourceWords(teller: Teller, leaf: HelmLeaf): string {
  const { node, source } = leaf;
  const place = placeOfNode(node);
  const line = place ? ` (${plain(lineOf(teller.view, place).text)})` : "";
  if (source.kind === "Secret") return `a value from ${whoseWords(source)}${line}`;
  return `${textWords(teller, leaf)} from ${whoseWords(source)}${line}`;
}

function textWords({ workspace, view, build }: Teller, { node, source }: HelmLeaf): string {
  if (node?.kind !== "scalar") return "a value";
  const bySecrets = view
    .rendered(build)
    ?.substitution?.variables.sources.some((it) => it.kind === "Secret");
  if ([node, source.text].some((it) => isCarried(it, bySecrets ?? false))) return "a value";
  const text = shownValue(workspace, node, build);
  return text === undefined ? "a value" : code(isNull(node) ? "null" : text);
}

/** May a build have brought a part of the text from a Secret? */
function isCarried(node: Node | undefined, bySecrets: boolean): boolean {
  for (let it = node; it?.from; it = it.from.before) {
    const by = it.from.step?.by;
    if (by === "ReplacementTransformer" || by === "RefVarTransformer") return true;
    if (by === "Substitution" && bySecrets) return true;
  }
  return false;
}

const whoseWords = ({ kind, name }: HelmSource): string =>
  kind === "values" ? code("values") : plain(`${kind} ${name}`);

function doubtWords(sources: readonly HelmSource[]): string | undefined {
  const open = sources.filter((it) => it.state === "open").map(whoseWords);
  if (open.length === 0) return undefined;
  const names = [...new Set(open)];
  return `More may come from ${names.join(" and ")}, whose contents are not known here.`;
}

/** `image.tag`, `hosts[0]`. */
const shownStepsOf = (path: readonly HelmStep[]): string =>
  path.map((it, at) => (typeof it === "number" ? `[${it}]` : at === 0 ? it : `.${it}`)).join("");
