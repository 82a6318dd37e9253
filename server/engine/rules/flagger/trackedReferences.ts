import { field } from "../../canary/json.ts";
import type { Reference } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { objectOf } from "./objectOf.ts";

/**
 * The ConfigMaps or Secrets of a workload that Flagger tracks and copies, each named once. flagger.md §2.8
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/config_tracker.go
 */
export function trackedReferences(
  workload: Resource,
  kind: "ConfigMap" | "Secret",
): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const it of workload.references) {
    if (it.kind !== kind || it.row.target.type !== "object" || !isTracked(it)) continue;
    if (!found.has(it.text)) found.set(it.text, it);
  }
  return [...found.values()];
}

const isTracked = ({ row: { at } }: Reference): boolean =>
  at.startsWith("spec.template.spec.volumes[]") ||
  at.startsWith("spec.template.spec.containers[]") ||
  at.startsWith("spec.template.spec.initContainers[]");

/** May what it names be absent? */
export function isOptional(workload: Resource, { path }: Reference, view: View): boolean {
  let it = objectOf(workload, view) as Parameters<typeof field>[0];
  for (const step of path.slice(0, -1)) {
    it = typeof step === "number" ? (Array.isArray(it) ? it[step] : undefined) : field(it, step);
  }
  return field(it, "optional") === true;
}
