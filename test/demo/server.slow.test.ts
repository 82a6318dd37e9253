import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { CoreV1Api, CustomObjectsApi, KubeConfig, Watch } from "@kubernetes/client-node";
import { afterEach, beforeEach, expect, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { newCertificate } from "../../demo/shell/certificate.ts";
import type { Fault } from "../../demo/shell/fault.ts";

let demo: Demo;

beforeEach(async () => {
  demo = await startDemo();
});

afterEach(() => demo.close());

/** A client for one of the users. */
function clientOf(user: "admin" | "viewer" | "tenant" = "admin"): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(demo.kubeconfig);
  config.setCurrentContext(user === "admin" ? "flightpath-demo" : `flightpath-demo-${user}`);
  return config;
}

const core = (user?: Parameters<typeof clientOf>[0]) => clientOf(user).makeApiClient(CoreV1Api);

test("client-node reads, writes and is refused", async () => {
  const body = { metadata: { name: "a" }, data: { x: "1" } };
  const made = await core().createNamespacedConfigMap({ namespace: "apps", body });
  expect(made.metadata?.uid).toMatch(/^[0-9a-f-]{36}$/);
  const list = await core("viewer").listNamespacedConfigMap({ namespace: "apps" });
  expect(list.items.map((it) => it.data)).toEqual([{ x: "1" }]);
  await expect(
    core("viewer").createNamespacedConfigMap({ namespace: "apps", body }),
  ).rejects.toMatchObject({
    code: 403,
  });
  await expect(core("tenant").listNamespace()).rejects.toMatchObject({ code: 403 });
  const flux = await clientOf().makeApiClient(CustomObjectsApi).listClusterCustomObject({
    group: "kustomize.toolkit.fluxcd.io",
    version: "v1",
    plural: "kustomizations",
  });
  expect(flux).toMatchObject({ kind: "KustomizationList", items: [] });
});

test("a watch follows, and ends when the server drops its connections", async () => {
  const told: string[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    new Watch(clientOf())
      .watch(
        "/api/v1/namespaces/apps/configmaps",
        {},
        (type, object: { readonly metadata: { readonly name: string } }) => {
          told.push(`${type} ${object.metadata.name}`);
          if (told.length === 2) demo.dropConnections();
        },
        () => resolve(),
      )
      .then(async () => {
        await core().createNamespacedConfigMap({
          namespace: "apps",
          body: { metadata: { name: "a" } },
        });
        await core()
          .deleteNamespacedConfigMap({ namespace: "apps", name: "a" })
          .catch(() => {});
      })
      .catch(reject);
  });
  await ended;
  expect(told).toEqual(["ADDED a", "DELETED a"]);
  await expect.poll(() => demo.cluster.store.listeners()).toBe(0);
});

const faults: readonly [string, Fault, RegExp | number][] = [
  ["drop", { type: "drop" }, /socket hang up|ECONNRESET|closed/],
  ["hang", { type: "hang" }, /abort|timeout/i],
  ["slow", { type: "slow", milliseconds: 60_000 }, /abort|timeout/i],
  ["401", { type: "status", code: 401 }, 401],
  ["410", { type: "status", code: 410 }, 410],
  ["429", { type: "status", code: 429, retryAfter: 7 }, 429],
  ["503", { type: "status", code: 503 }, 503],
];

test.for(faults)("fault: %s", async ([, fault, expected]) => {
  demo.setFaults(({ path }) => (path.endsWith("/configmaps") ? fault : undefined));
  const { status, retryAfter, error } = await asked("/api/v1/namespaces/apps/configmaps");
  if (typeof expected === "number") expect(status).toBe(expected);
  else expect(error).toMatch(expected);
  expect(retryAfter).toBe(fault.type === "status" ? fault.retryAfter?.toString() : undefined);
  const other = await asked("/api/v1/namespaces/apps/secrets");
  expect(other.status).toBe(200);
});

test("fault: a watch that falls silent tells what there was and no more", async () => {
  await core().createNamespacedConfigMap({ namespace: "apps", body: { metadata: { name: "a" } } });
  demo.setFaults(({ query }) => (query.has("watch") ? { type: "silence" } : undefined));
  const answer = asked("/api/v1/namespaces/apps/configmaps?watch=true", 1500);
  await core().createNamespacedConfigMap({ namespace: "apps", body: { metadata: { name: "b" } } });
  const { text, error } = await answer;
  expect(text.match(/"type":"ADDED"/g)).toHaveLength(1);
  expect(error).toMatch(/abort|timeout/i);
});

test("its certificate is for this machine alone and signs itself", () => {
  const { certificate } = newCertificate(new Date("2026-01-01T00:00:00Z"));
  const read = new X509Certificate(certificate);
  expect(read.subjectAltName).toBe("IP Address:127.0.0.1, DNS:localhost");
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.ca).toBe(true);
});

interface Said {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
  readonly error: string;
}

/** One plain request, given up after a while. */
function asked(path: string, milliseconds = 700): Promise<Said> {
  const options = optionsOf();
  return new Promise((resolve) => {
    let said: Said = { status: 0, retryAfter: undefined, text: "", error: "" };
    const outgoing = request(
      demo.url + path,
      { ...options, signal: AbortSignal.timeout(milliseconds) },
      (incoming) => {
        const after = incoming.headers["retry-after"];
        said = { ...said, status: incoming.statusCode ?? 0, retryAfter: after };
        incoming.setEncoding("utf8");
        incoming.on("data", (text: string) => {
          said = { ...said, text: said.text + text };
        });
        incoming.on("error", (error) => resolve({ ...said, error: error.message }));
        incoming.on("end", () => resolve(said));
      },
    );
    outgoing.on("error", (error) => resolve({ ...said, error: error.message }));
    outgoing.end();
  });
}

function optionsOf() {
  const { clusters, users } = JSON.parse(demo.kubeconfig) as {
    readonly clusters: readonly [
      { readonly cluster: { readonly "certificate-authority-data": string } },
    ];
    readonly users: readonly [{ readonly user: { readonly token: string } }];
  };
  return {
    ca: Buffer.from(clusters[0].cluster["certificate-authority-data"], "base64"),
    headers: { authorization: `Bearer ${users[0].user.token}` },
  };
}

test("a change in the moment in which a watch ends is nobody's, and the server lives on", async () => {
  let atEnd: (() => void) | undefined;
  await demo.close();
  demo = await startDemo({
    after: (milliseconds, callback) => {
      if (milliseconds === 7000) atEnd = callback;
      return () => {};
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    new Watch(clientOf())
      .watch(
        "/api/v1/namespaces/apps/configmaps",
        { timeoutSeconds: 7 },
        () => {},
        () => resolve(),
      )
      .catch(reject);
  });
  await expect.poll(() => atEnd !== undefined).toBe(true);
  atEnd?.();
  const object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "late", namespace: "apps" },
  };
  expect(insideOf(demo.cluster, "test").apply(object).code).toBe(201);
  await ended;
  const list = await core().listNamespacedConfigMap({ namespace: "apps" });
  expect(list.items.map((it) => it.metadata?.name)).toEqual(["late"]);
});
