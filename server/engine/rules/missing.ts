import { nameOf } from "../identity.ts";
import { isLeftOut, namespacesOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { Missing } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName, setNamespace } from "./fixes.ts";
import { namedByOthers } from "./namedByOthers.ts";
import { type NearName, nearName } from "./nearName.ts";
import { otherKind } from "./otherKind.ts";
import type { Finding, Fix, Rule, Severity } from "./rule.ts";

/** A rule about one code of the table of references, told by what differs. */
export interface MissingRule extends Omit<Rule, "about" | "check"> {
  /** What follows, as a sentence that begins in the middle: `this object never starts`. */
  readonly consequence: string;
}

/** The rule that reports references of its code to objects that are not there. */
export function missingReferences({ consequence, ...rule }: MissingRule): Rule {
  return {
    ...rule,
    judges: "builds",
    about: (resource) => resource.references.some((it) => it.row.code === rule.code),
    *check(resource, view) {
      for (const reference of resource.references) {
        if (reference.row.code !== rule.code || reference.row.target.type !== "object") continue;
        const finding = missingFinding(view, resource, reference, consequence);
        if (finding) yield finding;
      }
    },
  };
}

/** What is to be said of one reference, if anything. */
export function missingFinding(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  const { missing } = reference.row;
  if (missing === "silent" || reference.optional) return undefined;
  const resolution = resolve(view, resource, reference);
  const isBootstrap = resolution.type === "held" && resolution.because === "bootstrap";
  if (resolution.type !== "elsewhere" && resolution.type !== "missing" && !isBootstrap) {
    return undefined;
  }
  const leftOut = isLeftOut(resource, view);
  // What nothing applies is not judged by what is there.
  if (leftOut && missing !== "error") return undefined;
  const finding =
    resolution.type === "elsewhere"
      ? elsewhere(view, resource, reference, resolution.resources, consequence)
      : (otherKind(view, resource, reference, consequence) ??
        (isBootstrap ? undefined : nowhere(view, resource, reference, consequence)));
  return finding && leftOut ? { ...finding, severity: "information" } : finding;
}

function nowhere(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  const near = nearName(view, resource, reference) ?? saidByOthers(view, resource, reference);
  const severity = severityOf(view, reference, near);
  if (!severity) return undefined;
  const { kind, text } = reference;
  const where = reference.row.missing === "error" ? ", so" : ". Unless it comes from elsewhere,";
  const meant = near ? ` Did you mean "${near.name}"?` : "";
  return {
    at: reference.path,
    message: `No ${kind} "${text}" in this workspace${where} ${consequence}.${meant}`,
    severity,
    fixes: near
      ? [{ ...replaceName(resource, reference, near.name), preferred: near.letters }]
      : [],
  };
}

function saidByOthers(view: View, from: Resource, reference: Reference): NearName | undefined {
  const name = namedByOthers(view, from, reference);
  return name === undefined ? undefined : { name, letters: true };
}

/** How sure one can be that a thing which is not here is nowhere; see `Missing`. */
function severityOf(
  view: View,
  { row, group, kind }: Reference,
  near: NearName | undefined,
): Severity | undefined {
  const isSlip = near?.letters === true;
  const answers: Readonly<Record<Missing, Severity | undefined>> = {
    error: "error",
    // Where none of that kind is in the tree, they are all kept elsewhere.
    warning: isSlip || view.ofKind(group, kind).length > 0 ? "warning" : "information",
    information: isSlip ? "warning" : "information",
    // Where bootstrap's own files are in the tree, sources are kept as files, and one that is not is forgotten.
    outside: isSlip || view.withFact("sync").length > 0 ? "warning" : undefined,
    near: isSlip ? "hint" : undefined,
    slip: undefined,
    silent: undefined,
  };
  return answers[row.missing];
}

const ELSEWHERE: Readonly<Record<Missing, Severity>> = {
  error: "error",
  warning: "warning",
  // ConfigMaps are copied between namespaces by tools of many kinds.
  information: "information",
  outside: "warning",
  near: "hint",
  slip: "hint",
  silent: "hint",
};

function elsewhere(
  view: View,
  resource: Resource,
  reference: Reference,
  found: readonly Resource[],
  consequence: string,
): Finding {
  const { kind, text, row } = reference;
  const there = new Set(found.flatMap((it) => [...(namespacesOf(it, view) ?? [])]));
  const here = reference.namespace ?? [...(namespacesOf(resource, view) ?? [])].sort().join(" or ");
  const [only] = there;
  const field = row.target.type === "object" ? row.target.namespaceField : undefined;
  const fixes: readonly Fix[] =
    there.size === 1 && only !== undefined && field !== undefined
      ? [setNamespace(resource, reference, field, only)]
      : [];
  return {
    at: reference.path,
    message: `${kind} "${text}" is in namespace ${listed(there)}, not in "${here}" where this looks for it, so ${consequence}.`,
    severity: ELSEWHERE[row.missing],
    related: found
      .slice(0, RELATED)
      .map((it) => ({ resource: it, at: ["metadata", "name"], message: nameOf(it) })),
    fixes,
  };
}

/** More places than these help nobody. */
const RELATED = 5;

/** All of three, or the first two and how many there are besides. */
function listed(names: ReadonlySet<string>): string {
  const sorted = [...names].sort().map((it) => `"${it}"`);
  const shown = sorted.length > 3 ? [...sorted.slice(0, 2), `${sorted.length - 2} others`] : sorted;
  return [shown.slice(0, -1).join(", "), shown.at(-1)].filter(Boolean).join(" and ");
}
