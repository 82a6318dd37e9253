import { KUSTOMIZE } from "../identity.ts";
import type { PathTarget, ReferenceRow } from "./row.ts";
import { object } from "./rows.ts";

const OWNERS = ["Kustomization", "Component"].map((kind) => ({ group: KUSTOMIZE, kind }));

const paths = (
  at: string,
  to: PathTarget["to"],
  role: PathTarget["role"],
  more: Partial<PathTarget> = {},
): readonly ReferenceRow[] =>
  OWNERS.map((owner) => ({
    owner,
    at,
    target: { type: "path", base: "file", to, role, ...more },
    missing: "error",
    code: "kustomization-entry-missing",
  }));

/** What a patch or replacement selects: any kind, by group and kind beside the name. */
const selected = (at: string, pattern: boolean): readonly ReferenceRow[] =>
  OWNERS.map((owner) =>
    object(owner, at, [], {
      kindField: "kind",
      groupField: "group",
      namespaceField: "namespace",
      defaultNamespace: "explicit",
      pattern,
    }),
  );

/** kustomization.yaml: what each entry names. kustomize.md §2.2, §4.1, §9, §15, §18, §19, §21 and §22. */
export const kustomizeReferences: readonly ReferenceRow[] = [
  ...paths("resources[]", "kustomization-or-file", "resource"),
  ...paths("bases[]", "kustomization-or-file", "resource"),
  ...paths("components[]", "component", "resource"),
  ...paths("crds[]", "file", "configuration"),
  ...paths("patches[].path", "file", "patch"),
  ...selected("patches[].target", true),
  ...paths("patchesStrategicMerge[]", "file", "patch", { inline: true }),
  ...paths("patchesJson6902[].path", "file", "patch"),
  ...selected("patchesJson6902[].target", true),
  ...paths("replacements[].path", "file", "configuration"),
  ...selected("replacements[].source", false),
  ...selected("replacements[].targets[].select", false),
  ...selected("replacements[].targets[].reject[]", false),
  ...selected("vars[].objref", false),
  ...paths("configMapGenerator[].files[]", "file", "data", { keyed: true }),
  ...paths("configMapGenerator[].envs[]", "file", "data"),
  ...paths("configMapGenerator[].env", "file", "data"),
  ...paths("secretGenerator[].files[]", "file", "data", { keyed: true }),
  ...paths("secretGenerator[].envs[]", "file", "data"),
  ...paths("secretGenerator[].env", "file", "data"),
  ...paths("configurations[]", "file", "configuration"),
  ...paths("generators[]", "kustomization-or-file", "configuration", { inline: true }),
  ...paths("transformers[]", "kustomization-or-file", "configuration", { inline: true }),
  ...paths("validators[]", "kustomization-or-file", "configuration", { inline: true }),
  ...paths("openapi.path", "file", "configuration"),
  ...paths("helmCharts[].valuesFile", "file", "data"),
  ...paths("helmCharts[].additionalValuesFiles[]", "file", "data"),
  ...paths("helmChartInflationGenerator[].values", "file", "data"),
];
