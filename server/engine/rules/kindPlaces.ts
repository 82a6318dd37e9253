import { FLUX_KUSTOMIZE, KUSTOMIZE } from "../identity.ts";
import type { KindName } from "../references/row.ts";

/** Where a kind is named. */
export interface KindPlace {
  readonly owner: KindName;
  /** The mapping with `kind`, and `apiVersion` or `group` and `version`. */
  readonly at: string;
  /** All that may stand there. */
  readonly among?: readonly string[];
  /** The words are regular expressions. */
  readonly pattern?: true;
  /** What follows, as the end of a sentence. */
  readonly consequence: string;
}

const UNPATCHED = "nothing is patched";

const PLACES: readonly KindPlace[] = [
  ...["spec.healthChecks[]", "spec.healthCheckExprs[]"].map((place) => ({
    owner: { group: FLUX_KUSTOMIZE, kind: "Kustomization" },
    at: place,
    consequence: "this Kustomization never becomes ready",
  })),
  {
    owner: { group: FLUX_KUSTOMIZE, kind: "Kustomization" },
    at: "spec.patches[].target",
    pattern: true,
    consequence: UNPATCHED,
  },
  ...["Kustomization", "Component"].flatMap((kind): readonly KindPlace[] => [
    ...["patches[].target", "patchesJson6902[].target"].map((place) => ({
      owner: { group: KUSTOMIZE, kind },
      at: place,
      pattern: true as const,
      consequence: UNPATCHED,
    })),
    ...["replacements[].source", "replacements[].targets[].select"].map((place) => ({
      owner: { group: KUSTOMIZE, kind },
      at: place,
      consequence: "nothing is replaced",
    })),
  ]),
  {
    owner: { group: "autoscaling", kind: "HorizontalPodAutoscaler" },
    at: "spec.scaleTargetRef",
    consequence: "nothing is scaled",
  },
  {
    owner: { group: "keda.sh", kind: "ScaledObject" },
    at: "spec.scaleTargetRef",
    consequence: "nothing is scaled",
  },
  {
    owner: { group: "fluxcd.controlplane.io", kind: "ResourceSet" },
    at: "spec.dependsOn[]",
    consequence: "it waits in vain",
  },
  {
    owner: { group: "cert-manager.io", kind: "Certificate" },
    at: "spec.issuerRef",
    among: ["Issuer", "ClusterIssuer"],
    consequence: "no certificate is issued",
  },
  {
    owner: { group: "external-secrets.io", kind: "ExternalSecret" },
    at: "spec.secretStoreRef",
    among: ["SecretStore", "ClusterSecretStore"],
    consequence: "no Secret is made",
  },
];

const placesByOwner = new Map<string, readonly KindPlace[]>();
for (const it of PLACES) {
  const key = `${it.owner.group}|${it.owner.kind}`;
  placesByOwner.set(key, [...(placesByOwner.get(key) ?? []), it]);
}

/** The fields of a kind that name kinds. */
export const kindPlacesOf = ({ group, kind }: KindName): readonly KindPlace[] =>
  placesByOwner.get(`${group}|${kind}`) ?? none;

const none: readonly KindPlace[] = [];
