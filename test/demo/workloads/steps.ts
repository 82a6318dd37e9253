/** What a person applies, one after the other, and the seconds until it has had its effect. */
export interface Step {
  readonly title: string;
  readonly apply: string;
  readonly seconds: number;
}

const deployment = (name: string, image: string, spec: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: apps }
spec:
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: it, image: "${image}", ports: [{ name: http, containerPort: 8080 }] }] }
`;

const web = (image: string, replicas: number, more = "") =>
  deployment("web", image, `replicas: ${replicas}\n  progressDeadlineSeconds: 5${more}`);

const anew = (image: string) => deployment("anew", image, "strategy: { type: Recreate }");

const service = (name: string, port: string) => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: apps, labels: { a: b } }
spec: { selector: { app: ${name} }, ports: [${port}] }
`;

const set = (kind: string, name: string, image: string, spec = "") => `---
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: apps }
spec:
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: it, image: "${image}" }] }
`;

const store = "replicas: 2\n  serviceName: store";

const others = `---
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: apps }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: it, image: "it:1" }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: apps }
spec:
  minReplicas: 2
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
`;

/** The life of some workloads. Tags say what becomes of a pod: `broken` never gets ready. */
export const steps: readonly Step[] = [
  {
    title: "made",
    apply:
      web("it:1", 2) +
      service("web", "{ name: http, port: 80, targetPort: http }") +
      service("none", "{ port: 80 }"),
    seconds: 6,
  },
  { title: "another image", apply: web("it:2", 2), seconds: 10 },
  { title: "a broken image", apply: web("it:broken", 2), seconds: 4 },
  { title: "past its deadline", apply: web("it:broken", 2), seconds: 10 },
  { title: "back to the image before", apply: web("it:2", 2), seconds: 10 },
  { title: "scaled to zero", apply: web("it:2", 0), seconds: 5 },
  { title: "a new template at zero", apply: web("it:3", 0), seconds: 5 },
  { title: "scaled up", apply: web("it:3", 1), seconds: 6 },
  { title: "paused", apply: web("it:4", 1, "\n  paused: true"), seconds: 4 },
  { title: "resumed", apply: web("it:4", 1, "\n  paused: false"), seconds: 8 },
  { title: "all anew", apply: anew("it:1"), seconds: 6 },
  { title: "all anew, again", apply: anew("it:2"), seconds: 8 },
  {
    title: "other kinds",
    apply: others + set("DaemonSet", "agent", "it:1") + set("StatefulSet", "store", "it:1", store),
    seconds: 10,
  },
  {
    title: "other kinds changed",
    apply: set("DaemonSet", "agent", "it:2") + set("StatefulSet", "store", "it:2", store),
    seconds: 20,
  },
];

/** The kinds that are recorded after each step. */
export const recordedKinds = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "ReplicaSet"],
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "StatefulSet"],
  ["batch/v1", "Job"],
  ["autoscaling/v2", "HorizontalPodAutoscaler"],
  ["discovery.k8s.io/v1", "EndpointSlice"],
  ["v1", "Endpoints"],
  ["v1", "Pod"],
  ["v1", "Event"],
] as const;
