import { utf8Bytes } from "../bytes.ts";
import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { base64Of } from "./base64.ts";
import type { BuiltObject, Track } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { type KeyValue, keyValues } from "./keyValues.ts";
import type { GeneratorEntry, GeneratorOptions } from "./kustomizationEntries.ts";
import type { Loader } from "./loading.ts";
import { plainNode, stringNode } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import { type Cause, emptyMapping, keyNode } from "./tree.ts";

/**
 * The object that an entry of `configMapGenerator` or `secretGenerator` makes (kustomize.md §9). `options` are those
 * of `generatorOptions`; `step` is the entry at work.
 */
export function generate(
  entry: GeneratorEntry,
  options: GeneratorOptions | undefined,
  loader: Loader,
  step: Step,
): BuiltObject {
  const { name, kind, node: asked, at } = entry;
  if (!name) return stop("a configmap must have a name", placeOfNode(asked));
  const pairs = within("loading KV pairs: ", () => keyValues(entry, loader, step));
  expectUnique(pairs, name.text);
  const merged = mergedOptions(entry.options, options);
  const cause = causedBy(asked, step);
  const fields: (readonly [string, Node | undefined])[] = [
    ["apiVersion", stringNode("v1", cause)],
    ["kind", stringNode(kind === "SecretGenerator" ? "Secret" : "ConfigMap", cause)],
    ["metadata", metadata(entry, name, merged, step)],
    ...(kind === "SecretGenerator" ? secretFields(entry, pairs, step) : mapFields(pairs, cause)),
    [
      "immutable",
      merged.immutable ? plainNode("true", causedBy(merged.immutable, step)) : undefined,
    ],
  ];
  const { path, document } = cause.from;
  return {
    node: mappingOf(fields, cause),
    began: { path, document, at, generator: kind },
    steps: [step],
    track: trackOf(entry, merged),
  };
}

function expectUnique(pairs: readonly KeyValue[], name: string) {
  const known = new Set<string>();
  for (const { key, entry } of pairs) {
    if (known.has(key)) {
      stop(`configmap ${name} illegally repeats the key \`${key}\``, placeOfNode(entry));
    }
    known.add(key);
  }
}

/** The texts by key, those of the entry before those for all. */
interface Options {
  readonly labels: readonly Entry[];
  readonly annotations: readonly Entry[];
  readonly disableNameSuffixHash: boolean;
  /** Who asks for it. */
  readonly immutable: Mapping | undefined;
}

function mergedOptions(
  own: GeneratorOptions | undefined,
  forAll: GeneratorOptions | undefined,
): Options {
  return {
    labels: overlaid(own?.labels, forAll?.labels),
    annotations: overlaid(own?.annotations, forAll?.annotations),
    disableNameSuffixHash:
      own?.disableNameSuffixHash === true || forAll?.disableNameSuffixHash === true,
    immutable: [own, forAll].find((it) => it?.immutable)?.node,
  };
}

function overlaid(own: Mapping | undefined, forAll: Mapping | undefined): readonly Entry[] {
  const entries = own?.entries ?? [];
  const known = new Set(entries.map((it) => it.key.text));
  return [...entries, ...(forAll?.entries ?? []).filter((it) => !known.has(it.key.text))];
}

function metadata(entry: GeneratorEntry, name: Scalar, options: Options, step: Step): Mapping {
  const text = (node: Scalar | undefined) => node && stringNode(node.text, causedBy(node, step));
  return mappingOf(
    [
      ["name", text(name)],
      ["namespace", text(entry.namespace)],
      ["labels", texts(options.labels, step)],
      ["annotations", texts(options.annotations, step)],
    ],
    causedBy(entry.node, step),
  );
}

/** In the order of their keys, as kustomize sets them; nothing when there are none. */
function texts(entries: readonly Entry[], step: Step): Mapping | undefined {
  const [first] = entries;
  if (!first) return undefined;
  const sorted = entries.toSorted((a, b) => (a.key.text < b.key.text ? -1 : 1));
  const fields = sorted.map(({ key, value }) => {
    const text = value?.kind === "scalar" ? value.text : "";
    return [key.text, stringNode(text, causedBy(value, step))] as const;
  });
  return mappingOf(fields, causedBy(first.key, step));
}

type Fields = readonly (readonly [string, Node | undefined])[];

function mapFields(pairs: readonly KeyValue[], cause: Cause): Fields {
  const texts = sorted(pairs.filter((it) => typeof it.value === "string"));
  const bytes = sorted(pairs.filter((it) => typeof it.value !== "string"));
  return [
    ["data", texts.length === 0 ? undefined : dataOf(texts, String, cause)],
    ["binaryData", bytes.length === 0 ? undefined : dataOf(bytes, encoded, cause)],
  ];
}

function secretFields(
  { type, node }: GeneratorEntry,
  pairs: readonly KeyValue[],
  step: Step,
): Fields {
  const cause = causedBy(node, step);
  return [
    ["type", type ? stringNode(type.text, causedBy(type, step)) : stringNode("Opaque", cause)],
    ["data", dataOf(sorted(pairs), encoded, cause)],
  ];
}

const sorted = (pairs: readonly KeyValue[]): readonly KeyValue[] =>
  pairs.toSorted((a, b) => (a.key < b.key ? -1 : 1));

function dataOf(
  pairs: readonly KeyValue[],
  textOf: (value: string | Uint8Array) => string,
  cause: Cause,
): Mapping {
  const fields = pairs.map((it) => [it.key, textNode(textOf(it.value), it.cause)] as const);
  return mappingOf(fields, cause);
}

/** A value of the data of an object, as kustomize writes it. */
export function textNode(text: string, cause: Cause): Scalar {
  const node = stringNode(text, cause);
  // Unlike other texts that need quotes, an empty one has none until it is printed.
  if (text === "") return { ...node, style: "plain", tag: "!!str" };
  return text.includes("\n") ? { ...node, style: "literal" } : node;
}

/** As kustomize writes what may be binary: long texts in lines of 70. */
function encoded(value: string | Uint8Array): string {
  const text = base64Of(typeof value === "string" ? utf8Bytes(value) : value);
  return text.length < LINE ? text : text.replace(/.{1,70}/g, "$&\n");
}

const LINE = 70;

function mappingOf(fields: Fields, cause: Cause): Mapping {
  const entries = fields.flatMap(([key, value]): readonly Entry[] => {
    if (!value) return [];
    return [
      { key: keyNode(key, value.from ? { from: value.from, span: value.span } : cause), value },
    ];
  });
  return { ...emptyMapping(cause), entries };
}

function trackOf({ behavior }: GeneratorEntry, options: Options): Track {
  const asked = BEHAVIORS.find((it) => it === behavior?.text);
  return {
    past: [],
    prefixes: [],
    suffixes: [],
    behavior: asked,
    needsHash: !options.disableNameSuffixHash,
  };
}

const BEHAVIORS = ["create", "merge", "replace"] as const;
