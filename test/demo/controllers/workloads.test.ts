import { expect, test } from "vitest";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { type AtWork, atWork } from "../support/cluster.ts";

const web = (image: string, more = "") => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: apps }
spec:
  replicas: 4
  progressDeadlineSeconds: 30
  selector: { matchLabels: { app: web } }
  ${more}
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "${image}" }] }
`;

const service = `
apiVersion: v1
kind: Service
metadata: { name: web, namespace: apps }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: 8080 }] }
`;

/** `web-1 4/4, web-2 0/0`: ReplicaSets by revision with their pods ready and wanted. */
function sets({ inside }: AtWork): string {
  return inside
    .list("apps/v1", "ReplicaSet")
    .map((it) => {
      const revision = field(it, "metadata", "annotations", "deployment.kubernetes.io/revision");
      const ready = numberOf(field(it, "status", "readyReplicas"));
      return `${String(revision)}: ${ready}/${numberOf(field(it, "spec", "replicas"))}`;
    })
    .sort()
    .join(", ");
}

const conditions = (object: JsonObject | undefined): readonly string[] =>
  listOf(field(object, "status", "conditions"))
    .filter(isObject)
    .map((it) => `${stringOf(it.type)} ${stringOf(it.status)} ${stringOf(it.reason)}`);

const pods = ({ inside }: AtWork): readonly JsonObject[] => inside.list("v1", "Pod");

const events = ({ inside }: AtWork, kind: string): readonly string[] =>
  inside
    .list("v1", "Event")
    .filter((it) => field(it, "involvedObject", "kind") === kind)
    .map((it) => stringOf(it.message).replace(/web-[a-z0-9]{10}(-\S{5})?/g, "web-…"));

test("a Deployment gets its pods, which are ready soon", async () => {
  const at = atWork(workloads);
  at.apply(web("web:1"));
  at.apply(service);
  await at.turn(0.5);
  expect(sets(at)).toBe("1: 0/4");
  expect(conditions(at.get("Deployment apps/web"))).toContain(
    "Available False MinimumReplicasUnavailable",
  );
  await at.turn(3);
  expect(sets(at)).toBe("1: 4/4");
  expect(at.get("Deployment apps/web")?.status).toMatchObject({
    observedGeneration: 1,
    replicas: 4,
    updatedReplicas: 4,
    readyReplicas: 4,
    availableReplicas: 4,
  });
  expect(conditions(at.get("Deployment apps/web"))).toEqual([
    "Available True MinimumReplicasAvailable",
    "Progressing True NewReplicaSetAvailable",
  ]);
  expect(events(at, "Deployment")).toEqual(["Scaled up replica set web-… from 0 to 4"]);
  const [slice] = at.inside.list("discovery.k8s.io/v1", "EndpointSlice");
  expect(slice?.ports).toEqual([{ name: "http", port: 8080, protocol: "TCP" }]);
  expect(listOf(slice?.endpoints).map((it) => field(it, "conditions", "ready"))).toEqual(
    Array(4).fill(true),
  );
  expect(at.faults).toEqual([]);
});

test("another image rolls over, never below three of four, never above five", async () => {
  const at = atWork(workloads);
  at.apply(web("web:1"));
  await at.turn(5);
  at.apply(web("web:2"));
  let [least, most] = [4, 4];
  for (let step = 0; step < 100; step++) {
    await at.turn(0.2);
    const { status } = at.get("Deployment apps/web") ?? {};
    least = Math.min(least, numberOf(field(status, "availableReplicas")));
    most = Math.max(most, pods(at).length);
  }
  expect([least, most]).toEqual([3, 5]);
  expect(sets(at)).toBe("1: 0/0, 2: 4/4");
  at.apply(web("web:1"));
  await at.turn(20);
  expect(sets(at)).toBe("2: 0/0, 3: 4/4");
  expect(at.faults).toEqual([]);
});

test("Recreate ends all old pods first", async () => {
  const at = atWork(workloads);
  const recreate = "strategy: { type: Recreate }";
  at.apply(web("web:1", recreate));
  await at.turn(5);
  at.apply(web("web:2", recreate));
  await at.turn(0.1);
  expect(new Set(pods(at).map((it) => field(it, "spec", "containers")))).toHaveProperty("size", 4);
  expect(sets(at)).toBe("1: 0/0, 2: 0/4");
  await at.turn(5);
  expect(sets(at)).toBe("1: 0/0, 2: 4/4");
});

test.for([
  ["broken", "CrashLoopBackOff", "Running"],
  ["does-not-exist", "ImagePullBackOff", "Pending"],
] as const)(
  "the image web:%s never gets ready, until the deadline says so",
  async ([tag, reason, phase]) => {
    const at = atWork(workloads);
    at.apply(web("web:1"));
    await at.turn(5);
    at.apply(web(`web:${tag}`));
    await at.turn(10);
    expect(sets(at)).toBe("1: 3/3, 2: 0/2");
    const bad = pods(at).find((it) => JSON.stringify(it.spec).includes(tag));
    expect(field(bad, "status", "phase")).toBe(phase);
    const [container] = listOf(field(bad, "status", "containerStatuses"));
    expect(field(container, "state", "waiting", "reason")).toBe(reason);
    await at.turn(40);
    expect(conditions(at.get("Deployment apps/web"))).toEqual([
      "Available True MinimumReplicasAvailable",
      "Progressing False ProgressDeadlineExceeded",
    ]);
    at.apply(web("web:1"));
    await at.turn(10);
    expect(sets(at)).toBe("2: 0/0, 3: 4/4");
  },
);

test("scaled to nothing and up again, a complete rollout stays complete", async () => {
  const at = atWork(workloads);
  at.apply(web("web:1"));
  await at.turn(5);
  const place = { apiVersion: "apps/v1", kind: "Deployment", namespace: "apps", name: "web" };
  at.inside.patch(place, { spec: { replicas: 0 } });
  await at.turn(1);
  expect(pods(at)).toEqual([]);
  at.inside.patch(place, { spec: { replicas: 2 } });
  await at.turn(0.5);
  expect(conditions(at.get("Deployment apps/web"))).toEqual([
    "Available False MinimumReplicasUnavailable",
    "Progressing True NewReplicaSetAvailable",
  ]);
  await at.turn(3);
  expect(sets(at)).toBe("1: 2/2");
});

test("a Job comes to its end, a DaemonSet has one pod, a StatefulSet makes one after the other", async () => {
  const at = atWork(workloads);
  at.apply(`
apiVersion: batch/v1
kind: Job
metadata: { name: once, namespace: apps }
spec:
  template: { spec: { restartPolicy: Never, containers: [{ name: it, image: "it:1" }] } }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: apps }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: agent, image: "agent:1" }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store, namespace: apps }
spec:
  replicas: 2
  serviceName: store
  selector: { matchLabels: { app: store } }
  template:
    metadata: { labels: { app: store } }
    spec: { containers: [{ name: store, image: "store:1" }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
`);
  await at.turn(1);
  const names = () => pods(at).map((it) => stringOf(field(it, "metadata", "name")));
  expect(names().filter((it) => it.startsWith("store"))).toEqual(["store-0"]);
  await at.turn(9);
  expect(names().filter((it) => it.startsWith("store"))).toEqual(["store-0", "store-1"]);
  expect(conditions(at.get("Job apps/once"))).toEqual([
    "SuccessCriteriaMet True CompletionsReached",
    "Complete True CompletionsReached",
  ]);
  expect(at.get("DaemonSet apps/agent")?.status).toMatchObject({
    desiredNumberScheduled: 1,
    numberAvailable: 1,
  });
  expect(at.get("StatefulSet apps/store")?.status).toMatchObject({ readyReplicas: 2 });
  expect(at.get("PersistentVolumeClaim apps/data-store-1")?.status).toMatchObject({
    phase: "Bound",
  });
  expect(at.faults).toEqual([]);
});

test("an autoscaler keeps what it scales within its limits, and zero alone", async () => {
  const at = atWork(workloads);
  at.apply(web("web:1"));
  at.apply(`
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: apps }
spec:
  minReplicas: 1
  maxReplicas: 3
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
`);
  await at.turn(20);
  expect(sets(at)).toBe("1: 3/3");
  const place = { apiVersion: "apps/v1", kind: "Deployment", namespace: "apps", name: "web" };
  at.inside.patch(place, { spec: { replicas: 0 } });
  await at.turn(40);
  expect(sets(at)).toBe("1: 0/0");
});

test("with a Deployment go its ReplicaSets and pods", async () => {
  const at = atWork(workloads);
  at.apply(web("web:1"));
  await at.turn(5);
  at.inside.remove({ apiVersion: "apps/v1", kind: "Deployment", namespace: "apps", name: "web" });
  await at.turn(5);
  expect([...pods(at), ...at.inside.list("apps/v1", "ReplicaSet")]).toEqual([]);
});
