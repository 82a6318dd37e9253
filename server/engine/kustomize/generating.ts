import type { Mapping } from "../node.ts";
import { placeOfNode, type StepKind } from "../origin.ts";
import { join } from "../path.ts";
import { type ConfiguredBy, fromGenerator } from "./buildMetadata.ts";
import type { BuiltObject } from "./built.ts";
import { configText } from "./configText.ts";
import { generate } from "./generators.ts";
import type { GeneratorEntry } from "./kustomizationEntries.ts";
import { pluginGenerators } from "./pluginGenerators.ts";
import { stringNode } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import type { Target } from "./target.ts";
import { causeOf, withField } from "./tree.ts";

/** Makes objects; all generators are read and checked before the first of them runs. */
export interface Generator {
  readonly run: () => readonly BuiltObject[];
  readonly by: ConfiguredBy;
  /** The file that configures it, seen from the root of the build. */
  readonly configuredIn: string | undefined;
}

/** Runs the generators of a kustomization and adds what they make, by its behavior (kustomize.md §9). */
export function runGenerators(target: Target): void {
  const { kustomization, state, context } = target;
  const all = [
    ...entryGenerators(target, kustomization.configMapGenerator),
    ...entryGenerators(target, kustomization.secretGenerator),
    ...withoutCharts(target),
    ...within("loading generator plugins: ", () => pluginGenerators(target)),
  ];
  for (const { run, by, configuredIn } of all) {
    const { at } = context;
    const made = run();
    const told =
      at && configuredIn ? made.map((it) => fromGenerator(it, at, configuredIn, by)) : made;
    // kustomize prints where the generator and its origin lie in its memory.
    const origin = at && configuredIn ? "0xPOINTER" : "<nil>";
    within(`merging from generator &{0xPOINTER ${origin}}: `, () => {
      for (const it of told) state.objects.absorb(it);
    });
  }
}

function entryGenerators(target: Target, entries: readonly GeneratorEntry[]): readonly Generator[] {
  const { loader, kustomization, context, fileName } = target;
  return entries.map((entry) => {
    const by: StepKind = entry.kind;
    const place = placeOfNode(entry.node);
    if (!place) throw new Error("An entry of a kustomization has lost its origin.");
    return {
      run: () => [generate(entry, kustomization.generatorOptions, loader, { by, place })],
      by: { apiVersion: "builtin", kind: by },
      configuredIn: context.at && join(context.at.path, fileName),
    };
  });
}

/** Charts are never rendered: kustomize itself does so only when it is told to. */
function withoutCharts({ kustomization, context }: Target): readonly Generator[] {
  const { helmCharts, helmGlobals, namespace } = kustomization;
  for (const chart of helmCharts) {
    const place = placeOfNode(chart);
    if (context.lenient) {
      context.log.lacks = true;
      const message =
        "Charts are not rendered here: what this one makes is missing from the build.";
      if (place) context.log.notes.push({ code: "helm-chart", message, place });
      continue;
    }
    context.log.chain = true;
    const inNamespace = withNamespace(chart, namespace?.text || context.namespaceAbove);
    const shown = {
      ...inNamespace,
      entries: [...(helmGlobals?.entries ?? []), ...inNamespace.entries],
    };
    stop(
      `trouble configuring builtin HelmChartInflationGenerator with config: \`\n${configText(shown)}\`: must specify --enable-helm`,
      place,
    );
  }
  return [];
}

function withNamespace(chart: Mapping, namespace: string): Mapping {
  const own = chart.entries.some((it) => it.key.text === "namespace");
  if (own || namespace === "") return chart;
  const cause = causeOf(chart);
  return withField(chart, "namespace", stringNode(namespace, cause), cause);
}
