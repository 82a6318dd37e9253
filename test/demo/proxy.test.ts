import { expect, test } from "vitest";
import { handle } from "../../demo/apiserver/handle.ts";
import { workloads } from "../../demo/controllers/workloads/all.ts";
import { loadTester } from "../../demo/traffic/loadTester.ts";
import { newTraffic } from "../../demo/traffic/traffic.ts";
import { atWork } from "./support/cluster.ts";

const tester = (image: string, name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: apps }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: apps }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: it, image: "${image}" }] }
`;

async function opened() {
  const at = atWork(workloads);
  at.apply(tester("ghcr.io/fluxcd/flagger-loadtester:0.38.0", "flagger-loadtester"));
  at.apply(tester("web:1", "web"));
  await at.turn(5);
  const traffic = newTraffic();
  const cluster = {
    ...at.cluster,
    services: (it: Parameters<typeof loadTester>[0]) => loadTester(it, traffic, at.inside),
  };
  const post = (service: string, path: string, as = "admin") => {
    const { status, body } = handle(cluster, {
      method: "POST",
      path: `/api/v1/namespaces/apps/services/${service}/proxy${path}`,
      query: new URLSearchParams(),
      headers: { authorization: `Bearer ${as}` },
      body: JSON.stringify({ name: "web", namespace: "apps" }),
    });
    return `${status} ${body.startsWith("{") ? JSON.parse(body).message : body}`.trim();
  };
  return { post, traffic };
}

test("gates of the load tester are opened and closed through the API server", async () => {
  const { post, traffic } = await opened();
  const name = { namespace: "apps", name: "web" };
  expect(post("flagger-loadtester", "/gate/check")).toBe("403 Forbidden");
  expect(post("flagger-loadtester:80", "/gate/open")).toBe("202");
  expect(traffic.isOpen("gate", name)).toBe(true);
  expect(post("http:flagger-loadtester:80", "/gate/check")).toBe("200 Approved");
  expect(traffic.isOpen("rollback", name)).toBe(false);
  expect(post("flagger-loadtester", "/gate/close")).toBe("202");
  expect(traffic.isOpen("gate", name)).toBe(false);
});

test("other Services have nobody who answers, and rights are asked for", async () => {
  const { post } = await opened();
  expect(post("web", "/")).toBe('503 no endpoints available for service "web"');
  expect(post("absent", "/")).toBe('404 services "absent" not found');
  expect(post("flagger-loadtester", "/gate/open", "viewer")).toBe(
    '403 services "flagger-loadtester" is forbidden: User "viewer" cannot create resource "services/proxy" in API group "" in the namespace "apps"',
  );
});
