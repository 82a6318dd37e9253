import { expect, test } from "vitest";
import { workloads } from "../../demo/controllers/workloads/all.ts";
import { podLog } from "../../demo/logs/podLog.ts";
import { field, stringOf } from "../../server/engine/canary/json.ts";
import { type AtWork, atWork } from "./support/cluster.ts";

const pod = (name: string, image: string, errors = 0) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: apps, labels: { app: ${name} } }
spec:
  containers:
    - { name: it, image: "${image}", env: [{ name: ERROR_FRACTION, value: "${errors}" }] }
`;

const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: apps }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;

const log = ({ cluster }: AtWork, name: string): readonly string[] | undefined =>
  podLog(cluster, { namespace: "apps", pod: name, container: "it" })?.trim().split("\n");

test("a pod behind a Service tells of requests, answered as its environment says", async () => {
  const at = atWork(workloads);
  at.apply(pod("web", "web:1", 50));
  at.apply(pod("alone", "web:1"));
  at.apply(service("web"));
  expect(log(at, "web")).toBe(undefined);
  await at.turn(500);
  const lines = log(at, "web") ?? [];
  expect(lines[0]).toBe("2026-11-21T09:00:02Z web is ready");
  expect(lines).toHaveLength(200);
  expect(lines[1]).toMatch(/^2026-11-21T09:00:04Z GET \/ HTTP\/1.1 \d{3} .*ms namespace=apps$/);
  const failed = lines.filter((it) => it.includes(" 500 ")).length;
  expect(failed).toBeGreaterThan(70);
  expect(failed).toBeLessThan(130);
  expect(log(at, "alone")).toEqual(["2026-11-21T09:00:02Z alone is ready"]);
});

test("what was written stays written", async () => {
  const at = atWork(workloads);
  at.apply(pod("web", "web:1", 50));
  at.apply(service("web"));
  await at.turn(60);
  const before = log(at, "web") ?? [];
  await at.turn(60);
  expect(log(at, "web")?.slice(0, before.length)).toEqual(before);
});

test("a controller's log is what its events say, in its own form", async () => {
  const at = atWork(workloads);
  at.apply(pod("flagger", "ghcr.io/fluxcd/flagger:1.44.0"));
  at.apply(pod("source", "ghcr.io/fluxcd/source-controller:v1.9.0"));
  await at.turn(5);
  const about = at.inside.get({ apiVersion: "v1", kind: "Pod", namespace: "apps", name: "source" });
  const event = (component: string, type: string, message: string) =>
    at.inside.create({
      apiVersion: "v1",
      kind: "Event",
      metadata: { generateName: "it.", namespace: "apps" },
      involvedObject: {
        apiVersion: "source.toolkit.fluxcd.io/v1",
        kind: "GitRepository",
        namespace: "apps",
        name: "web",
        uid: stringOf(field(about, "metadata", "uid")),
      },
      reason: "Synced",
      type,
      message,
      source: { component },
      firstTimestamp: "2026-11-21T09:01:00Z",
      lastTimestamp: "2026-11-21T09:01:00Z",
      count: 1,
    });
  event("flagger", "Warning", "Halt web.apps advancement");
  event("source-controller", "Normal", "stored artifact");
  expect(log(at, "flagger")?.map((it) => JSON.parse(it))).toMatchObject([
    { msg: "Starting flagger version 1.44.0" },
    { level: "error", msg: "Halt web.apps advancement", canary: "web.apps" },
  ]);
  expect(log(at, "source")?.map((it) => JSON.parse(it))).toMatchObject([
    { msg: "starting manager" },
    { level: "info", msg: "stored artifact", controller: "gitrepository", name: "web" },
  ]);
});

test("an image that is not there writes nothing, one that ends at once says so", async () => {
  const at = atWork(workloads);
  at.apply(pod("missing", "web:missing"));
  at.apply(pod("broken", "web:broken"));
  await at.turn(60);
  expect(log(at, "missing")).toBe(undefined);
  expect(log(at, "broken")?.at(-1)).toContain("fatal: this image ends at once");
});
