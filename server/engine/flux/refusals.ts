import { fieldOf } from "../kustomize/tree.ts";
import type { Mapping, Node } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import type { Applied } from "./applyOrder.ts";
import { conversionFault } from "./conversion.ts";
import { goTypeOf } from "./goType.ts";
import type { KindKnowledge } from "./kindKnowledge.ts";
import { metaText } from "./metadata.ts";
import { typeErrors } from "./typeErrors.ts";

/** Why the API server refuses an object, in the words of kustomize-controller. */
export interface Refusal {
  readonly message: string;
  readonly place: DocumentPlace | undefined;
}

/** The first reason that lies in the object itself; `undefined` where none is known (flux.md §2.7). */
export function refusalOf(object: Mapping, id: Applied, kinds: KindKnowledge): Refusal | undefined {
  const { group, kind, name, namespace } = id;
  const shown = [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
  if (namespace === "" && kinds.scopeOf(group, kind) === "Namespaced") {
    const message = `${shown} namespace not specified: the server could not find the requested resource`;
    return { message, place: placeOfNode(fieldOf(object, "metadata") ?? object) };
  }
  const found =
    managed(object) ??
    mistyped(object, id, kinds) ??
    inconvertible(object, id) ??
    claimed(object, id);
  return found && { ...found, message: `${shown} dry-run failed${found.message}` };
}

function managed(object: Mapping): Refusal | undefined {
  const fields = fieldOf(fieldOf(object, "metadata"), "managedFields");
  if (fields?.kind !== "sequence" || fields.items.length === 0) return undefined;
  return {
    message: " (BadRequest): metadata.managedFields must be nil",
    place: placeOfNode(fields),
  };
}

function mistyped(object: Mapping, id: Applied, kinds: KindKnowledge): Refusal | undefined {
  const { group, version } = id;
  const type = kinds.typeOf(group === "" ? version : `${group}/${version}`, id.kind);
  const errors = type ? typeErrors(object, type) : [];
  const [first] = errors;
  if (!first) return undefined;
  const told =
    errors.length === 1
      ? first.message
      : ["errors:", ...errors.map((it) => `  ${it.message}`)].join("\n");
  const message = `: failed to create typed patch object (${address(id)}; ${kindOf(id)}): ${told}`;
  return { message, place: first.place };
}

/** A value may be of the type that its field takes, and still be none that the structure of its kind can hold. */
function inconvertible(object: Mapping, id: Applied): Refusal | undefined {
  const { group, version, kind } = id;
  const structure = goTypeOf(group === "" ? version : `${group}/${version}`, kind);
  const fault = structure === undefined ? undefined : conversionFault(object, structure);
  if (!fault) return undefined;
  const into = `to proper version: unable to convert unstructured object to ${kindOf(id)}`;
  const message = `: failed to convert new object (${address(id)}; ${kindOf(id)}) ${into}: ${fault.message}`;
  return { message, place: fault.place };
}

/** Identities are the server's to give: one that the manifest brings belongs to no object there is. */
function claimed(object: Mapping, { group, kind, name }: Applied): Refusal | undefined {
  const node = fieldOf(fieldOf(object, "metadata"), "uid");
  const uid = metaText(object, "uid");
  if (uid === "") return undefined;
  const resource = `${plural(kind)}${group === "" ? "" : `.${group}`}`;
  const mismatch = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
  return {
    message: ` (Conflict): Operation cannot be fulfilled on ${resource} "${name}": ${mismatch}`,
    place: placeOfNode(node as Node),
  };
}

function plural(kind: string): string {
  const low = kind.toLowerCase();
  if (/(s|x|ch|sh)$/.test(low)) return low === "endpoints" ? low : `${low}es`;
  return /[^aeiou]y$/.test(low) ? `${low.slice(0, -1)}ies` : `${low}s`;
}

const address = ({ namespace, name }: Applied): string => `${namespace}/${name}`;
const kindOf = ({ group, version, kind }: Applied): string => `${group}/${version}, Kind=${kind}`;
