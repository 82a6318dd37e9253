import fc from "fast-check";
import {
  configurationFile,
  crd,
  generator,
  imageEntry,
  labelEntry,
  openapi,
  replicaEntry,
  transformer,
} from "./configurations.ts";
import type { Desk, Late } from "./desk.ts";
import { generatorEntry, generatorOptions } from "./generators.ts";
import { oldJson } from "./jsonPatches.ts";
import { oldMerge, patchEntry } from "./patches.ts";
import { labels } from "./pods.ts";
import { replacementEntry, variable } from "./replacements.ts";
import { namespaceName, rarely } from "./scalars.ts";
import type { Fields, Value } from "./value.ts";

/** The fields of one kustomization that make objects, and those that change them; entries may depend on the tree. */
export interface KustomizationPlan {
  readonly generators: Readonly<Record<string, readonly Late[] | undefined>>;
  readonly others: Readonly<Record<string, Late | readonly Late[] | undefined>>;
}

const some = (entry: fc.Arbitrary<Late>, maxLength: number): fc.Arbitrary<readonly Late[]> =>
  fc.array(entry, { minLength: 1, maxLength });

const fixed = (value: fc.Arbitrary<Value>): fc.Arbitrary<Late> => value.map((it) => () => it);

const order = fc.constantFrom<Value>(
  { order: "fifo" },
  { order: "legacy" },
  {
    order: "legacy",
    legacySortOptions: { orderFirst: ["Deployment", "Widget"], orderLast: ["Namespace"] },
  },
  { order: "legacy", legacySortOptions: { orderFirst: ["ConfigMap"] } },
);

const metadataWords = fc.subarray(
  ["originAnnotations", "transformerAnnotations", "managedByLabel", "other"],
  { minLength: 1 },
);

const affix = (texts: readonly string[]): fc.Arbitrary<Late> => fixed(fc.constantFrom(...texts));

/** How often a field is absent for each time that it is there. */
export const kustomizationPlan: fc.Arbitrary<KustomizationPlan> = fc.record({
  generators: fc.record({
    configMapGenerator: rarely(3, some(generatorEntry("ConfigMap"), 2)),
    secretGenerator: rarely(6, some(generatorEntry("Secret"), 2)),
    generators: rarely(30, some(generator, 1)),
  }),
  others: fc.record({
    generatorOptions: rarely(10, fixed(generatorOptions)),
    namespace: rarely(4, fixed(namespaceName)),
    namePrefix: rarely(5, affix(["dev-", "p-", "1-", "x."])),
    nameSuffix: rarely(7, affix(["-v2", "-s", "-1"])),
    labels: rarely(5, some(fixed(labelEntry), 2)),
    commonLabels: rarely(7, fixed(labels)),
    commonAnnotations: rarely(6, fixed(labels)),
    images: rarely(4, some(fixed(imageEntry), 3)),
    imageTags: rarely(60, some(fixed(imageEntry), 1)),
    replicas: rarely(8, some(replicaEntry, 2)),
    patches: rarely(2, some(patchEntry, 2)),
    patchesStrategicMerge: rarely(14, some(oldMerge, 2)),
    patchesJson6902: rarely(14, some(oldJson, 2)),
    replacements: rarely(8, some(replacementEntry, 2)),
    vars: rarely(10, some(variable, 2)),
    configurations: rarely(10, some(configurationFile, 1)),
    crds: rarely(40, some(crd, 1)),
    openapi: rarely(30, openapi),
    transformers: rarely(15, some(transformer, 2)),
    sortOptions: rarely(10, fixed(order)),
    buildMetadata: rarely(14, fixed(metadataWords)),
  }),
});

/** What a plan writes into its kustomization. */
export function writtenFields(plan: KustomizationPlan["others"], desk: Desk): Fields {
  return Object.fromEntries(
    Object.entries(plan).map(([name, it]) => [
      name,
      typeof it === "function" ? it(desk) : writtenList(it, desk),
    ]),
  );
}

export function writtenList(list: readonly Late[] | undefined, desk: Desk): Value {
  const entries = list?.map((it) => it(desk)).filter((it) => it !== undefined);
  return entries?.length ? entries : undefined;
}
