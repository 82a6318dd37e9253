/**
 * Pieces of the examples of these rules: a Canary `orders` whose other settings are sound, and its workload. `checks`
 * are the lines of an analysis that every Canary has.
 */
export const examplePieces = {
  canary: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: orders, namespace: shop }
      spec:
        revertOnDeletion: true
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }`,
  checks: `          interval: 1m
          threshold: 5
          webhooks: [{ name: acceptance, url: "http://tests.shop/check", timeout: 5s }]`,
  deployment: `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers:
              - name: web
                image: ghcr.io/stefanprodan/podinfo:6.9.2
                ports: [{ name: http, containerPort: 9898 }]`,
  /** Flagger as Flux installs it; its values follow. */
  flagger: `
      #- flagger.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: oci://ghcr.io/fluxcd/charts/flagger, ref: { tag: 1.44.0 } }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: flagger }
        upgrade: { crds: CreateReplace }`,
} as const;
