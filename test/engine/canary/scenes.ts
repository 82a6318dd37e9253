/** A weighted Canary `cd` of the Deployment `podinfo`; `spec` and `analysis` are more of their fields. */
export const podinfo = (analysis: string, spec = "", objects = ""): string => `
kind: Canary
apiVersion: flagger.app/v1beta1
metadata: { name: cd, namespace: test }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: podinfo }
  service: { port: 80 }
  progressDeadlineSeconds: 25
  ${spec}
  analysis: { interval: 10s, threshold: 2, ${analysis} }
${objects}`;

/** What users called before Flagger came. */
export const USER_SERVICE = `---
apiVersion: v1
kind: Service
metadata:
  name: podinfo
  annotations: { kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"selector":{"mine":"x"}}}' }
spec: { selector: { mine: x }, ports: [{ port: 80 }, { name: more, port: 81 }] }
`;

export const HPA = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: h }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: podinfo }
  minReplicas: 3
  maxReplicas: 5
`;

export const SCALED_OBJECT = `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: s }
spec:
  scaleTargetRef: { name: podinfo }
  minReplicaCount: 2
  maxReplicaCount: 5
  advanced: { horizontalPodAutoscalerConfig: { name: x } }
  triggers: [{ type: prometheus, name: t, metadata: { query: podinfo podinfo-canary my-podinfo-x } }]
`;

/** Four receivers: of each severity, and of none. */
export const ALERTS = `---
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata: { name: p }
spec: { type: slack, channel: ch, address: "http://s/" }
---
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata: { name: p, namespace: other }
spec: { type: slack, address: "http://s/" }
---
apiVersion: flagger.app/v1beta1
kind: AlertProvider
metadata: { name: q }
spec: { type: slack, secretRef: { name: sec } }
---
apiVersion: v1
kind: Secret
metadata: { name: sec }
stringData: { address: "http://s/" }
`;

/** A target that reads a ConfigMap and a Secret that are tracked, one that is not, and one that may be missing. */
export const CONFIG = `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: podinfo
  labels: { team: x, kustomize.toolkit.fluxcd.io/name: y }
  annotations: { note: z, kustomize.toolkit.fluxcd.io/name: y }
spec:
  replicas: 3
  selector: { matchLabels: { name: web, tier: front } }
  template:
    metadata: { labels: { name: web, tier: front }, annotations: { a: b } }
    spec:
      containers:
        - name: app
          image: "a:1"
          envFrom: [{ configMapRef: { name: conf } }, { secretRef: { name: sec } }]
          ports: [{ containerPort: 80 }, { name: m, containerPort: 9 }, { containerPort: 7 }]
      volumes:
        - name: v
          projected:
            sources:
              - configMap: { name: other, optional: true }
              - configMap: { name: untracked }
      topologySpreadConstraints:
        - labelSelector: { matchLabels: { name: podinfo, tier: podinfo } }
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector: { matchExpressions: [{ key: name, operator: In, values: [podinfo] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf, labels: { team: x } }
data: { a: "1" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: untracked, annotations: { flagger.app/config-tracking: disabled } }
data: { a: "1" }
---
apiVersion: v1
kind: Secret
metadata: { name: sec }
stringData: { p: q }
`;
