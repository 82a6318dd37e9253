/** A Canary of which provider, service and analysis are given, and its Deployment. */
export const canaryScene = (provider: string, spec: string, labels = "app: shop"): string => `
  #- shop.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: shop, namespace: store }
  spec:
    provider: ${provider}
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
    ${spec}
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: shop, namespace: store }
  spec:
    replicas: 3
    selector: { matchLabels: { ${labels} } }
    template:
      metadata: { labels: { ${labels}, team: web } }
      spec: { containers: [{ name: shop, image: "shop:1", ports: [{ containerPort: 8080 }] }] }
`;

export const WEIGHTED = `service: { port: 80, targetPort: 8080 }
    analysis: { interval: 10s, threshold: 2, stepWeight: 20, maxWeight: 60 }`;
