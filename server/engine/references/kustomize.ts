import type { PathTarget, ReferenceRow } from "./row.ts";

const KUSTOMIZE = "kustomize.config.k8s.io";

const row = (
  at: string,
  to: PathTarget["to"],
  role: PathTarget["role"],
  more: Partial<PathTarget> = {},
): readonly ReferenceRow[] =>
  (["Kustomization", "Component"] as const).map((kind) => ({
    owner: { group: KUSTOMIZE, kind },
    at,
    target: { type: "path", base: "file", to, role, ...more },
    missing: "error",
    code: "kustomization-entry-missing",
  }));

/** kustomization.yaml: what each entry names. kustomize.md §2.2 and §4.1. */
export const kustomizeReferences: readonly ReferenceRow[] = [
  ...row("resources[]", "kustomization-or-file", "resource"),
  ...row("bases[]", "kustomization-or-file", "resource"),
  ...row("components[]", "component", "resource"),
  ...row("patches[].path", "file", "patch"),
  ...row("patchesStrategicMerge[]", "file", "patch"),
  ...row("patchesJson6902[].path", "file", "patch"),
];
