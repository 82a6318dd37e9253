import { expect, test } from "vitest";
import { clusterAccess } from "../../../client/cluster/api/clusterAccess.ts";
import { execPlugin } from "../../../client/cluster/api/execPlugin.ts";
import type { KubeCluster } from "../../../client/cluster/api/kubeconfig.ts";

const cluster: KubeCluster = {
  name: "c",
  server: "https://c",
  authority: "PEM",
  skipsVerification: false,
};
const never = new AbortController().signal;
/** A plugin that runs this script. */
const user = (script: string, more = {}) => ({
  name: "me",
  folder: "/",
  fields: { exec: { command: process.execPath, args: ["-e", script], ...more } },
});
const about = `The credential plugin ${process.execPath} of user me`;
const print = (value: unknown) => `console.log(${JSON.stringify(JSON.stringify(value))})`;
const credential = (status: object) => print({ kind: "ExecCredential", status });

test.for([
  ["a token", credential({ token: "t" }), { token: "t" }],
  [
    "a token that ends",
    credential({ token: "t", expirationTimestamp: "2026-01-01T00:00:00Z" }),
    { token: "t", expires: Date.parse("2026-01-01T00:00:00Z") },
  ],
  [
    "a certificate",
    credential({ clientCertificateData: "c", clientKeyData: "k" }),
    { certificate: "c", key: "k" },
  ],
  [
    "half a certificate",
    credential({ clientCertificateData: "c" }),
    "printed no ExecCredential with a token or certificate.",
  ],
  ["rubbish", "console.log('hello')", "printed no ExecCredential with a token or certificate."],
  ["nothing", "", "printed no ExecCredential with a token or certificate."],
  [
    "another kind",
    print({ kind: "Pod", status: { token: "t" } }),
    "printed no ExecCredential with a token or certificate.",
  ],
  ["a failure", "console.error('first\\nsign in again'); process.exit(3)", "failed: sign in again"],
  ["a silent failure", "process.exit(3)", "failed with exit code 3"],
  [
    "too much",
    "for (;;) require('fs').writeSync(1, 'x'.repeat(1000))",
    "printed more than a credential.",
  ],
] as const)("a plugin that prints %s", async ([, script, answer]) => {
  const { value, failure } = await execPlugin(user(script), cluster, never);
  if (typeof answer === "string") expect(failure?.sentence).toBe(`${about} ${answer}`);
  else expect(value).toEqual(answer);
});

test("a plugin that hangs, with a child that keeps its output open, is ended", async () => {
  const script =
    "require('child_process').spawn('sleep', ['5'], { stdio: 'inherit' }); setInterval(() => {}, 1000)";
  const began = Date.now();
  const { failure } = await execPlugin(user(script), cluster, never, 500);
  expect(failure?.sentence).toBe(`${about} gave no answer within 0.5 s.`);
  expect(Date.now() - began).toBeLessThan(4000);
});

test("a plugin that is cancelled", async () => {
  const life = new AbortController();
  const running = execPlugin(user("setInterval(() => {}, 1000)"), cluster, life.signal);
  setTimeout(() => life.abort(), 200);
  expect((await running).failure?.kind).toBe("cancelled");
});

test("a plugin that is not there: its own hint is passed on", async () => {
  const fields = {
    exec: { command: "no-such-plugin", installHint: "Get it from example.com.\nMore" },
  };
  const { failure } = await execPlugin({ name: "me", folder: "/", fields }, cluster, never);
  expect(failure?.sentence).toBe(
    "The credential plugin no-such-plugin of user me is not installed. Get it from example.com.",
  );
});

test("a plugin is told its variables and the cluster, and nothing of a shell", async () => {
  const script =
    "const i = JSON.parse(process.env.KUBERNETES_EXEC_INFO); console.log(JSON.stringify({ kind: 'ExecCredential', status: { token: [process.env.MINE, i.apiVersion, i.spec.interactive, i.spec.cluster.server, process.argv.at(-1)].join(' ') } }))";
  const more = {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    env: [{ name: "MINE", value: "$HOME" }],
    provideClusterInfo: true,
    args: ["-e", script, "$(id)"],
  };
  const { value } = await execPlugin(user("", more), cluster, never);
  expect(value?.token).toBe("$HOME client.authentication.k8s.io/v1beta1 false https://c $(id)");
});

test("no plugin is run in an untrusted workspace", async () => {
  const access = clusterAccess({
    context: () => ({ name: "x", namespace: "default", cluster, user: user("process.exit(9)") }),
    isTrusted: () => false,
    library: () => Promise.reject(new Error("not needed")),
    userAgent: "test",
  });
  expect((await access.open(false, never)).failure?.sentence).toBe(
    "The user me needs a credential plugin, which is not run in an untrusted workspace.",
  );
});
