import { at, type Path, textOf } from "./node.ts";
import { isLeftOut } from "./reach.ts";
import { type Resource, treeOf } from "./resource.ts";
import { standingOf } from "./standing.ts";
import type { View } from "./view.ts";

/**
 * The minor releases of Flux that this repository installs, as `7` of 2.7; `Infinity` where it follows the newest.
 * None where no file tells: then Flux is installed from elsewhere. flux.md §1.2
 */
export function fluxMinors(view: View): readonly number[] {
  const found = [...view.withFact("flux installation"), ...view.withFact("chart flux-instance")]
    .filter((it) => standingOf(it, view) === "object" && !isLeftOut(it, view))
    .flatMap((it) => minorOf(versionIn(it)) ?? []);
  return [...new Set(found)];
}

const versionIn = (resource: Resource): string | undefined =>
  textOf(at(treeOf(resource), VERSION_AT[resource.kind] ?? []));

const VERSION_AT: Readonly<Record<string, Path>> = {
  Namespace: ["metadata", "labels", "app.kubernetes.io/version"],
  FluxInstance: ["spec", "distribution", "version"],
  HelmRelease: ["spec", "values", "instance", "distribution", "version"],
};

/** `v2.7.3`, `2.7.x`, `~2.7` are one minor release; `2.x` and other ranges end at the newest. */
function minorOf(version: string | undefined): number | undefined {
  if (version === undefined) return undefined;
  const [, exact] = /^[v=~]?\s*v?2\.(\d+)(?:\.(?:\d+|x|\*))?(?:[-+][\w.-]+)?$/.exec(version) ?? [];
  if (exact !== undefined) return Number(exact);
  return /^(2|v2|2\.[x*]|[x*]|\^\s*v?2.*|>.*)$/.test(version)
    ? Number.POSITIVE_INFINITY
    : undefined;
}
