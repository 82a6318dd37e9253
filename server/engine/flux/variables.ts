import { lenientText } from "../bytes.ts";
import { base64Bytes } from "../kustomize/base64.ts";
import { scalarText } from "../kustomize/scalars.ts";
import { at, get, itemsOf, mappingOf, type Node, type Scalar, scalarOf, textOf } from "../node.ts";
import { MASK } from "./mask.ts";

/** The variables of a Flux Kustomization, and who defines them (flux.md §2.6). */
export interface Variables {
  /** From the weakest to the strongest: `substituteFrom` in order, then `substitute`. */
  readonly sources: readonly VariableSource[];
  /** Of each name, from the weakest to the strongest: the last one wins. */
  readonly definitions: ReadonlyMap<string, readonly Definition[]>;
}

export interface VariableSource {
  readonly kind: "ConfigMap" | "Secret" | "substitute";
  readonly name: string;
  readonly optional: boolean;
  /** Where the Kustomization names it. */
  readonly node: Node;
  /** `sealed`: its names are known, its values are not. `unknown`: it may be in the cluster. */
  readonly state: "known" | "sealed" | "missing" | "unknown";
}

export interface Definition {
  readonly name: string;
  /** Without line feeds, as Flux takes it. Absent where it is encrypted. */
  readonly value: string | undefined;
  /** The text that holds the value. */
  readonly node: Scalar;
  /** The key of `substitute`, or of the data. */
  readonly key: Scalar;
  readonly source: VariableSource;
}

/** A ConfigMap or Secret that variables are read from. */
export type FindValues = (
  kind: "ConfigMap" | "Secret",
  name: string,
) => { readonly node: Node; readonly sealed: boolean } | "missing" | "unknown";

/** The variables of a Flux Kustomization, whose tree is given. */
export function variablesOf(kustomization: Node, find: FindValues): Variables {
  const postBuild = at(kustomization, ["spec", "postBuild"]);
  const sources: VariableSource[] = [];
  const definitions = new Map<string, Definition[]>();
  const define = (source: VariableSource, held: readonly Held[]) => {
    sources.push(source);
    for (const { name, value, node, key } of held) {
      const isSealed = source.state === "sealed" || value.includes(MASK);
      const shown = isSealed ? undefined : value.replaceAll("\n", "");
      const all = definitions.get(name) ?? [];
      definitions.set(name, [...all, { name, value: shown, node, key, source }]);
    }
  };
  for (const item of itemsOf(get(postBuild, "substituteFrom"))) {
    const kind = textOf(get(item, "kind"));
    const name = textOf(get(item, "name"));
    if (!item || name === undefined || (kind !== "ConfigMap" && kind !== "Secret")) continue;
    const optional = textOf(get(item, "optional")) === "true";
    const found = find(kind, name);
    const known = typeof found === "object" ? found : undefined;
    const state = known ? (known.sealed ? "sealed" : "known") : (found as "missing" | "unknown");
    const source: VariableSource = { kind, name, optional, node: get(item, "name") ?? item, state };
    define(source, known ? readers[kind](known.node) : []);
  }
  const inline = get(postBuild, "substitute");
  if (inline) {
    const own = { kind: "substitute", name: "", optional: false, node: inline } as const;
    define({ ...own, state: "known" }, textsOf(inline));
  }
  return { sources, definitions };
}

/** The definition that counts. */
export const winnerOf = ({ definitions }: Variables, name: string): Definition | undefined =>
  definitions.get(name)?.at(-1);

/** May a name that nothing here defines be defined all the same, by what only the cluster knows? */
export const mayBeDefined = ({ sources }: Variables): boolean =>
  sources.some((it) => it.state === "unknown");

interface Held {
  readonly name: string;
  readonly value: string;
  readonly node: Scalar;
  readonly key: Scalar;
}

const readers = {
  ConfigMap: (node: Node) => textsOf(get(node, "data")),
  Secret: (node: Node) => [
    ...textsOf(get(node, "data")).map((it) => ({ ...it, value: decoded(it.value) })),
    ...textsOf(get(node, "stringData")),
  ],
} as const;

function textsOf(node: Node | undefined): readonly Held[] {
  return (mappingOf(node)?.entries ?? []).flatMap(({ key, value }) => {
    const scalar = scalarOf(value);
    return scalar ? [{ name: key.text, value: scalarText(scalar) ?? "", node: scalar, key }] : [];
  });
}

function decoded(base64: string): string {
  const bytes = base64Bytes(base64);
  return bytes ? lenientText(bytes) : "";
}
