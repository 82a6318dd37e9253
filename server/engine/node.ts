import type { Origin } from "./origin.ts";
import type { Span } from "./source.ts";

/**
 * One value of a YAML document, with its place. Spans count from the start of the *document*,
 * so a document that only moved inside its file keeps its nodes.
 * The same tree serves parsed text and built objects; in those, each node says where it is from.
 */
export type Node = Scalar | Mapping | Sequence | Alias;

export type ScalarStyle = "plain" | "single" | "double" | "literal" | "folded";

/** A leaf. `value` follows the YAML 1.2 core schema; `text` is what was written, after quotes and escapes. */
export interface Scalar {
  readonly kind: "scalar";
  readonly span: Span;
  readonly style: ScalarStyle;
  readonly text: string;
  readonly value: string | number | boolean | null;
  readonly anchor?: string;
  readonly tag?: string;
  /** In a built object: where the value was last written. The span counts there. */
  readonly from?: Origin;
}

export interface Mapping {
  readonly kind: "mapping";
  /** From the first key to the end of the last value; with braces in flow style. */
  readonly span: Span;
  readonly flow: boolean;
  readonly entries: readonly Entry[];
  readonly anchor?: string;
  readonly tag?: string;
  /** In a built object: where the value was last written. The span counts there. */
  readonly from?: Origin;
}

/** `key: value`. A key that is not a scalar keeps its source text as `key.text`. */
export interface Entry {
  readonly key: Scalar;
  /** Absent when nothing, or only a comment, follows the colon. */
  readonly value: Node | undefined;
}

export interface Sequence {
  readonly kind: "sequence";
  /** From the first dash to the end of the last item; with brackets in flow style. */
  readonly span: Span;
  readonly flow: boolean;
  /** `undefined` stands for an item that is empty (`-` and nothing else). */
  readonly items: readonly (Node | undefined)[];
  readonly anchor?: string;
  readonly tag?: string;
  /** In a built object: where the value was last written. The span counts there. */
  readonly from?: Origin;
}

/** `*name`. `target` is absent when no such anchor stands before it in the file. */
export interface Alias {
  readonly kind: "alias";
  readonly span: Span;
  readonly name: string;
  readonly target: Node | undefined;
  /** Never set: built objects have no aliases. */
  readonly from?: undefined;
}

/** A step into a tree: a key of a mapping or an index of a sequence. */
export type Step = string | number;
export type Path = readonly Step[];

export const samePath = (a: Path, b: Path): boolean => a.length === b.length && startsWith(a, b);

export const startsWith = (path: Path, prefix: Path): boolean =>
  prefix.every((step, index) => path[index] === step);

/** The value an alias stands for; anything else is itself. Chains end because YAML aliases point backwards. */
export function resolved(node: Node | undefined): Exclude<Node, Alias> | undefined {
  let it = node;
  for (let hops = 0; it?.kind === "alias"; hops++) {
    if (hops > 100) return undefined;
    it = it.target;
  }
  return it;
}

/** The mapping behind a node, aliases followed. */
export function mappingOf(node: Node | undefined): Mapping | undefined {
  const it = resolved(node);
  return it?.kind === "mapping" ? it : undefined;
}

/** The items of a sequence, aliases followed; none when it is something else. */
export function itemsOf(node: Node | undefined): readonly (Node | undefined)[] {
  const it = resolved(node);
  return it?.kind === "sequence" ? it.items : [];
}

/** The scalar behind a node, aliases followed. */
export function scalarOf(node: Node | undefined): Scalar | undefined {
  const it = resolved(node);
  return it?.kind === "scalar" ? it : undefined;
}

/** The text of a scalar that is a string (or a number or boolean, as written); `undefined` for the rest and for null. */
export function textOf(node: Node | undefined): string | undefined {
  const it = scalarOf(node);
  return it === undefined || it.value === null ? undefined : it.text;
}

/** The entry of that key as written in the mapping itself. The first wins where a key stands twice. */
export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return mappingOf(node)?.entries.find((it) => it.key.text === key);
}

/** The value under a key; merge keys (`<<`) are followed where the mapping itself has none. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return lookUp(node, key, 0)?.value;
}

function lookUp(node: Node | undefined, key: string, depth: number): Entry | undefined {
  const mapping = mappingOf(node);
  if (!mapping || depth > 20) return undefined;
  const own = mapping.entries.find((it) => it.key.text === key);
  if (own) return own;
  for (const { key: merge, value } of mapping.entries) {
    if (merge.text !== "<<") continue;
    const sources = resolved(value)?.kind === "sequence" ? itemsOf(value) : [value];
    for (const source of sources) {
      const found = lookUp(source, key, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

/** The node at a path; `undefined` when a step leads nowhere. */
export function at(node: Node | undefined, path: Path): Node | undefined {
  let it = node;
  for (const step of path) it = typeof step === "number" ? itemsOf(it)[step] : get(it, step);
  return it;
}

/** What JSON would say: aliases and merge keys resolved, later duplicate keys ignored. */
export function jsonOf(node: Node | undefined): unknown {
  const budget = { nodes: 200_000 };
  return plain(node, budget);
}

function plain(node: Node | undefined, budget: { nodes: number }): unknown {
  const it = resolved(node);
  // An alias bomb ends here instead of filling the memory.
  if (!it || budget.nodes-- <= 0) return null;
  if (it.kind === "scalar") return it.value;
  if (it.kind === "sequence") return it.items.map((item) => plain(item, budget));
  const out: Record<string, unknown> = {};
  for (const { key, value } of it.entries) {
    if (key.text === "<<") merge(out, value, budget);
    else if (!Object.hasOwn(out, key.text)) define(out, key.text, plain(value, budget));
  }
  return out;
}

function merge(out: Record<string, unknown>, node: Node | undefined, budget: { nodes: number }) {
  const sources = resolved(node)?.kind === "sequence" ? itemsOf(node) : [node];
  for (const source of sources) {
    const value = plain(source, budget);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, it] of Object.entries(value))
      if (!Object.hasOwn(out, key)) define(out, key, it);
  }
}

/** `__proto__` is a key like any other. */
function define(out: Record<string, unknown>, key: string, value: unknown) {
  if (key !== "__proto__") {
    out[key] = value;
    return;
  }
  Object.defineProperty(out, key, { value, enumerable: true, writable: true, configurable: true });
}
