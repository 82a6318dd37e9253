import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { idsOf, printKind, type ResId, sameId, sameKind, splitApiVersion } from "./id.ts";
import type { Kustomization } from "./kustomization.ts";
import { scalarAt, type VarEntry } from "./kustomizationEntries.ts";
import { stop, within } from "./stop.ts";
import type { State } from "./target.ts";

/** A name that stands for the text of a field of some object (kustomize.md §19). */
export interface Var {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly object: string;
  readonly namespace: string;
  readonly fieldPath: string;
  readonly node: Node;
}

/** All vars of a build so far, by name. */
export type VarSet = ReadonlyMap<string, Var>;

/** Marks the objects that the vars of a kustomization read from, and adds the vars to those known. */
export function registerVars(state: State, { vars }: Kustomization): void {
  if (vars.length === 0) return;
  const read = vars.map(varOf);
  within(`merging vars [${read.map(({ asWritten }) => asWritten).join(" ")}]: `, () => {
    for (const it of read) mark(state, it);
    for (const it of read) state.vars = added(state.vars, it);
  });
}

/** Both; a name may stand for one thing only. */
export function mergeVarSets(known: VarSet, more: VarSet): VarSet {
  let out = known;
  for (const it of more.values()) out = added(out, it);
  return out;
}

/** As kustomize prints a var. */
export const printVar = (it: Var): string => `{${it.name} ${printKind(it)} {${it.fieldPath}}}`;

function added(known: VarSet, it: Var): VarSet {
  if (known.has(it.name)) stop(`var '${it.name}' already encountered`, placeOfNode(it.node));
  const fieldPath = it.fieldPath || "metadata.name";
  return new Map(known).set(it.name, { ...it, fieldPath });
}

function varOf({ name, objref, fieldPath: path, node }: VarEntry): Var & Written {
  const said = (field: string) => (objref && scalarAt(objref, field)?.text) ?? "";
  const kinds = { group: said("group"), version: said("version"), kind: said("kind") };
  const apiVersion = said("apiVersion");
  const parts = apiVersion.split("/").length;
  const fieldPath = path?.text ?? "";
  const text = name?.text ?? "";
  return {
    name: text,
    ...kinds,
    ...(apiVersion !== "" && parts === 1 && { version: apiVersion }),
    ...(parts === 2 && splitApiVersion(apiVersion)),
    object: said("name"),
    namespace: said("namespace"),
    fieldPath,
    node,
    asWritten: `{${text} ${printKind(kinds)} {${fieldPath}}}`,
  };
}

interface Written {
  readonly asWritten: string;
}

function mark(state: State, it: Var) {
  const objects = state.objects.all();
  const id: ResId = { ...it, name: it.object, clusterScoped: false };
  const matches = (other: ResId) =>
    it.namespace === "" ? other.name === id.name && sameKind(other, id) : sameId(other, id);
  const found = objects.flatMap((object, index) => (idsOf(object).some(matches) ? [index] : []));
  if (found.length > 1) {
    stop(
      `found ${found.length} resId matches for var ${printVar(it)} (unable to disambiguate)`,
      placeOfNode(it.node),
    );
  }
  const [position] = found;
  const object = position === undefined ? undefined : objects[position];
  if (position === undefined || !object) return;
  const vars = [...(object.track.vars ?? []), it.name];
  state.objects.replace(objects.with(position, { ...object, track: { ...object.track, vars } }));
}
