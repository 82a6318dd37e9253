import type { Node } from "../node.ts";
import { alternativesTo, listed } from "./alternatives.ts";
import type { BuiltObject } from "./built.ts";
import type { Explanation } from "./explanation.ts";
import { idsOf, type ResId } from "./id.ts";
import { selected, type Target } from "./selector.ts";
import { fieldOf } from "./tree.ts";

/** Why no object is the one that a patch without a target is for. */
export function unmatchedPatch(id: ResId, objects: readonly BuiltObject[]): Explanation {
  const code = "patch-without-target";
  const ids = objects.flatMap(idsOf);
  const ofKind = ids.filter((it) => it.kind === id.kind);
  const ofGroup = ofKind.filter((it) => it.group === id.group && it.version === id.version);
  const where = id.namespace === "" ? "" : ` in namespace "${id.namespace}"`;
  const message = `There is no ${id.kind} "${id.name}"${where} here for this patch`;
  const named = ofKind.find((it) => it.name === id.name);
  if (named && !ofGroup.some((it) => it.name === id.name)) {
    return { code, message, next: `The one of that name is of ${apiVersionOf(named)}.` };
  }
  if (named) {
    const namespaces = [
      ...new Set(ofGroup.filter((it) => it.name === id.name).map(shownNamespace)),
    ];
    return { code, message, next: `The one of that name is ${namespaces.join(" and ")}.` };
  }
  const { text, meant } = alternativesTo(
    id.name,
    ofGroup.map((it) => it.name),
  );
  return { code, message, next: text || kindsIn(objects), meant };
}

const apiVersionOf = ({ group, version }: ResId): string =>
  group === "" ? version : `${group}/${version}`;

const shownNamespace = ({ namespace }: ResId): string =>
  namespace === "" || namespace === "default" ? "in no namespace" : `in "${namespace}"`;

function kindsIn(objects: readonly BuiltObject[]): string {
  const kinds = [...new Set(objects.flatMap(idsOf).map((it) => it.kind))].sort();
  return kinds.length === 0 ? "No object is here at all." : `Kinds here: ${listed(kinds)}.`;
}

/** Why a target selects nothing, and the part of it that is to blame. */
export interface Unselected {
  readonly node: Node | undefined;
  readonly text: string;
  readonly meant: string | undefined;
}

/** Looks for the one part of the target without which it would select something. */
export function unselected(target: Target, objects: readonly BuiltObject[]): Unselected {
  for (const part of PARTS) {
    const said = target[part];
    if (!said) continue;
    const others = selected({ ...target, [part]: undefined }, objects);
    if (others.length === 0) continue;
    const node = fieldOf(target.node, part) ?? target.node;
    const values = (of: (id: ResId) => string) => others.flatMap((it) => idsOf(it).map(of));
    switch (part) {
      case "name": {
        const { text, meant } = alternativesTo(
          said,
          values((it) => it.name),
        );
        return { node, text: `Nothing that fits otherwise is called "${said}". ${text}`, meant };
      }
      case "kind": {
        const { text, meant } = alternativesTo(
          said,
          values((it) => it.kind),
        );
        return { node, text: `Nothing that fits otherwise is a ${said}. ${text}`, meant };
      }
      case "namespace":
        return {
          node,
          text: `What fits otherwise is ${[...new Set(others.map((it) => shownNamespace(nowOf(it))))].join(" or ")} at this step.`,
          meant: undefined,
        };
      case "group":
      case "version": {
        const known = [...new Set(others.map((it) => apiVersionOf(nowOf(it))))].sort();
        return { node, text: `What fits otherwise is of ${listed(known)}.`, meant: undefined };
      }
      default:
        return { node, text: `${part} leaves out all that fits otherwise.`, meant: undefined };
    }
  }
  return { node: target.node, text: kindsIn(objects), meant: undefined };
}

/** Last those that a person is least likely to have got wrong. */
const PARTS = [
  "name",
  "namespace",
  "labelSelector",
  "annotationSelector",
  "version",
  "group",
  "kind",
] as const;

const nowOf = (object: BuiltObject): ResId => idsOf(object).at(-1) as ResId;
