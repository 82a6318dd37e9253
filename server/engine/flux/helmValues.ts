import { lenientText } from "../bytes.ts";
import { base64Bytes } from "../kustomize/base64.ts";
import { nodeOfText } from "../kustomize/readObjects.ts";
import { isNull, plainNode, scalarText, stringNode } from "../kustomize/scalars.ts";
import { attempt } from "../kustomize/stop.ts";
import { causeOf, fieldOf } from "../kustomize/tree.ts";
import { itemsOf, type Mapping, type Node, type Scalar, scalarOf } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import {
  emptyMap,
  type HelmMap,
  type HelmTree,
  helmPath,
  mergedMaps,
  nodeOf,
  treeFrom,
  withValueAt,
} from "./helmTree.ts";
import type { FindValues } from "./variables.ts";

/** The values that a HelmRelease gives its chart (flux.md §5.2): those of `valuesFrom` in order, `values` on top. */
export interface HelmValues {
  /** Every value stands where it was last given. */
  readonly values: Mapping;
  /** The same, with who gives each value, and what it overrides. */
  readonly tree: HelmMap;
  /** Those of `valuesFrom` in order, then `values` where it is written. */
  readonly sources: readonly HelmSource[];
  /** References that could not be followed; helm-controller stops at the first. */
  readonly faults: readonly HelmValuesFault[];
  /** Some values are encrypted, or only in the cluster: what is missing here may be there. */
  readonly open: boolean;
}

/** Who gives values. */
export interface HelmSource {
  readonly kind: "ConfigMap" | "Secret" | "values";
  /** Of the object; "" for `values`. */
  readonly name: string;
  /** In the data of the object. */
  readonly key: string;
  /** Where its text is put; "" where it is a whole map. */
  readonly targetPath: string;
  /** The entry of `valuesFrom`, or what `values` says. */
  readonly node: Node;
  /** Place of the entry in `valuesFrom`. */
  readonly index: number;
  /** `open`: what it gives is encrypted, or only in the cluster; `absent`: it gives nothing, and need not. */
  readonly state: "known" | "open" | "absent" | "fault";
  /** What the object says under the key. */
  readonly text?: Scalar;
}

export interface HelmValuesFault {
  readonly message: string;
  readonly place: DocumentPlace | undefined;
  readonly source: HelmSource;
  /** The text is there, but it is no YAML map: what it is instead. */
  readonly text?: { readonly node: Scalar; readonly is: "a list" | "a single value" };
}

/** Both trees carry origins. `find`: ConfigMaps and Secrets of the namespace of the release. */
export function helmValues(release: Mapping, namespace: string, find: FindValues): HelmValues {
  const spec = fieldOf(release, "spec");
  const written = fieldOf(spec, "values");
  const own: HelmSource | undefined =
    written?.kind === "mapping" ? { ...INLINE, node: written } : undefined;
  const inline = own ? treeFrom(written, own) : undefined;
  const above = inline?.kind === "map" ? inline : emptyMap();
  const sources: HelmSource[] = [];
  const faults: HelmValuesFault[] = [];
  let tree = emptyMap();
  for (const [index, reference] of itemsOf(fieldOf(spec, "valuesFrom")).entries()) {
    const source = reference && sourceOf(reference, index);
    if (!source) continue;
    const found = follow(source, namespace, find);
    sources.push(found.source);
    if (found.fault) faults.push(found.fault);
    if (found.given?.kind === "leaf") {
      // What stands in `values` takes part from here on, and what is put at a path may be put into it.
      tree = withValueAt(mergedMaps(tree, above), helmPath(source.targetPath), found.given);
    } else if (found.given?.kind === "map") tree = mergedMaps(tree, found.given);
  }
  tree = mergedMaps(tree, above);
  return {
    values: nodeOf(tree, causeOf(release)),
    tree,
    sources: own ? [...sources, own] : sources,
    faults,
    open: sources.some((it) => it.state === "open"),
  };
}

const INLINE = {
  kind: "values",
  name: "",
  key: "",
  targetPath: "",
  index: -1,
  state: "known",
} as const;

/** One that `valuesFrom` names. */
type NamedSource = HelmSource & { readonly kind: "ConfigMap" | "Secret" };

function sourceOf(reference: Node, index: number): NamedSource | undefined {
  const kind = scalarText(fieldOf(reference, "kind"));
  const name = scalarText(fieldOf(reference, "name"));
  if (name === undefined || (kind !== "ConfigMap" && kind !== "Secret")) return undefined;
  const key = scalarText(fieldOf(reference, "valuesKey")) || "values.yaml";
  const targetPath = scalarText(fieldOf(reference, "targetPath")) ?? "";
  return { kind, name, key, targetPath, node: reference, index, state: "known" };
}

interface Followed {
  readonly source: HelmSource;
  readonly given?: HelmTree;
  readonly fault?: HelmValuesFault;
}

function follow(source: NamedSource, namespace: string, find: FindValues): Followed {
  const { kind, name, key, targetPath, node: reference } = source;
  const optional = scalarText(fieldOf(reference, "optional")) === "true";
  const told = `could not resolve ${kind} chart values reference '${namespace}/${name}' with key '${key}': `;
  const place = placeOfNode(fieldOf(reference, "name"));
  const absent: Followed = { source: { ...source, state: "absent" } };
  const failed = (message: string, more: Partial<HelmValuesFault> = {}): Followed => {
    const fault = { ...source, state: "fault" } as const;
    return { source: fault, fault: { message: told + message, place, source: fault, ...more } };
  };
  const found = find(kind, name);
  if (found === "missing") {
    return optional ? absent : failed(`${kind.toLowerCase()}s "${name}" not found`);
  }
  const text = found === "unknown" || found.sealed ? undefined : valueIn(found.node, kind, key);
  if (found === "unknown" || found.sealed) {
    const open = { ...source, state: "open" } as const;
    if (targetPath === "") return { source: open };
    // What it says is not known, but where it is put is.
    return { source: open, given: { kind: "leaf", node: undefined, source: open } };
  }
  if (!text) return optional ? absent : failed(`missing key '${key}' in ${kind}`);
  if (targetPath !== "") {
    const value = setValue(text, scalarText(fieldOf(reference, "literal")) === "true");
    const state = value ? "known" : "open";
    const given = { kind: "leaf", node: value, source: { ...source, state, text } } as const;
    return { source: given.source, given };
  }
  const read = attempt(() => nodeOfText(text.text, text));
  if ("error" in read) return failed(read.error.message, { place: read.error.place });
  const node = read.value;
  const full = { ...source, text };
  if (!node || isNull(node)) return { source: full };
  if (node.kind !== "mapping") {
    const is = node.kind === "sequence" ? "a list" : "a single value";
    return failed("the text is no mapping", { place: placeOfNode(text), text: { node: text, is } });
  }
  return { source: full, given: treeFrom(node, full) };
}

/** The text under a key. That of a Secret is only read where it is written in the clear. */
function valueIn(node: Node, kind: "ConfigMap" | "Secret", key: string): Scalar | undefined {
  const clear = scalarOf(fieldOf(fieldOf(node, kind === "Secret" ? "stringData" : "data"), key));
  if (clear || kind === "ConfigMap") return clear;
  const encoded = scalarOf(fieldOf(fieldOf(node, "data"), key));
  return encoded && decoded(encoded);
}

function decoded(scalar: Scalar): Scalar {
  const bytes = base64Bytes(scalar.text);
  const text = bytes ? lenientText(bytes) : "";
  return { ...stringNode(text, causeOf(scalar)), style: "double" };
}

/**
 * A text as `helm --set` reads it: numbers and booleans are such, unless the reference says `literal`. `undefined` where
 * it holds what has a meaning there.
 */
function setValue(text: Scalar, literal: boolean): Scalar | undefined {
  const cause = causeOf(text);
  if (literal) return stringNode(text.text, cause);
  if (/[,\\]|^\{/.test(text.text)) return undefined;
  const quoted = /^(["'])(.*)\1$/s.exec(text.text)?.[2];
  return quoted !== undefined || !TYPED.test(text.text)
    ? stringNode(quoted ?? text.text, cause)
    : plainNode(text.text, cause);
}

const TYPED = /^(true|false|null|-?(0|[1-9][0-9]*))$/;
