import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Finding, Rule } from "./rule.ts";

/** A rule about one code of the table of references, told by what differs. */
export interface MissingRule extends Omit<Rule, "about" | "check"> {
  /** What follows, as the end of a sentence: `so this object never starts`. */
  readonly consequence: string;
}

/** The rule that reports references of its code to objects that are not there. */
export function missingReferences({ consequence, ...rule }: MissingRule): Rule {
  return {
    ...rule,
    about: (resource) => resource.references.some((it) => it.row.code === rule.code),
    *check(resource, view) {
      for (const reference of resource.references) {
        if (reference.row.code !== rule.code) continue;
        yield* missing(view, resource, reference, consequence);
      }
    },
  };
}

function* missing(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Generator<Finding> {
  if (reference.row.missing === "silent") return;
  const resolution = resolve(view, resource, reference);
  if (resolution.type === "elsewhere")
    yield elsewhere(resource, reference, resolution.resources, consequence);
  if (resolution.type !== "missing") return;
  const names = view.ofKind(reference.group, reference.kind).map((it) => it.name);
  const near = nearest(reference.text, names);
  const outside = reference.row.missing === "outside";
  // What may come from elsewhere is a mistake only when it looks like one.
  if (outside && near === undefined) return;
  yield {
    at: reference.path,
    message:
      `No ${reference.kind} "${reference.text}" in this workspace, ${consequence}.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    ...(outside ? { severity: "warning" as const } : {}),
    fixes: near === undefined ? [] : [replace(resource, reference, near)],
  };
}

function elsewhere(
  resource: Resource,
  reference: Reference,
  found: readonly Resource[],
  consequence: string,
): Finding {
  const other = found[0];
  const wanted = reference.namespace ?? resource.namespace ?? "";
  return {
    at: reference.path,
    message:
      `${reference.kind} "${reference.text}" is not in namespace "${wanted}"` +
      ` but in "${other?.namespace ?? ""}", ${consequence}.`,
    related: found.map((it) => ({ resource: it, at: ["metadata", "name"], message: nameOf(it) })),
  };
}

const replace = (resource: Resource, reference: Reference, text: string) => ({
  title: `Replace with "${text}"`,
  changes: [{ type: "replace" as const, resource, at: reference.path, on: "value" as const, text }],
  preferred: true,
});
