/** A rollout of `face` that is under way: its Canary, events, Services, endpoints and pods. */
export function runScene(now: number): string {
  const ago = (seconds: number) =>
    new Date(now - seconds * 1000).toISOString().replace(/\.\d+/, "");
  const event = (name: string, seconds: number, type: string, message: string) => `
---
apiVersion: v1
kind: Event
metadata: { name: face.${name}, namespace: faces }
involvedObject: { apiVersion: flagger.app/v1beta1, kind: Canary, name: face, namespace: faces }
type: ${type}
reason: Synced
message: ${JSON.stringify(message)}
firstTimestamp: "${ago(seconds)}"
lastTimestamp: "${ago(seconds)}"
count: 1`;
  const service = (name: string, value: string) => `
---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: faces }
spec: { selector: { service: ${value} }, ports: [{ name: http, port: 80 }] }`;
  return `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  service: { port: 80, targetPort: http }
  analysis:
    interval: 10s
    threshold: 3
    stepWeight: 5
    maxWeight: 50
    webhooks:
      - { name: approval, type: confirm-promotion, url: "http://flagger-loadtester.flagger-system/gate/check" }
status:
  phase: Progressing
  canaryWeight: 10
  failedChecks: 1
  iterations: 0
  lastTransitionTime: "${ago(33)}"
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: face, namespace: faces }
spec:
  selector: { matchLabels: { service: face } }
  template:
    metadata: { labels: { service: face } }
    spec: { containers: [{ name: face, image: "face:1" }] }
${event("a", 33, "Normal", "New revision detected! Scaling up face.faces")}
${event("b", 23, "Normal", "Advance face.faces canary weight 5")}
${event("c", 13, "Normal", "Advance face.faces canary weight 10")}
${event("d", 3, "Warning", "Halt face.faces advancement success rate 25.00% < 70%")}
${service("face", "face-primary")}
${service("face-primary", "face-primary")}
${service("face-canary", "face")}
---
apiVersion: v1
kind: Pod
metadata:
  name: face-primary-abc-1
  namespace: faces
  labels: { service: face-primary, pod-template-hash: abc }
  ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: face-primary-abc, uid: abc }]
spec: { containers: [{ name: face, image: "face:1" }] }
status:
  phase: Running
  conditions: [{ type: Ready, status: "True" }]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: face-primary-1
  namespace: faces
  labels: { kubernetes.io/service-name: face-primary }
addressType: IPv4
endpoints:
  - addresses: [10.0.0.1]
    conditions: { ready: true }
    targetRef: { kind: Pod, name: face-primary-abc-1, namespace: faces }
ports: [{ name: http, port: 80 }]
`;
}
