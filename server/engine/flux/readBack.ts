import { compareKeys } from "../kustomize/keyOrder.ts";
import { jsonFloat } from "../kustomize/numbers.ts";
import { type Resolved, resolve11 } from "../kustomize/resolve.ts";
import { meaningOf, plainNode, stringNode } from "../kustomize/scalars.ts";
import { stop } from "../kustomize/stop.ts";
import { type Cause, causeOf } from "../kustomize/tree.ts";
import {
  type Entry,
  type Mapping,
  type Node,
  resolved,
  type Scalar,
  type Sequence,
} from "../node.ts";
import type { Origin } from "../origin.ts";
import { shortFloat } from "./shortFloat.ts";
import type { Substitution } from "./substitution.ts";
import { type Part, readTemplate } from "./template.ts";
import { winnerOf } from "./variables.ts";

/** What reading back needs to know. */
export interface Reading {
  readonly substitution: Substitution;
  /** Puts in what passed through the text under a mark. */
  readonly unveil: (text: string) => string;
}

/**
 * The tree of a substituted text, read as YAML 1.1. Wherever it says the same as the object did before, it is the
 * object's own node; a changed value comes from the definition of its variable, and had the text with the variable
 * before.
 */
export function readBack(root: Node, before: Node, reading: Reading): Node {
  return read(root, before, { ...reading, cause: causeOf(before) });
}

interface Context extends Reading {
  /** Where values come from that stood in no place before. */
  readonly cause: Cause;
}

function read(node: Node | undefined, before: Node | undefined, context: Context): Node {
  expectNames(node, context);
  const it = resolved(node);
  if (it?.kind === before?.kind && it?.kind === "mapping" && before?.kind === "mapping") {
    return readMapping(it, before, context);
  }
  if (it?.kind === "sequence" && before?.kind === "sequence") {
    const items = it.items.map((item, index) => read(item, before.items[index], context));
    const same =
      items.length === before.items.length && items.every((item, i) => item === before.items[i]);
    return same ? before : { ...before, items };
  }
  if (it?.kind === "scalar" || it === undefined) {
    return readScalar(it, before?.kind === "scalar" ? before : undefined, context);
  }
  const cause = before ? causeOfChange(before, context) : context.cause;
  return fresh(it, { ...context, cause });
}

/** Go's reader knows anchors of plain letters and digits alone, and none that stands nowhere before. */
function expectNames(node: Node | undefined, { cause: { from, span } }: Context): void {
  const name = node?.kind === "alias" ? node.name : node?.anchor;
  if (name === undefined) return;
  const place = { ...from, span };
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    stop("yaml: did not find expected alphabetic or numeric character", place);
  }
  if (node?.kind === "alias" && !node.target)
    stop(`yaml: unknown anchor '${name}' referenced`, place);
}

function fresh(node: Mapping | Sequence, context: Context): Node {
  const { from, span } = context.cause;
  if (node.kind === "mapping") {
    const empty: Mapping = { kind: "mapping", span, flow: node.flow, entries: [], from };
    return readMapping(node, empty, context);
  }
  const items = node.items.map((it) => read(it, undefined, context));
  return { kind: "sequence", span, flow: node.flow, items, from };
}

/** Entries are printed in order, so the first of one is the first of the other, whatever its key has become. */
function readMapping(mapping: Mapping, before: Mapping, context: Context): Mapping {
  const printed = before.entries.toSorted((a, b) => compareKeys(a.key.text, b.key.text));
  const paired = printed.length === mapping.entries.length;
  const entries: Entry[] = [];
  for (const [index, { key, value }] of mapping.entries.entries()) {
    const old = paired ? printed[index] : printed.find((it) => it.key.text === key.text);
    const text = keyText(key, context);
    const entry = {
      key: old?.key.text === text ? old.key : changedKey(old?.key, text, context),
      value: read(value, old?.value, context),
    };
    const known = entries.findIndex((it) => it.key.text === text);
    // Where a key has come to stand twice, the last one counts.
    if (known === -1) entries.push(entry);
    else entries[known] = entry;
  }
  return sameEntries(before, entries) ?? { ...before, entries };
}

/** The mapping itself when nothing in it is different. */
function sameEntries(before: Mapping, entries: readonly Entry[]): Mapping | undefined {
  if (before.entries.length !== entries.length) return undefined;
  const values = new Map(entries.map((it) => [it.key, it.value]));
  return before.entries.every((it) => values.has(it.key) && values.get(it.key) === it.value)
    ? before
    : undefined;
}

const changedKey = (key: Scalar | undefined, text: string, context: Context): Scalar =>
  stringNode(text, key ? causeOfChange(key, context) : context.cause);

/** Keys of JSON are text. */
function keyText(key: Scalar, { unveil, cause }: Context): string {
  const { tag, value } = meaning(key);
  if (tag === "!!null") {
    const { from, span } = cause;
    stop("unsupported map key of type: %!s(<nil>), key: <nil>", { ...from, span });
  }
  if (tag === "!!int" || tag === "!!bool") return String(value);
  if (tag === "!!float") return floatKey(value);
  return unveil(key.text);
}

/** To 32 bits, as Go's YAML writes it. */
function floatKey(value: number): string {
  const text = shortFloat(value);
  return SPECIAL[text] ?? text;
}

const SPECIAL: Readonly<Record<string, string>> = { NaN: ".nan", "+Inf": ".inf", "-Inf": "-.inf" };

function meaning(scalar: Scalar | undefined): Resolved {
  if (!scalar) return { tag: "!!null", value: null };
  if (scalar.tag !== undefined && scalar.tag !== "!") return meaningOf(scalar);
  if (scalar.style !== "plain") return { tag: "!!str", value: scalar.text };
  const found = resolve11(scalar.text);
  // Go's YAML leaves dates as text where no type is asked for.
  return found.tag === "!!timestamp" ? { tag: "!!str", value: scalar.text } : found;
}

function readScalar(
  scalar: Scalar | undefined,
  before: Scalar | undefined,
  context: Context,
): Scalar {
  const now = meaning(scalar);
  if (before && sameMeaning(now, meaningOf(before))) return before;
  const cause = before ? causeOfChange(before, context) : context.cause;
  return written(now, cause, context);
}

const sameMeaning = (a: Resolved, b: Resolved): boolean =>
  a.value === b.value && (a.tag === b.tag || (a.tag === "!!str" && b.tag === "!!timestamp"));

function written({ tag, value }: Resolved, cause: Cause, { unveil }: Context): Scalar {
  switch (tag) {
    case "!!null":
      return plainNode("null", cause);
    case "!!int":
    case "!!bool":
      return plainNode(String(value), cause);
    case "!!float":
      if (!Number.isFinite(value)) {
        return stop(`json: unsupported value: ${goFloat(value)}`, {
          ...cause.from,
          span: cause.span,
        });
      }
      return plainNode(jsonFloat(value), cause);
    default:
      return stringNode(unveil(value), cause);
  }
}

const goFloat = (value: number): string =>
  Number.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";

/** The definition of a variable in it; else the text itself, where the default stands. */
function causeOfChange(before: Node, { substitution }: Context): Cause {
  const { variables, place } = substitution;
  const names = before.kind === "scalar" ? namesIn(before.text) : [];
  const definitions = names.flatMap((it) => winnerOf(variables, it) ?? []);
  // What a Secret has a part in is as secret as that part.
  const definition = definitions.find((it) => it.source.kind === "Secret") ?? definitions[0];
  const { from, span } = definition?.node.from ? causeOf(definition.node) : causeOf(before);
  const { path, document } = from;
  const step = {
    by: "Substitution",
    place: definition ? { path, document, span } : place,
  } as const;
  const origin: Origin = { path, document, step, before };
  return { from: origin, span };
}

/** Names of the variables in a text, as far as it can be read. */
export function namesIn(text: string): readonly string[] {
  const template = readTemplate(text);
  if (template.error)
    return [...text.matchAll(/\$\{([\p{L}_][\p{L}\p{Nd}_]*)/gu)].map((it) => it[1] ?? "");
  return template.parts.flatMap(namesOfPart);
}

/** Those in defaults and other arguments included. */
const namesOfPart = (part: Part): readonly string[] =>
  part.type === "use" ? [part.name, ...part.arguments.flatMap(namesOfPart)] : [];
