import type { Entry, Mapping } from "../node.ts";
import { scalarAt } from "./kustomizationEntries.ts";
import { causeOf, emptyMapping, fieldOf, keyNode } from "./tree.ts";

/**
 * The entries of `helmChartInflationGenerator` in today's names. Only the folders that they name are the same for all
 * charts now; the last one named counts.
 */
export function legacyCharts(entries: readonly Mapping[]): {
  readonly charts: readonly Mapping[];
  readonly globals: Mapping | undefined;
} {
  const globals = GLOBALS.flatMap((name): readonly Entry[] => {
    const holder = entries.findLast((it) => scalarAt(it, name[0]));
    return holder ? renamed(holder, [name]).entries : [];
  });
  const [first] = globals;
  return {
    charts: entries.map((it) => renamed(it, CHART)),
    globals: first && { ...emptyMapping(causeOf(first.key)), entries: globals },
  };
}

type Names = readonly (readonly [old: string, now: string])[];

const CHART: Names = [
  ["chartName", "name"],
  ["chartVersion", "version"],
  ["chartRepoUrl", "repo"],
  ["values", "valuesFile"],
  ["valuesLocal", "valuesInline"],
  ["valuesMerge", "valuesMerge"],
  ["releaseName", "releaseName"],
];

const GLOBALS: Names = [
  ["chartHome", "chartHome"],
  ["helmHome", "configHome"],
];

function renamed(node: Mapping, names: Names): Mapping {
  const entries = names.flatMap(([old, now]): readonly Entry[] => {
    const value = fieldOf(node, old);
    return value ? [{ key: keyNode(now, causeOf(value)), value }] : [];
  });
  return { ...node, entries };
}
