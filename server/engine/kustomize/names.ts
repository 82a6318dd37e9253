import type { Node } from "../node.ts";
import type { Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { type FieldSpec, visitFields } from "./fieldSpec.ts";
import { isSelected, originalIdOf, withPast } from "./id.ts";
import { setScalar } from "./setScalar.ts";
import { noRewrites, noteRewrite, rewritten } from "./sharedScalars.ts";
import { withTrack } from "./withTrack.ts";
import { onEach, type Work } from "./work.ts";

export interface Affix {
  readonly side: "prefix" | "suffix";
  readonly text: string;
  /** The text that holds it. */
  readonly node?: Node | undefined;
  readonly fieldSpecs: readonly FieldSpec[];
}

/** Puts a prefix or suffix to the names of the objects (kustomize.md §12). */
export const addAffix = (affix: Affix, step: Step): Work =>
  onEach((it) => renamed(it, affix, step));

/** Kinds whose names mean something by themselves. */
const KEPT = [
  { kind: "CustomResourceDefinition" },
  { group: "apiregistration.k8s.io", kind: "APIService" },
  { kind: "Namespace" },
] as const;

function renamed(object: BuiltObject, affix: Affix, step: Step): BuiltObject {
  const first = originalIdOf(object);
  if (KEPT.some((it) => isSelected(first, it))) return object;
  let it = object;
  for (const spec of affix.fieldSpecs) {
    if (isSelected(first, spec)) it = inField(it, spec, affix, step);
  }
  return it;
}

function inField(object: BuiltObject, spec: FieldSpec, affix: Affix, step: Step): BuiltObject {
  const known = spec.path === "metadata/name" ? remembered(object, affix) : object;
  const rewrites = noRewrites();
  const change = (field: Node, made: boolean): Node => {
    const old = field.kind === "scalar" ? field.text : "";
    const text = affix.side === "prefix" ? affix.text + old : old + affix.text;
    const after = setScalar(field, made, { text, as: "any", source: affix.node, step });
    noteRewrite(rewrites, field, after);
    return after;
  };
  if (affix.text === "") return known;
  const cause = causedBy(affix.node, step);
  const node = visitFields(object.node, spec, change, { kind: "scalar", cause });
  return changedBy(known, rewritten(node, rewrites), step);
}

/** The identity it had, and the affix, by which references are matched. */
function remembered(object: BuiltObject, { side, text }: Affix): BuiltObject {
  if (text === "") return object;
  const it = withPast(object);
  const { past, prefixes, suffixes } = it.track;
  return side === "prefix"
    ? withTrack(it, { past, prefixes: [...prefixes, text], suffixes })
    : withTrack(it, { past, prefixes, suffixes: [...suffixes, text] });
}
