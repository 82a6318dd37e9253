import { isKustomizationFile, KUSTOMIZE } from "../identity.ts";
import { at, itemsOf, textOf } from "../node.ts";
import { dirname, isInside, join, relative } from "../path.ts";
import type { PathTarget } from "../references/row.ts";
import { resourcesOf } from "../resource.ts";
import { foldersOf } from "../sources.ts";
import { kustomizationFilesIn } from "../targets.ts";
import type { View } from "../view.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import type { Named } from "./completionNamed.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";

/** Files and folders that fit the field, as they would be written there. */
export function pathItems(
  view: View,
  slot: Slot,
  named: Named,
  target: PathTarget,
): readonly CompletionItem[] {
  const { resource, hole } = slot;
  if (!resource) return [];
  const prefix = target.keyed ? (/^[^=]*=/.exec(hole.typed)?.[0] ?? "") : "";
  const typed = hole.typed.slice(prefix.length);
  const bases = target.base === "file" ? [dirname(resource.path)] : foldersFrom(view, slot, target);
  const taken = new Set(listed(slot, named).map((it) => join(dirname(resource.path), it)));
  const out: CompletionItem[] = [];
  for (const base of bases) {
    for (const { path, group } of candidates(view, base, typed, slot, target)) {
      if (taken.has(path)) continue;
      const text = prefix + written(base, path, typed, target);
      out.push(item(view, slot, text, path, orderOf(group, out.length)));
    }
  }
  return out;
}

/** The folders that a path from the root of a source counts from. */
function foldersFrom(view: View, { resource, root }: Slot, target: PathTarget): readonly string[] {
  if (!resource) return [];
  const from = target.base === "applied" ? (textOf(at(root, ["spec", "path"])) ?? ".") : ".";
  return foldersOf(view, resource, from, target.sourceAt);
}

const listed = ({ root }: Slot, { base }: Named): readonly string[] =>
  typeof base.at(-1) === "number"
    ? itemsOf(at(root, base.slice(0, -1))).flatMap((it) => textOf(it) ?? [])
    : [];

interface Candidate {
  readonly path: string;
  /** Nearer ones come first. */
  readonly group: number;
}

function* candidates(
  view: View,
  base: string,
  typed: string,
  slot: Slot,
  target: PathTarget,
): Generator<Candidate> {
  const home = dirname(slot.resource?.path ?? "");
  const seen = new Set<string>();
  for (const { folder, depth, group } of startsOf(base, typed, home, target)) {
    for (const path of below(view, folder, depth, { left: 150 })) {
      if (seen.has(path) || !fits(view, path, home, target)) continue;
      seen.add(path);
      yield { path, group };
    }
  }
}

interface Start {
  readonly folder: string;
  readonly depth: number;
  readonly group: number;
}

/** Where to look: in the folder typed so far, in that of the file, and for what overlays share, above it. */
function startsOf(base: string, typed: string, home: string, target: PathTarget): readonly Start[] {
  const folder = join(base, typed.slice(0, typed.lastIndexOf("/") + 1));
  const starts: Start[] = [{ folder, depth: 2, group: 1 }];
  if (target.base !== "file") {
    if (isInside(home, base)) starts.unshift({ folder: home, depth: 3, group: 0 });
    return starts;
  }
  const isShared = target.to === "kustomization-or-file" || target.to === "component";
  if (!isShared || typed.replace(/^[./]+/, "") !== "") return starts;
  const parent = dirname(home);
  const grandparent = dirname(parent);
  if (parent !== home) starts.push({ folder: parent, depth: 0, group: 2 });
  if (grandparent !== parent) starts.push({ folder: grandparent, depth: 1, group: 2 });
  return starts;
}

/** Everything in a folder, and in its folders down to a depth; what starts with a dot is left out. */
function* below(
  view: View,
  folder: string,
  depth: number,
  budget: { left: number },
): Generator<string> {
  for (const name of view.folder(folder)) {
    if (name.startsWith(".") || name === "node_modules") continue;
    if (budget.left-- <= 0) return;
    const path = join(folder, name);
    yield path;
    if (depth > 0 && !view.exists(path)) yield* below(view, path, depth - 1, budget);
  }
}

function fits(view: View, path: string, home: string, target: PathTarget): boolean {
  if (view.exists(path))
    return target.to !== "folder" && target.to !== "component" && isFileFor(view, path, target);
  if (target.to === "file") return false;
  if (target.to === "folder") return holdsManifests(view, path);
  // What contains the file itself would build itself.
  if (isInside(home, path)) return false;
  const kind = kustomizationKind(view, path);
  return target.to === "component" ? kind === "Component" : kind === "Kustomization";
}

function isFileFor(view: View, path: string, { role, to }: PathTarget): boolean {
  if (isKustomizationFile(path)) return false;
  if (role === "data") return true;
  if (!/\.(ya?ml|json)$/.test(path)) return false;
  if (role === "configuration" && to === "file") return true;
  const resources =
    view.file(path)?.documents.flatMap((it) => resourcesOf(it.document, path)) ?? [];
  if (role === "patch") return !isListed(view, path) && !path.includes("kustomizeconfig");
  return resources.length > 0 && !isListed(view, path, "patch");
}

/** Does a kustomization of the same folder name the file already, as a patch or as a resource? */
function isListed(view: View, path: string, role = "resource"): boolean {
  return view
    .listersOf(path)
    .some(
      ({ resource, reference: { row } }) =>
        dirname(resource.path) === dirname(path) &&
        row.target.type === "path" &&
        row.target.role === role,
    );
}

function kustomizationKind(view: View, folder: string): string | undefined {
  const [file] = kustomizationFilesIn(view, folder);
  if (file === undefined) return undefined;
  const documents = view.file(file)?.documents ?? [];
  const own = documents.flatMap((it) => resourcesOf(it.document, file));
  return own.find((it) => it.group === KUSTOMIZE)?.kind ?? "Kustomization";
}

/** A folder that Flux can apply: with a kustomization, or with YAML somewhere near. */
function holdsManifests(view: View, folder: string, depth = 2): boolean {
  const names = view.folder(folder);
  if (names.some((it) => /\.ya?ml$/.test(it))) return true;
  return depth > 0 && names.some((it) => holdsManifests(view, join(folder, it), depth - 1));
}

/** As people write it: `./apps` from the root of a source, bare beside the file. */
function written(base: string, path: string, typed: string, target: PathTarget): string {
  const bare = relative(base, path);
  if (target.base === "file")
    return typed.startsWith("./") && !bare.startsWith("..") ? `./${bare}` : bare;
  return typed !== "" && !typed.startsWith(".") ? bare : `./${bare}`;
}

const item = (
  view: View,
  slot: Slot,
  text: string,
  path: string,
  order: string,
): CompletionItem => ({
  label: text,
  kind: view.exists(path) ? "file" : "folder",
  text: literal(writtenIn(slot, text)),
  order,
});
