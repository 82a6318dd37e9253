import { KUSTOMIZE } from "../../identity.ts";
import { memo } from "../../memo.ts";
import { mayBePatched } from "../../patched.ts";
import { isLeftOut, reachOf } from "../../reach.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { Rule } from "../rule.ts";
import type { Constraint } from "./constraint.ts";
import { type Judged, judge } from "./judge.ts";
import { placesIn } from "./places.ts";

/** A rule but for what it does. */
export type ConstraintWords = Omit<Rule, "judges" | "about" | "prepare" | "check">;

/** The rule that reports what breaks a table of constraints, unless a parent may still mend it. */
export function constraintRule(words: ConstraintWords, table: readonly Constraint[]): Rule {
  const byKind = new Map<string, Constraint[]>();
  for (const it of table) byKind.set(it.kind, [...(byKind.get(it.kind) ?? []), it]);
  const constraintsOf = ({ group, version, kind }: Resource): readonly Constraint[] | undefined =>
    byKind.get(group === "" ? `${version} ${kind}` : `${group}/${version} ${kind}`) ??
    (isCustom(group) ? byKind.get("*") : undefined);
  /** What the object alone breaks, parents left aside. */
  const judged = memo((resource: Resource) => {
    const root = treeOf(resource);
    const spotsAt = placesIn(root);
    const found = (constraintsOf(resource) ?? []).flatMap((it) => [
      ...judge(it, resource, root, spotsAt),
    ]);
    return found.length === 0 ? none : found;
  });
  return {
    ...words,
    judges: "builds",
    about: (resource) => constraintsOf(resource) !== undefined,
    prepare: (resource) => judged(resource),
    *check(resource, view) {
      for (const { finding, decidedBy } of judged(resource)) {
        const isMended =
          decidedBy === "any"
            ? reachOf(resource, view).patches
            : mayBePatched(resource, view, [...decidedBy]);
        if (isMended) continue;
        // Pieces are kept for parents that will complete them.
        yield isLeftOut(resource, view) ? { ...finding, severity: "information" } : finding;
      }
    },
  };
}

/** Is it a group of kinds that definitions make? */
const isCustom = (group: string): boolean =>
  group.includes(".") &&
  group !== KUSTOMIZE &&
  (!group.endsWith(".k8s.io") || group === "gateway.networking.k8s.io");

const none: readonly Judged[] = [];
