import type { Reference } from "../references/read.ts";
import { isOpen } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import { isSlip } from "./slip.ts";

/**
 * The name that several others of the same kind say in the same field, where this one is a slip of the finger away from
 * it. So what stands in no file, as a storage class or the source that bootstrap makes, is known by those who name it.
 */
export function namedByOthers(
  view: View,
  from: Resource,
  reference: Reference,
): string | undefined {
  const { group, kind, row, text } = reference;
  const names = view.derived(
    `named by ${from.group}|${from.kind} ${row.at} ${group}|${kind}`,
    (it) => namesSaid(it, from, reference),
  );
  const near = names.get(homeOf(from, reference))?.filter((it) => isSlip(text, it)) ?? [];
  return near.length === 1 ? near[0] : undefined;
}

/** What enough objects of one kind name in a field, by the namespace that is meant. */
function namesSaid(
  view: View,
  { group, kind }: Resource,
  { row, group: namedGroup, kind: namedKind }: Reference,
): ReadonlyMap<string, readonly string[]> {
  const namers = new Map<string, Map<string, Set<YamlDocument>>>();
  for (const it of view.ofKind(group, kind)) {
    const said = it.references.filter(
      (other) => other.row === row && other.group === namedGroup && other.kind === namedKind,
    );
    if (said.length === 0 || standingOf(it, view) !== "object") continue;
    for (const other of said) {
      if (isOpen(other.text)) continue;
      const home = homeOf(it, other);
      const names = namers.get(home) ?? new Map<string, Set<YamlDocument>>();
      namers.set(home, names);
      names.set(other.text, (names.get(other.text) ?? new Set()).add(it.document));
    }
  }
  return new Map([...namers].map(([home, names]) => [home, namesOf(names)]));
}

const namesOf = (names: ReadonlyMap<string, ReadonlySet<YamlDocument>>): readonly string[] =>
  [...names].filter(([, documents]) => documents.size >= SEVERAL).map(([name]) => name);

const SEVERAL = 3;

/** The namespace that is written for the target, or for those who name it. */
function homeOf(from: Resource, { row: { target }, namespace }: Reference): string {
  if (target.type === "object" && target.defaultNamespace === "cluster") return "";
  return namespace ?? `of ${from.namespace ?? ""}`;
}
