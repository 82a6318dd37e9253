import type { ReferenceRow } from "./row.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
const SOURCE = "source.toolkit.fluxcd.io";

/** Flux kinds: every field that names an object or folder, with the defaults of flux.md §8.1. */
export const fluxReferences: readonly ReferenceRow[] = [
  {
    owner: { group: KUSTOMIZE, kind: "Kustomization" },
    at: "spec.dependsOn[]",
    target: {
      type: "object",
      kinds: [{ group: KUSTOMIZE, kind: "Kustomization" }],
      nameField: "name",
      namespaceField: "namespace",
      defaultNamespace: "own",
    },
    missing: "error",
    code: "depends-on-missing",
  },
  {
    owner: { group: KUSTOMIZE, kind: "Kustomization" },
    at: "spec.sourceRef",
    target: {
      type: "object",
      kinds: ["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"].map((kind) => ({
        group: SOURCE,
        kind,
      })),
      kindField: "kind",
      nameField: "name",
      namespaceField: "namespace",
      defaultNamespace: "own",
    },
    missing: "outside",
    code: "source-missing",
  },
  {
    owner: { group: KUSTOMIZE, kind: "Kustomization" },
    at: "spec.path",
    target: { type: "path", base: "source", to: "folder", role: "resource" },
    missing: "error",
    code: "path-missing",
  },
];
