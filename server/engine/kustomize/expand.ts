import type { Alias, Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { Origin } from "../origin.ts";
import { type Span, spanOf } from "../source.ts";
import { stop } from "./stop.ts";

/** How the nodes of a parsed document become those of a build. */
export interface Expansion {
  /** Of every node, one object for all. */
  readonly from: Origin;
  /** Where a span of the parsed document stands in that of the origin. */
  readonly place: (span: Span) => Span;
}

/**
 * The tree as a build takes it: with origins, without aliases, merge keys and missing values. Ends the build where
 * kustomize cannot expand an alias.
 */
export function expanded(root: Node, { from, place }: Expansion): Exclude<Node, Alias> {
  const state: State = {
    from,
    place,
    anchored: new Map(),
    nodes: 0,
    aliased: 0,
    depth: 0,
    deepest: 0,
  };
  return expand(state, root);
}

interface State extends Expansion {
  readonly anchored: Map<Node, Anchored>;
  /** Of the tree so far, those behind aliases each time. */
  nodes: number;
  /** How many of them an alias brought. */
  aliased: number;
  depth: number;
  deepest: number;
}

/** What an alias stands for: made once, shared by all that name it. */
interface Anchored {
  readonly node: Built;
  readonly nodes: number;
  readonly height: number;
}

type Built = Exclude<Node, Alias>;

/** Far more than any manifest has; beyond, each further step through the tree would take seconds. */
const MOST_ALIASED = 400_000;
const DEEPEST = 1_000;

function expand(state: State, node: Node): Built {
  if (node.kind === "alias") return expandAlias(state, node);
  if (node.anchor === undefined) return bare(state, node);
  const { nodes, deepest } = state;
  state.deepest = state.depth;
  const built = bare(state, node);
  const height = state.deepest - state.depth;
  state.anchored.set(node, { node: built, nodes: state.nodes - nodes, height });
  state.deepest = Math.max(deepest, state.deepest);
  return built;
}

function bare(state: State, node: Built): Built {
  state.nodes++;
  if (node.kind === "scalar") return expandScalar(state, node);
  state.depth++;
  state.deepest = Math.max(state.deepest, state.depth);
  const built = node.kind === "mapping" ? expandMapping(state, node) : expandSequence(state, node);
  state.depth--;
  return built;
}

function expandAlias(state: State, alias: Alias): Built {
  const known = alias.target && state.anchored.get(alias.target);
  if (!known) {
    return stop(
      `MalformedYAMLError: yaml: unknown anchor '${alias.name}' referenced`,
      placed(state, alias),
    );
  }
  state.nodes += known.nodes;
  state.aliased += known.nodes;
  state.deepest = Math.max(state.deepest, state.depth + known.height);
  if (state.aliased > MOST_ALIASED || state.deepest > DEEPEST) {
    return stop("yaml: document contains excessive aliasing", placed(state, alias));
  }
  return known.node;
}

const placed = ({ from, place }: State, { span }: Node) => ({ ...from, span: place(span) });

function expandScalar({ from, place }: State, scalar: Scalar): Scalar {
  const { style, text, value, tag } = scalar;
  const node: Scalar = { kind: "scalar", span: place(scalar.span), style, text, value, from };
  return tag === undefined ? node : { ...node, tag };
}

const nothing = ({ from, place }: State, at: number): Scalar => ({
  kind: "scalar",
  span: place(spanOf(at, at)),
  style: "plain",
  text: "",
  value: null,
  from,
});

function expandSequence(state: State, list: Sequence): Sequence {
  const { from, place } = state;
  let end = list.span.start;
  const items: Built[] = [];
  for (const item of list.items) {
    items.push(item ? expand(state, item) : nothing(state, end));
    if (item) end = item.span.end;
  }
  return { kind: "sequence", span: place(list.span), flow: list.flow, items: items.slice(), from };
}

function expandMapping(state: State, mapping: Mapping): Mapping {
  const { from, place } = state;
  const entries: Entry[] = [];
  let merge: Merge | undefined;
  for (const { key, value } of mapping.entries) {
    // First, as its value may name its anchor.
    const name = key.text === "<<" ? undefined : expandKey(state, key);
    const built = value ? expand(state, value) : nothing(state, key.span.end);
    if (name) {
      entries.push({ key: name, value: built });
    } else if (isMerge(key)) {
      if (merge) stop("duplicate merge key", placed(state, key));
      merge = { value: built, written: value };
    }
  }
  if (merge) addMerged(state, entries, merge);
  const { span, flow } = mapping;
  // Copied, as a list that grew has room for 17, and most hold three.
  return { kind: "mapping", span: place(span), flow, entries: entries.slice(), from };
}

interface Merge {
  readonly value: Built;
  readonly written: Node | undefined;
}

/** In quotes it is a key like any other, which kustomize drops all the same. */
const isMerge = ({ style, tag }: Scalar): boolean =>
  tag === undefined ? style === "plain" : tag === "!!merge";

/** Kept as written: a key without quotes that is no string to YAML cannot be printed. */
function expandKey(state: State, key: Scalar): Scalar {
  const node = expandScalar(state, key);
  if (key.anchor !== undefined) state.anchored.set(key, { node, nodes: 1, height: 0 });
  return node;
}

/** https://yaml.org/type/merge.html; what the mapping has itself comes first. */
function addMerged(state: State, entries: Entry[], { value, written }: Merge) {
  const known = new Set(entries.map((it) => it.key.text));
  for (const source of mergedMappings(state, value, written)) {
    const added = source.entries.filter((it) => !known.has(it.key.text));
    entries.push(...added);
    for (const { key } of added) known.add(key.text);
  }
}

function mergedMappings(state: State, value: Built, written: Node | undefined): readonly Mapping[] {
  if (value.kind === "mapping") return [value];
  if (value.kind === "sequence" && written?.kind !== "alias") {
    return value.items.flatMap((item, index) => {
      const as = written?.kind === "sequence" ? written.items[index] : undefined;
      if (item?.kind === "sequence" && as?.kind !== "alias") {
        return stop("invalid map merge: received a nested sequence", placed(state, as ?? value));
      }
      return item && item.kind !== "alias" ? mergedMappings(state, item, as) : [];
    });
  }
  const place = { ...state.from, span: value.span };
  return written?.kind === "alias"
    ? stop("invalid map merge: received alias for a non-map value", place)
    : stop("map merge requires map or sequence of maps as the value", place);
}
