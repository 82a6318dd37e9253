import { builtResource } from "./builtResource.ts";
import {
  type BuiltTables,
  documentKey,
  factsOfRendering,
  type Remark,
  type RenderingFacts,
  withRenderings,
} from "./builtTables.ts";
import { fluxMakers } from "./flux/clusters.ts";
import { isKustomizationFile, KUSTOMIZE } from "./identity.ts";
import { build } from "./kustomize/build.ts";
import type { BuiltObject } from "./kustomize/built.ts";
import { idOf } from "./kustomize/id.ts";
import {
  filesRead,
  pathsAsked,
  type Reader,
  readerOf,
  release,
  sweep,
} from "./kustomize/memory.ts";
import { listOf } from "./listMap.ts";
import type { Node } from "./node.ts";
import { dirname } from "./path.ts";
import { reachOf } from "./reach.ts";
import type { Rendering, RenderingName } from "./rendering.ts";
import type { Resource } from "./resource.ts";
import { keepAnswers, type View, viewOf } from "./view.ts";
import type { Builder, Maker, Touched, Workspace } from "./workspace.ts";
import { workspaceFiles } from "./workspaceFiles.ts";

/**
 * Builds what a change concerns and brings the tables up to date. Yields after each build, so that others get their
 * turn; what it has built by then is not lost when somebody else begins anew.
 */
export function* rebuild(
  workspace: Workspace,
  concern: "contents" | "builds" = "builds",
): Generator<undefined, Rebuilt> {
  const { builder } = workspace;
  const reader = readerOf(workspaceFiles(workspace), builder.memory);
  builder.reader = reader;
  const again = concern === "contents" ? yield* remade(workspace, reader) : undefined;
  const renderings = again ?? (yield* allMade(workspace, reader));
  builder.asked = pathsAsked(builder.memory);
  const { tables, keys, documents, ids } = withRenderings(workspace.built, renderings);
  const after = tables === workspace.built ? workspace : { ...workspace, built: tables };
  if (after !== workspace) keepAnswers(workspace, after, keys);
  return {
    workspace: after,
    touched: { keys, documents, added: [], removed: [], paths: new Set() },
    ids,
    unread: [...renderings.values()].flatMap((it) => it.error?.unread ?? []),
  };
}

function* allMade(
  workspace: Workspace,
  reader: Reader,
): Generator<undefined, ReadonlyMap<string, RenderingFacts>> {
  const { builder } = workspace;
  const renderings = new Map<string, RenderingFacts>();
  for (const maker of makersIn(workspace, reader)) {
    if (maker) builder.makers.set(maker.name.id, maker);
    if (maker) renderings.set(maker.name.id, factsAt(workspace.built, builder, reader, maker));
    release(builder.memory, KEPT);
    yield;
  }
  sweep(builder.memory, workspaceFiles(workspace));
  for (const id of builder.makers.keys()) if (!renderings.has(id)) builder.makers.delete(id);
  return renderings;
}

/**
 * The same builds as last time, from other contents; `undefined` where one of them gives something by which others are
 * made, so that they may not be the same.
 */
function* remade(
  { builder, built }: Workspace,
  reader: Reader,
): Generator<undefined, ReadonlyMap<string, RenderingFacts> | undefined> {
  const renderings = new Map<string, RenderingFacts>();
  for (const [id, maker] of builder.makers) {
    const facts = factsAt(built, builder, reader, maker);
    const before = built.renderings.get(id);
    if (before !== facts && decidedBy(before) !== decidedBy(facts)) return undefined;
    renderings.set(id, facts);
    release(builder.memory, KEPT);
    yield;
  }
  return renderings;
}

/** What other builds depend on: Kustomizations, sources, values, flags of controllers. */
const decidedBy = (facts: RenderingFacts | undefined): string =>
  (facts?.resources ?? [])
    .flatMap(({ group, kind, namespace, name }, index) =>
      DECIDING.some((it) => `kind ${group}|${kind}`.startsWith(it)) ||
      name === "kustomize-controller"
        ? [`${group}|${kind} ${namespace}/${name} ${facts?.fingerprints[index]}`]
        : [],
    )
    .join("\n");

/**
 * What a change may do to builds: nothing, as most keystrokes in a file that none reads; `contents`: the same builds may
 * give something else; `builds`: there may be others.
 */
export function concernOf(
  { builder }: Workspace,
  { keys, paths }: Touched,
): "contents" | "builds" | undefined {
  for (const key of keys) if (DECIDING.some((it) => key.startsWith(it))) return "builds";
  for (const path of paths) if (builder.asked.has(path)) return "contents";
  return undefined;
}

/** Questions that decide which builds there are, and what they are given besides files. */
const DECIDING = [
  "exists ",
  "kind kustomize.",
  "kind source.",
  "kind |ConfigMap",
  "kind |Secret",
  "kind apiextensions.k8s.io|",
  "named apps|Deployment|kustomize-controller",
  "fact makes |",
  "fact sync",
  "fact instance",
];

export interface Rebuilt {
  readonly workspace: Workspace;
  readonly touched: Touched;
  /** Of the builds that give something else now, or are no more. */
  readonly ids: readonly string[];
  /** Files that builds need and nobody has read yet. */
  readonly unread: readonly string[];
}

/** How many objects keep their trees; more are built again when somebody looks closer. */
const KEPT = 3000;

/** `rebuild` without a pause. */
export function rebuilt(workspace: Workspace, concern?: "contents" | "builds"): Rebuilt {
  const turns = rebuild(workspace, concern);
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
  }
}

/** Every build of the workspace, by name. */
export const renderingsOf = (workspace: Workspace): readonly RenderingName[] =>
  [...workspace.built.renderings.values()].map((it) => it.name);

/** The builds that a file goes into, or that start at a folder. */
export function renderingsFrom(workspace: Workspace, path: string): readonly RenderingName[] {
  const reading = listOf(workspace.built.readers, path);
  const starting = renderingsOf(workspace).filter((it) => it.folder === path);
  const ids = new Set([...reading, ...starting.map((it) => it.id)]);
  return renderingsOf(workspace).filter((it) => ids.has(it.id));
}

/** One build with its trees; also of a folder that other builds take up. `undefined` when there is no such build. */
export function rendering(workspace: Workspace, id: string): Rendering | undefined {
  const reader = readerOf(workspaceFiles(workspace), workspace.builder.memory);
  const maker = makerOf(workspace, reader, id);
  return maker && made(reader, maker).rendering;
}

function makerOf(workspace: Workspace, reader: Reader, id: string): Maker | undefined {
  if (id.startsWith(PLAIN)) {
    const folder = id.slice(PLAIN.length);
    return reader.folder(folder) && plainMaker(folder);
  }
  for (const maker of makersIn(workspace, reader)) if (maker?.name.id === id) return maker;
  return undefined;
}

/** Pauses where it has looked at something that is not built by itself. */
function* makersIn(workspace: Workspace, reader: Reader): Generator<Maker | undefined> {
  const view = viewOf(workspace);
  yield* fluxMakers(workspace, reader, true);
  for (const it of view.ofKind(KUSTOMIZE, "Kustomization")) {
    yield isTop(it, view) ? plainMaker(dirname(it.path)) : undefined;
  }
}

/** A kustomization file whose folder nothing else takes up, but for those that it takes up itself. */
function isTop(it: Resource, view: View): boolean {
  if (!isKustomizationFile(it.path) || it.at.length > 0) return false;
  const { kustomizations, fluxKustomizations } = reachOf(it, view);
  if (fluxKustomizations.length > 0) return false;
  return kustomizations.length === 0 || isFirstInCircle(it, kustomizations, view);
}

/** Of kustomizations that only include one another, one has to be built for somebody to say so. */
function isFirstInCircle(it: Resource, leading: readonly Resource[], view: View): boolean {
  return leading.every(
    (other) =>
      it.path <= other.path &&
      reachOf(other, view).kustomizations.some(({ path }) => path === it.path),
  );
}

const PLAIN = "kustomize ";

const plainMaker = (folder: string): Maker => ({
  name: { id: PLAIN + folder, cluster: undefined, kustomization: undefined, folder },
  version: "",
  // Flux reads anywhere in a source, and people give kustomize leave to.
  make: (reader) => build({ folder, reader, restrict: "none", lenient: true }),
});

interface Made {
  readonly rendering: Rendering;
  readonly byKey: ReadonlyMap<string, BuiltObject>;
}

const pieceOf = ({ name, version }: Maker): string => `rendering ${name.id} ${version}`;

const made = (reader: Reader, maker: Maker): Made =>
  reader.remember(
    pieceOf(maker),
    (it) => {
      const rendering = { ...maker.make(it), name: maker.name };
      return { rendering, byKey: new Map(rendering.objects.map((it) => [keyOf(it), it])) };
    },
    ({ rendering }) => rendering.objects.length,
  );

/** Tells the objects of one build apart. */
function keyOf(object: BuiltObject): string {
  const { group, kind, name, namespace } = idOf(object);
  const { document, at } = object.began;
  return `${documentKey(document)} ${at.join("/")} ${group} ${kind} ${namespace} ${name}`;
}

function factsAt(
  before: BuiltTables,
  builder: Builder,
  reader: Reader,
  maker: Maker,
): RenderingFacts {
  const { id } = maker.name;
  return reader.remember(`facts of ${pieceOf(maker)}`, (inner) => {
    const { rendering } = made(inner, maker);
    // A component that nobody has read may have changed any of them.
    const isGuessed = rendering.notes.some(({ code }) => code === "remote-component");
    const objects = isGuessed ? [] : rendering.objects;
    const resources = objects.map((it) =>
      builtResource(it, rendering.name, treeLater(builder, id, keyOf(it))),
    );
    const old = before.renderings.get(id);
    const asked = filesRead(builder.memory, pieceOf(maker));
    const facts = {
      name: rendering.name,
      version: maker.version,
      substitution: old?.version === maker.version ? old.substitution : rendering.substitution,
      resources,
      remarks: remarksOf(rendering),
      error: rendering.error,
      complete: !rendering.notes.some(leavesOut),
      reads: readsOf(rendering, asked),
      parts: new Set([...asked].filter(isKustomizationFile)),
    };
    const trees = objects.map((it) => it.node);
    return factsOfRendering(facts, trees, old);
  });
}

/** Made here, as a function keeps all that is known where it is made: there, that would be the builds before. */
const treeLater = (builder: Builder, id: string, key: string) => () => treeAt(builder, id, key);

/** The tree as it is now; made again where it was let go. */
function treeAt({ reader, makers }: Builder, id: string, key: string): Node | undefined {
  const maker = makers.get(id);
  return reader && maker && made(reader, maker).byKey.get(key)?.node;
}

/** The files that its objects come from, and its kustomization files; all that it asked for where it fails. */
function readsOf({ objects, error }: Rendering, asked: ReadonlySet<string>): readonly string[] {
  if (error) return [...asked];
  const paths = new Set([...asked].filter(isKustomizationFile));
  for (const { node, began, steps } of objects) {
    paths.add(began.path);
    for (const { place } of steps) paths.add(place.path);
    collectPaths(node, paths);
  }
  return [...paths];
}

function collectPaths(node: Node | undefined, paths: Set<string>): void {
  if (!node) return;
  for (let it: Node | undefined = node; it?.from; it = it.from.before) paths.add(it.from.path);
  if (node.kind === "mapping") for (const { value } of node.entries) collectPaths(value, paths);
  if (node.kind === "sequence") for (const item of node.items) collectPaths(item, paths);
}

function remarksOf({ name, error, notes }: Rendering): readonly Remark[] {
  const remarks = notes.map((note): Remark => ({ rendering: name, fails: false, note }));
  // That a path leads nowhere, a rule of its own tells, which knows how sure that is.
  if (!error?.place || error.message.startsWith("kustomization path not found")) return remarks;
  const { message, place, explanation } = error;
  const note = { code: "build-fails", message, ...explanation, place } as const;
  return [...remarks, { rendering: name, fails: true, note }];
}

const leavesOut = ({ code }: { readonly code: string }): boolean =>
  code.startsWith("remote-") || code === "helm-chart";
