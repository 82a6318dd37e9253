import { bringersFor, isBeside } from "../../brought.ts";
import { nameOf } from "../../identity.ts";
import { isLeftOut, namespacesOf } from "../../reach.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import { mayBeIn, resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { replaceName } from "../fixes.ts";
import { type NearName, nearName } from "../nearName.ts";
import type { Finding, Related, Rule, Severity } from "../rule.ts";

/** A rule about what a Canary names in its own namespace, told by what differs. */
export interface FlaggerRule extends Omit<Rule, "about" | "check"> {
  /** What follows, as a sentence that begins in the middle. */
  readonly consequence: string;
}

/**
 * The rule that reports what a Canary names in its own namespace and is not there. Charts and other repositories bring
 * workloads too, so absence counts only where the objects beside the Canary show that its workloads are kept here.
 */
export function flaggerMissing({ consequence, ...rule }: FlaggerRule): Rule {
  return {
    ...rule,
    judges: "builds",
    about: (resource) => resource.references.some((it) => it.row.code === rule.code),
    *check(resource, view) {
      for (const reference of resource.references) {
        if (reference.row.code !== rule.code || !isOfKubernetes(reference)) continue;
        const finding = missing(view, resource, reference, consequence);
        if (finding) yield finding;
      }
    },
  };
}

/** A target of another group, as a Knative Service, is made by its own controller. */
const isOfKubernetes = ({ group, row: { target } }: Reference): boolean =>
  target.type === "object" && target.kinds.some((it) => it.group === group);

function missing(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  const resolution = resolve(view, resource, reference);
  if (resolution.type !== "missing" && resolution.type !== "elsewhere") return undefined;
  if (isLeftOut(resource, view)) return undefined;
  const { kind, text } = reference;
  const isBrought = bringersFor(resource, view).length > 0;
  if (resolution.type === "elsewhere") {
    if (isBrought) return undefined;
    return {
      at: reference.path,
      message: `${kind} "${text}" is in another namespace than this Canary, so ${consequence}.`,
      related: resolution.resources.map(named),
    };
  }
  const near = nearName(view, resource, reference);
  const severity = severityOf(isBrought, near, hasWorkloads(view, resource));
  if (!severity) return undefined;
  const where = [...(namespacesOf(resource, view) ?? [])].map((it) => ` in namespace "${it}"`);
  return {
    at: reference.path,
    severity,
    message:
      `No ${kind} "${text}"${where.length === 1 ? where[0] : ""}, so ${consequence}.` +
      (near ? ` Did you mean "${near.name}"?` : ""),
    fixes: near
      ? [{ ...replaceName(resource, reference, near.name), preferred: near.letters }]
      : [],
  };
}

const named = (resource: Resource): Related => ({
  resource,
  at: ["metadata", "name"],
  message: nameOf(resource),
});

function severityOf(
  isBrought: boolean,
  near: NearName | undefined,
  hasNeighbours: boolean,
): Severity | undefined {
  if (isBrought) return near?.letters ? "warning" : undefined;
  return hasNeighbours ? "error" : undefined;
}

/** Are workloads of this namespace kept in the workspace? */
function hasWorkloads(view: View, canary: Resource): boolean {
  const home = namespacesOf(canary, view);
  return ["Deployment", "DaemonSet", "StatefulSet"]
    .flatMap((kind) => view.ofKind("apps", kind))
    .some(
      (it) =>
        standingOf(it, view) === "object" &&
        (isBeside(it, canary, view) ||
          (home !== undefined && namespacesOf(it, view) !== undefined && mayBeIn(it, home, view))),
    );
}
