#!/usr/bin/env node
// Starts the control plane of the test suite and keeps it running until it is told to
// stop (SIGINT, SIGTERM, or end of standard input with --stdin).
//
//   node up.mjs --bin $CACHE/bin --dir $STATE [--crds DIR] [--flux] [--flagger linkerd]...
//               [--notify] [--audit] [--fresh] [--stdin]
//
//   --flux        source-, kustomize- and helm-controller; --notify adds notification-controller
//   --flagger P   one Flagger with -mesh-provider P (P=NAMESPACE: only that namespace); repeatable
//
// Prints one JSON line when everything answers: {"ready":true,"ms":…,"admin":…,"viewer":…,…}.
// No dependencies; listens on 127.0.0.1 only; every port is free-picked.
import { spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const args = { flagger: [] };
for (let i = 2; i < process.argv.length; i++) {
  const a = process.argv[i].replace(/^--/, "");
  if (["flux", "audit", "fresh", "stdin", "notify"].includes(a)) args[a] = true;
  else if (a === "flagger") args.flagger.push(process.argv[++i]);
  else args[a] = process.argv[++i];
}
const bin = path.resolve(args.bin ?? "bin");
const dir = path.resolve(args.dir ?? "state");
const crds = path.resolve(args.crds ?? path.join(here, "crds"));
const started = Date.now();
const children = [];
let stopping = false;

if (args.fresh) fs.rmSync(dir, { recursive: true, force: true });
for (const d of ["etcd", "cert", "log", "git", "artifacts", "tmp"])
  fs.mkdirSync(path.join(dir, d), { recursive: true });

export function freePort() {
  return new Promise((ok, bad) => {
    const s = createServer();
    s.on("error", bad);
    s.listen(0, "127.0.0.1", () => {
      const p = s.address().port;
      s.close(() => ok(p));
    });
  });
}

const restarting = new Set();

/** Kills a part and starts it again with the same arguments. */
function restart(name) {
  const at = children.findIndex((it) => it.name === name);
  const { child } = children[at];
  const [file, ...argv] = child.spawnargs;
  restarting.add(child);
  child.once("exit", () => {
    run(name, file, argv);
    children[at] = children.pop();
    writeEnvironment();
  });
  child.kill("SIGKILL");
}
// SIGUSR2: the API server dies and comes back with all it had
process.on("SIGUSR2", () => restart("apiserver"));

function run(name, file, argv, env = {}) {
  const log = fs.openSync(path.join(dir, "log", `${name}.log`), "w");
  const child = spawn(file, argv, {
    stdio: ["ignore", log, log],
    env: { ...process.env, TMPDIR: path.join(dir, "tmp"), ...env },
    cwd: dir,
  });
  children.push({ name, child });
  child.on("exit", (code, signal) => {
    if (stopping || restarting.delete(child)) return;
    console.error(`${name} ended (${code ?? signal}); see ${path.join(dir, "log", `${name}.log`)}`);
    stop(1);
  });
  return child;
}

async function stop(code = 0) {
  if (stopping) return;
  stopping = true;
  // controllers first, then the API server, then etcd: nothing logs errors about a lost peer
  for (const { child } of [...children].reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await new Promise((r) => {
      child.once("exit", r);
      setTimeout(r, 3000);
    });
  }
  process.exit(code);
}
process.on("SIGINT", () => stop(0));
process.on("SIGTERM", () => stop(0));
if (args.stdin) process.stdin.on("end", () => stop(0)).resume();

async function until(what, fn, ms = 60000) {
  const t = Date.now();
  for (;;) {
    try {
      if (await fn()) return;
    } catch {
      /* not yet */
    }
    if (Date.now() - t > ms) {
      console.error(`timeout: ${what}`);
      await stop(1);
    }
    await new Promise((r) => setTimeout(r, 50));
  }
}

const [api, etcdClient, etcdPeer] = [await freePort(), await freePort(), await freePort()];
const server = `https://127.0.0.1:${api}`;

// --- files ---------------------------------------------------------------
const keyFile = path.join(dir, "sa.key");
if (!fs.existsSync(keyFile)) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  fs.writeFileSync(keyFile, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
}
const tokens = { admin: randomBytes(16).toString("hex"), viewer: randomBytes(16).toString("hex") };
fs.writeFileSync(
  path.join(dir, "tokens.csv"),
  `${tokens.admin},admin,1,"system:masters"\n${tokens.viewer},viewer,2,"viewers"\n`,
  { mode: 0o600 },
);

// --- etcd, API server ------------------------------------------------------
run("etcd", path.join(bin, "cp"), [
  "etcd",
  "--data-dir",
  path.join(dir, "etcd"),
  "--unsafe-no-fsync",
  "--log-level",
  "error",
  "--listen-client-urls",
  `http://127.0.0.1:${etcdClient}`,
  "--advertise-client-urls",
  `http://127.0.0.1:${etcdClient}`,
  "--listen-peer-urls",
  `http://127.0.0.1:${etcdPeer}`,
  "--initial-advertise-peer-urls",
  `http://127.0.0.1:${etcdPeer}`,
  "--initial-cluster",
  `default=http://127.0.0.1:${etcdPeer}`,
]);
if (args.audit)
  fs.writeFileSync(
    path.join(dir, "audit.yaml"),
    "apiVersion: audit.k8s.io/v1\nkind: Policy\nomitStages: [RequestReceived]\nrules:\n- level: RequestResponse\n  verbs: [create, update, patch, delete]\n",
  );
run("apiserver", path.join(bin, "cp"), [
  "apiserver",
  "--etcd-servers",
  `http://127.0.0.1:${etcdClient}`,
  "--bind-address",
  "127.0.0.1",
  "--advertise-address",
  "127.0.0.1",
  "--secure-port",
  String(api),
  "--cert-dir",
  path.join(dir, "cert"),
  "--endpoint-reconciler-type",
  "none",
  "--service-cluster-ip-range",
  "10.96.0.0/16",
  "--authorization-mode",
  "RBAC",
  "--token-auth-file",
  path.join(dir, "tokens.csv"),
  "--anonymous-auth=false",
  "--service-account-key-file",
  keyFile,
  "--service-account-signing-key-file",
  keyFile,
  "--service-account-issuer",
  "https://kubernetes.default.svc.cluster.local",
  "--enable-priority-and-fairness=false",
  "--profiling=false",
  ...(args.audit
    ? [
        "--audit-policy-file",
        path.join(dir, "audit.yaml"),
        "--audit-log-path",
        path.join(dir, "log", "audit.log"),
      ]
    : []),
]);

let agent;
export function call(method, url, body, type = "application/json", token = tokens.admin) {
  return new Promise((ok, bad) => {
    const req = https.request(
      server + url,
      {
        method,
        agent,
        headers: { authorization: `Bearer ${token}`, ...(body ? { "content-type": type } : {}) },
      },
      (res) => {
        let s = "";
        res.on("data", (d) => (s += d)).on("end", () => ok({ code: res.statusCode, body: s }));
      },
    );
    req.on("error", bad);
    req.end(body);
  });
}
const crt = path.join(dir, "cert", "apiserver.crt");
await until(
  "API server certificate",
  () => fs.existsSync(crt) && fs.readFileSync(crt, "utf8").includes("END"),
);
const ca = fs.readFileSync(crt);
agent = new https.Agent({ ca, keepAlive: true });

for (const user of ["admin", "viewer"]) {
  fs.writeFileSync(
    path.join(dir, `${user}.kubeconfig`),
    JSON.stringify(
      {
        apiVersion: "v1",
        kind: "Config",
        "current-context": user,
        clusters: [
          {
            name: "test",
            cluster: { server, "certificate-authority-data": ca.toString("base64") },
          },
        ],
        users: [{ name: user, user: { token: tokens[user] } }],
        contexts: [{ name: user, context: { cluster: "test", user, namespace: "default" } }],
      },
      null,
      1,
    ),
    { mode: 0o600 },
  );
}
const admin = path.join(dir, "admin.kubeconfig");
await until("API server", async () => (await call("GET", "/readyz")).code === 200);
const apiReady = Date.now() - started;

// --- controllers of Kubernetes, pods --------------------------------------
run("kcm", path.join(bin, "cp"), [
  "kcm",
  "--kubeconfig",
  admin,
  "--leader-elect=false",
  "--bind-address",
  "127.0.0.1",
  "--secure-port",
  "0",
  "--cert-dir",
  path.join(dir, "cert"),
  "--use-service-account-credentials=false",
  "--service-account-private-key-file",
  keyFile,
  "--kube-api-qps",
  "500",
  "--kube-api-burst",
  "1000",
  "--controllers",
  "deployment-controller,replicaset-controller,daemonset-controller,statefulset-controller,job-controller,cronjob-controller,namespace-controller,serviceaccount-controller,garbage-collector-controller,endpoints-controller,endpointslice-controller,horizontal-pod-autoscaler-controller,disruption-controller,clusterrole-aggregation-controller",
]);
run("pods", path.join(bin, "cp"), ["pods", "--kubeconfig", admin]);

// --- definitions, access -----------------------------------------------------
async function apply(file) {
  // server-side apply accepts YAML as it stands
  for (const doc of fs.readFileSync(file, "utf8").split(/^---\s*$/m)) {
    const name = /^ {2}name: (\S+)/m.exec(doc)?.[1];
    if (!name || !/^kind: CustomResourceDefinition/m.test(doc)) continue;
    const r = await call(
      "PATCH",
      `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}?fieldManager=up&force=true`,
      doc,
      "application/apply-patch+yaml",
    );
    if (r.code > 201) throw new Error(`${file}: ${name}: ${r.body}`);
  }
}
const files = fs
  .readdirSync(crds)
  .filter((f) => /\.ya?ml$/.test(f))
  .map((f) => path.join(crds, f));
await Promise.all(files.map(apply));
const put = async (url, body) => {
  const r = await call(
    "PATCH",
    `${url}?fieldManager=up&force=true`,
    JSON.stringify(body),
    "application/apply-patch+yaml",
  );
  if (r.code > 201) throw new Error(`${url}: ${r.body}`);
};
await until(
  "namespaces",
  async () => (await call("GET", "/api/v1/namespaces/default")).code === 200,
);
await put("/api/v1/namespaces/flux-system", {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "flux-system" },
});
const rbac = "/apis/rbac.authorization.k8s.io/v1";
// the viewer may read everything except Secrets and change nothing
await put(`${rbac}/clusterroles/viewer`, {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "viewer" },
  rules: [
    {
      apiGroups: [
        "apps",
        "batch",
        "autoscaling",
        "networking.k8s.io",
        "apiextensions.k8s.io",
        "source.toolkit.fluxcd.io",
        "kustomize.toolkit.fluxcd.io",
        "helm.toolkit.fluxcd.io",
        "notification.toolkit.fluxcd.io",
        "image.toolkit.fluxcd.io",
        "fluxcd.controlplane.io",
        "flagger.app",
        "split.smi-spec.io",
        "gateway.networking.k8s.io",
      ],
      resources: ["*"],
      verbs: ["get", "list", "watch"],
    },
    {
      apiGroups: [""],
      resources: ["namespaces", "pods", "services", "events", "configmaps", "serviceaccounts"],
      verbs: ["get", "list", "watch"],
    },
  ],
});
await put(`${rbac}/clusterrolebindings/viewer`, {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "viewer" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "viewer" },
  subjects: [{ kind: "Group", name: "viewers", apiGroup: "rbac.authorization.k8s.io" }],
});
await until("definitions", async () => {
  const l = JSON.parse(
    (await call("GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions")).body,
  );
  return (
    l.items.length >= files.length &&
    l.items.every((c) =>
      c.status?.conditions?.some((x) => x.type === "Established" && x.status === "True"),
    )
  );
});

// --- Flux ----------------------------------------------------------------------
const out = { ready: true, server, admin, viewer: path.join(dir, "viewer.kubeconfig"), dir };
const waits = [];
if (args.flux) {
  const storage = await freePort();
  const env = { KUBECONFIG: admin, RUNTIME_NAMESPACE: "flux-system" };
  const notify = args.notify ? await freePort() : 0;
  const common = async (name, extra) => {
    const health = await freePort();
    run(
      name,
      path.join(bin, name),
      [
        "--metrics-addr",
        "127.0.0.1:0",
        "--health-addr",
        `127.0.0.1:${health}`,
        "--watch-all-namespaces=true",
        "--log-level",
        "info",
        "--log-encoding",
        "json",
        ...(notify && name !== "notification-controller"
          ? ["--events-addr", `http://127.0.0.1:${notify}`]
          : []),
        ...extra,
      ],
      env,
    );
    waits.push(
      until(
        name,
        () =>
          new Promise((ok, bad) =>
            http
              .get(`http://127.0.0.1:${health}/readyz`, (r) => {
                r.resume();
                ok(r.statusCode === 200);
              })
              .on("error", bad),
          ),
      ),
    );
  };
  await common("source-controller", [
    "--storage-path",
    path.join(dir, "artifacts"),
    "--storage-addr",
    `127.0.0.1:${storage}`,
    "--storage-adv-addr",
    `127.0.0.1:${storage}`,
    "--requeue-dependency",
    "2s",
  ]);
  await common("kustomize-controller", ["--requeue-dependency", "2s"]);
  await common("helm-controller", ["--requeue-dependency", "2s"]);
  if (notify) {
    const receiver = await freePort();
    await common("notification-controller", [
      "--events-addr",
      `127.0.0.1:${notify}`,
      "--receiverAddr",
      `127.0.0.1:${receiver}`,
    ]);
    out.receiver = `http://127.0.0.1:${receiver}`;
  }
}

// --- helpers: Git over HTTP, metrics --------------------------------------------
const gitPort = await freePort(),
  promPort = await freePort();
run("git", process.execPath, [
  path.join(here, "git.mjs"),
  "--root",
  path.join(dir, "git"),
  "--port",
  String(gitPort),
]);
run("prom", process.execPath, [path.join(here, "prom.mjs"), "--port", String(promPort)]);
out.git = `http://127.0.0.1:${gitPort}`;
out.gitRoot = path.join(dir, "git");
out.prometheus = `http://127.0.0.1:${promPort}`;

// --- Flagger: one process per mesh provider (PROVIDER or PROVIDER=NAMESPACE) -----
for (const f of args.flagger) {
  const [provider, ns] = f.split("=");
  const port = await freePort();
  run(`flagger-${provider.replace(/\W/g, "-")}`, path.join(bin, "flagger"), [
    "-kubeconfig",
    admin,
    "-mesh-provider",
    provider,
    "-metrics-server",
    out.prometheus,
    "-control-loop-interval",
    "1s",
    "-port",
    String(port),
    "-log-level",
    "info",
    ...(ns ? ["-namespace", ns] : []),
  ]);
  waits.push(
    until(
      `flagger ${provider}`,
      () =>
        new Promise((ok, bad) =>
          http
            .get(`http://127.0.0.1:${port}/healthz`, (r) => {
              r.resume();
              ok(r.statusCode === 200);
            })
            .on("error", bad),
        ),
    ),
  );
}
await Promise.all(waits);
out.apiMs = apiReady;
out.ms = Date.now() - started;
writeEnvironment();
console.log(JSON.stringify(out));

function writeEnvironment() {
  out.pid = process.pid;
  out.pids = Object.fromEntries(children.map((c) => [c.name, c.child.pid]));
  fs.writeFileSync(path.join(dir, "env.json"), JSON.stringify(out, null, 1));
}
