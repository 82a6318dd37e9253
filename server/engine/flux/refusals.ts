import { base64Bytes } from "../kustomize/base64.ts";
import { fieldOf } from "../kustomize/tree.ts";
import type { Mapping, Node } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import type { Applied } from "./applyOrder.ts";
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
    undecodable(object, id) ??
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

/** Data of Secrets must be base64. */
function undecodable(object: Mapping, id: Applied): Refusal | undefined {
  const field = BYTES[`${id.group}/${id.version} ${id.kind}`];
  const data = field === undefined ? undefined : fieldOf(object, field);
  if (data?.kind !== "mapping") return undefined;
  for (const { value } of data.entries) {
    const at = value?.kind === "scalar" ? illegalByte(value.text) : undefined;
    if (at === undefined) continue;
    const into = `to proper version: unable to convert unstructured object to ${kindOf(id)}`;
    const why = `error decoding from json: illegal base64 data at input byte ${at}`;
    const message = `: failed to convert new object (${address(id)}; ${kindOf(id)}) ${into}: ${why}`;
    return { message, place: placeOfNode(value) };
  }
  return undefined;
}

const BYTES: Readonly<Record<string, string>> = {
  "/v1 Secret": "data",
  "/v1 ConfigMap": "binaryData",
};

/** Where Go's decoder of base64 gives up. */
function illegalByte(text: string): number | undefined {
  if (base64Bytes(text)) return undefined;
  const letters = [...text].flatMap((it, index) => (/[\r\n]/.test(it) ? [] : [{ it, index }]));
  const strange = letters.find(({ it }) => !/[A-Za-z0-9+/]/.test(it));
  // A quantum of four that is cut short is told by its beginning.
  if (!strange) return letters[letters.length - (letters.length % 4)]?.index ?? text.length;
  if (strange.it !== "=") return strange.index;
  const within = letters.indexOf(strange) % 4;
  if (within < 2) return strange.index;
  const next = letters[letters.indexOf(strange) + 1];
  if (within === 2 && next?.it !== "=") return next?.index ?? text.length;
  return letters[letters.indexOf(strange) + (within === 2 ? 2 : 1)]?.index ?? text.length;
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
