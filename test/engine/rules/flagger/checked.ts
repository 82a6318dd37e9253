/** A Canary `orders` in namespace `shop`, with lines of its analysis and of its spec; each brings its indentation. */
export const checked = (analysis: string, spec = ""): string => `
    #- orders.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: orders, namespace: shop }
    spec:${spec || "\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }"}
      service: { port: 80 }
      analysis:${analysis}`;

/** What every analysis has: five failed checks, a minute apart, and ten steps. */
export const weights = `
        interval: 1m
        threshold: 5
        stepWeight: 10`;

export const iterations = `
        interval: 1m
        threshold: 5
        iterations: 10`;

/** A MetricTemplate `errors` beside it. */
export const template = (
  query: string,
  provider = 'type: prometheus, address: "http://p:9090"',
) => `
    #- template.yaml
    apiVersion: flagger.app/v1beta1
    kind: MetricTemplate
    metadata: { name: errors, namespace: shop }
    spec:
      provider: { ${provider} }
      query: ${query}`;

/** Flagger as Flux installs it. */
export const flagger = (values: string): string => `
    #- flagger.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: flagger-system }
    spec:
      chart: { spec: { chart: flagger, version: 1.44.0 } }
      upgrade: { crds: CreateReplace }
      values: { ${values} }`;
