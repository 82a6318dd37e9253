/** What Flux and Flagger would leave behind: all is well but for one Kustomization, what waits for it, and one rollout. */
export const clusterScene = (minutesAgo: (minutes: number) => string): string => {
  const ready = (
    status: string,
    reason: string,
    message: string,
    since = minutesAgo(5),
    generation = 1,
  ) => `
  observedGeneration: ${generation}
  conditions:
    - { type: Ready, status: "${status}", reason: ${reason}, message: ${JSON.stringify(message)}, lastTransitionTime: "${since}", observedGeneration: ${generation} }`;
  const revision = "main@sha1:5f3c2a1b7d9e0f4a6c8b1d2e3f405162738495a6";
  const kustomization = (name: string, more: string, status: string) => `
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  ${more}
status: ${status}`;
  const controller = (name: string, version: string, ready = 1) => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: flux-system, labels: { app.kubernetes.io/part-of: flux } }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: manager, image: "ghcr.io/fluxcd/${name}:${version}" }] }
status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: ${ready}, availableReplicas: ${ready} }`;
  return `
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "https://example.com/faces.git", ref: { branch: main } }
status: ${ready("True", "Succeeded", "stored artifact for revision 'main@sha1:5f3c2a1b'")}
  artifact: { revision: "${revision}", path: x, url: "http://x", digest: "sha256:1f2e3d4c5b6a79880123456789abcdef0123456789abcdef0123456789abcdef", lastUpdateTime: "${minutesAgo(5)}", size: 1 }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: linkerd, namespace: linkerd }
spec: { interval: 1h, url: "https://helm.linkerd.io/edge" }
status: ${ready("True", "Succeeded", "stored artifact")}
${kustomization(
  "flux-system",
  "",
  `${ready("True", "ReconciliationSucceeded", `Applied revision: ${revision}`)}
  lastAppliedRevision: "${revision}"
  inventory:
    entries:
      - { id: flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization, v: v1 }
      - { id: flux-system_flux-system_kustomize.toolkit.fluxcd.io_Kustomization, v: v1 }
      - { id: flux-system_flux-system_source.toolkit.fluxcd.io_GitRepository, v: v1 }
      - { id: _faces__Namespace, v: v1 }`,
)}
${kustomization(
  "infrastructure",
  "",
  `${ready("False", "HealthCheckFailed", "health check failed after 5m0s: timeout waiting for: [Deployment/cert-manager/cert-manager status: 'InProgress']", minutesAgo(12))}
  lastAppliedRevision: "${revision}"`,
)}
${kustomization(
  "apps",
  "dependsOn: [{ name: infrastructure }]",
  `${ready("False", "DependencyNotReady", "dependency 'flux-system/infrastructure' is not ready")}
  lastAppliedRevision: "main@sha1:0011223344556677889900112233445566778899"
  inventory:
    entries:
      - { id: faces_face_apps_Deployment, v: v1 }
      - { id: faces_gone__ConfigMap, v: v1 }
      - { id: faces_settings__ConfigMap, v: v1 }
      - { id: faces_face_flagger.app_Canary, v: v1beta1 }`,
)}
${kustomization("tools", "suspend: true", ready("True", "ReconciliationSucceeded", `Applied revision: ${revision}`, minutesAgo(3000)))}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: linkerd-crds, namespace: linkerd }
spec: { interval: 10m, chart: { spec: { chart: linkerd-crds, sourceRef: { kind: HelmRepository, name: linkerd } } } }
status: ${ready("True", "InstallSucceeded", "Helm install succeeded for release linkerd/linkerd-crds.v1 with chart linkerd-crds@2026.1.1")}
---
apiVersion: notification.toolkit.fluxcd.io/v1beta3
kind: Provider
metadata: { name: chat, namespace: flux-system }
spec: { type: slack, channel: general, address: "https://hooks.example.com" }
${controller("source-controller", "v1.8.0")}
${controller("kustomize-controller", "v1.8.1", 0)}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: faces }
data: { a: b }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: face, namespace: faces }
spec:
  selector: { matchLabels: { service: face } }
  template:
    metadata: { labels: { service: face } }
    spec: { containers: [{ name: face, image: "ghcr.io/buoyantio/faces-workload:2.0" }] }
status: { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 }
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  service: { port: 80 }
  analysis: { interval: 10s, threshold: 3, stepWeight: 5, maxWeight: 50 }
status: { phase: Progressing, canaryWeight: 15, failedChecks: 1, iterations: 0, lastTransitionTime: "${minutesAgo(1)}", lastAppliedSpec: x, lastPromotedSpec: y, trackedConfigs: {} }
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: smiley, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: smiley }
  service: { port: 80 }
  analysis: { interval: 10s, threshold: 3, stepWeight: 5, maxWeight: 50 }
status: { phase: Failed, canaryWeight: 0, failedChecks: 0, iterations: 0, lastTransitionTime: "${minutesAgo(30)}", lastAppliedSpec: x, lastPromotedSpec: y, trackedConfigs: {} }
`;
};
