import { isLeftOut, namespacesOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { setNamespace } from "./fixes.ts";
import type { Rule } from "./rule.ts";
import { isPassedOver } from "./waitsForAll.ts";

/** Objects of Flux stand in files nearly always, so one that is elsewhere in the same cluster is the one that was meant. */
export const healthCheckElsewhere: Rule = {
  code: "health-check-elsewhere",
  severity: "warning",
  title: "Health check of an object in another namespace",
  explanation:
    "An entry of `healthChecks` names one object by kind, name and namespace. Where there is none, kustomize-controller does not say so: it waits for the whole `timeout`, each time anew, and the Kustomization and all that depend on it never become ready. A HelmRelease stands in its own namespace, not in that of what it installs (`targetNamespace`). Name the namespace in which the object is applied. With `wait: true` the list is not looked at.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#health-checks",
  examples: {
    wrong: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 1m, url: ssh://git@example.com/fleet }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/infrastructure.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infrastructure, namespace: flux-system }
      spec:
        interval: 10m
        path: ./infrastructure
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
        - apiVersion: helm.toolkit.fluxcd.io/v2
          kind: HelmRelease
          name: cert-manager
          #     ^^^^^^^^^^^^ health-check-elsewhere
          namespace: cert-manager
      #- infrastructure/cert-manager.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: cert-manager, namespace: flux-system }
      spec:
        interval: 10m
        targetNamespace: cert-manager
        chartRef: { kind: OCIRepository, name: cert-manager }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: cert-manager, namespace: flux-system }
      spec: { interval: 1h, url: oci://quay.io/jetstack/charts/cert-manager, ref: { semver: 1.x } }
    `,
    right: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 1m, url: ssh://git@example.com/fleet }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/infrastructure.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infrastructure, namespace: flux-system }
      spec:
        interval: 10m
        path: ./infrastructure
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
        - apiVersion: helm.toolkit.fluxcd.io/v2
          kind: HelmRelease
          name: cert-manager
          namespace: flux-system
      #- infrastructure/cert-manager.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: cert-manager, namespace: flux-system }
      spec:
        interval: 10m
        targetNamespace: cert-manager
        chartRef: { kind: OCIRepository, name: cert-manager }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: cert-manager, namespace: flux-system }
      spec: { interval: 1h, url: oci://quay.io/jetstack/charts/cert-manager, ref: { semver: 1.x } }
    `,
  },
  judges: "builds",
  about: (resource) => resource.references.some(isHealthCheck),
  *check(resource, view) {
    for (const reference of resource.references) {
      if (!isHealthCheck(reference) || reference.open) continue;
      const namespace = namespaceElsewhere(resource, reference, view);
      if (namespace === undefined || isPassedOver(resource, reference)) continue;
      if (isLeftOut(resource, view)) continue;
      const { kind, text } = reference;
      yield {
        at: reference.path,
        message: `No ${kind} "${text}" in namespace "${reference.namespace}", so this Kustomization waits in vain and never becomes ready. It is in "${namespace}".`,
        fixes: [setNamespace(resource, reference, "namespace", namespace)],
      };
    }
  },
};

const isHealthCheck = ({ row, group, namespace }: Reference): boolean =>
  row.at === "spec.healthChecks[]" &&
  namespace !== undefined &&
  group.endsWith(".toolkit.fluxcd.io");

/** The only namespace in which the same cluster has an object of that very name. */
function namespaceElsewhere(from: Resource, reference: Reference, view: View): string | undefined {
  const found = resolve(view, from, reference);
  if (found.type !== "elsewhere") return undefined;
  const there = found.resources.filter((it) => isTogether(from, it));
  const [only, ...others] = new Set(there.flatMap((it) => [...(namespacesOf(it, view) ?? [""])]));
  return others.length === 0 && only !== "" ? only : undefined;
}

/** Does the Kustomization apply it itself, or is it applied to the same cluster? */
function isTogether(from: Resource, { built }: Resource): boolean {
  if (!built) return false;
  const { cluster, kustomization } = built.rendering;
  return from.built
    ? cluster !== undefined && cluster === from.built.rendering.cluster
    : kustomization === `${from.namespace}/${from.name}`;
}
