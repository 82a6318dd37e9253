import { defaultConfiguration } from "./data/defaultConfiguration.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import { isSelected } from "./id.ts";
import { legacyRank } from "./order.ts";
import { stop } from "./stop.ts";

/** Where the built-in transformers of a kustomization write (kustomize.md §10, §21.1). */
export interface Configuration {
  readonly namePrefix: readonly FieldSpec[];
  readonly nameSuffix: readonly FieldSpec[];
  readonly namespace: readonly FieldSpec[];
  readonly commonLabels: readonly FieldSpec[];
  readonly labels: readonly FieldSpec[];
  readonly templateLabels: readonly FieldSpec[];
  readonly commonAnnotations: readonly FieldSpec[];
  readonly varReference: readonly FieldSpec[];
  readonly nameReference: readonly NameReference[];
  readonly images: readonly FieldSpec[];
  readonly replicas: readonly FieldSpec[];
}

/** A kind that can be referred to by name, and the fields that do. */
export interface NameReference {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly fieldSpecs: readonly FieldSpec[];
}

export const emptyConfiguration: Configuration = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  varReference: [],
  nameReference: [],
  images: [],
  replicas: [],
};

/** Names of the lists, as messages write them, in the order in which they are merged. */
const SECTIONS = {
  namePrefix: "NamePrefix",
  nameSuffix: "NameSuffix",
  namespace: "NameSpace",
  commonAnnotations: "CommonAnnotations",
  commonLabels: "CommonLabels",
  labels: "Labels",
  templateLabels: "TemplateLabels",
  varReference: "VarReference",
  nameReference: "NameReference",
  images: "Images",
  replicas: "Replicas",
} as const;

/**
 * Both together. What is known already is passed over; what contradicts it ends the build. So an entry for all kinds is
 * passed over behind one for some kind, as kustomize sorts them: a `namePrefix` for one kind switches off that for all.
 */
export function mergeConfigurations(known: Configuration, more: Configuration): Configuration {
  if (more === emptyConfiguration) return known;
  // The defaults are sorted, and nothing in them is said twice.
  const isBare = known === emptyConfiguration || known === defaultConfiguration;
  if (more === defaultConfiguration && isBare) return more;
  const merged = remembered.get(known)?.get(more);
  if (merged) return merged;
  const made = merge(known, more);
  const others = remembered.get(known) ?? new WeakMap<Configuration, Configuration>();
  remembered.set(known, others.set(more, made));
  return made;
}

/** The same few are merged again and again. */
const remembered = new WeakMap<Configuration, WeakMap<Configuration, Configuration>>();

function merge(known: Configuration, more: Configuration): Configuration {
  const out: Record<string, unknown> = {};
  let changed = false;
  for (const [key, title] of Object.entries(SECTIONS)) {
    const section = key as keyof Configuration;
    const merged =
      section === "nameReference"
        ? mergeReferences(known.nameReference, more.nameReference)
        : mergeFieldSpecs(known[section], more[section], `failed to merge ${title} fieldSpec: `);
    changed ||= merged !== known[section];
    out[section] = merged;
  }
  return changed ? sorted(out as unknown as Configuration) : known;
}

/** Adds field specs to a list; `prefix` stands before the message where two contradict each other. */
export function mergeFieldSpecs(
  known: readonly FieldSpec[],
  more: readonly FieldSpec[],
  prefix: string,
): readonly FieldSpec[] {
  const byPath = new Map<string, FieldSpec[]>();
  const note = (it: FieldSpec) => {
    const same = byPath.get(it.path);
    if (same) same.push(it);
    else byPath.set(it.path, [it]);
  };
  for (const it of known) note(it);
  const added: FieldSpec[] = [];
  for (const it of more) {
    const same = byPath.get(it.path)?.find((other) => isSelected(kindOf(other), it));
    if (same && (same.create ?? false) !== (it.create ?? false)) {
      stop(`${prefix}conflicting fieldspecs`);
    }
    if (same) continue;
    note(it);
    added.push(it);
  }
  return added.length === 0 ? known : [...known, ...added];
}

function mergeReferences(
  known: readonly NameReference[],
  more: readonly NameReference[],
): readonly NameReference[] {
  let out = known;
  for (const it of more) out = mergeReference(out, it);
  return out;
}

function mergeReference(
  known: readonly NameReference[],
  it: NameReference,
): readonly NameReference[] {
  let found = false;
  let changed = false;
  const out = known.map((other) => {
    if (kindKey(other) !== kindKey(it)) return other;
    found = true;
    const prefix = "failed to merge NameReference fieldSpec: ";
    const fieldSpecs = mergeFieldSpecs(other.fieldSpecs, it.fieldSpecs, prefix);
    if (fieldSpecs === other.fieldSpecs) return other;
    changed = true;
    return { ...other, fieldSpecs };
  });
  if (!found) return [...known, it];
  return changed ? out : known;
}

type Kind = Pick<NameReference, "group" | "version" | "kind">;

const kindOf = ({ group = "", version = "", kind = "" }: Kind) => ({ group, version, kind });

const kindKey = (it: Kind): string =>
  `${it.group || "~G"}_${it.version || "~V"}_${it.kind || "~K"}`;

/** As kustomize sorts each list: kinds on which others depend first. */
export function sorted(configuration: Configuration): Configuration {
  const out: Record<string, unknown> = {};
  for (const section of Object.keys(SECTIONS)) {
    const list: readonly Kind[] = configuration[section as keyof Configuration];
    out[section] = list.toSorted(compareKinds);
  }
  return out as unknown as Configuration;
}

function compareKinds(a: Kind, b: Kind): number {
  const rank = legacyRank(a.kind ?? "") - legacyRank(b.kind ?? "");
  if (rank !== 0) return rank;
  const [keyA, keyB] = [kindKey(a), kindKey(b)];
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}
