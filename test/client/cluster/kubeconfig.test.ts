import { expect, test } from "vitest";
import { parse } from "yaml";
import { folderContext } from "../../../client/cluster/api/folderContext.ts";
import { inCluster } from "../../../client/cluster/api/inCluster.ts";
import { kubeconfigOf } from "../../../client/cluster/api/kubeconfig.ts";
import { kubeconfigFiles } from "../../../client/cluster/api/kubeconfigFiles.ts";
import { findPinned, pinOf } from "../../../client/cluster/api/pin.ts";
import { isProtected } from "../../../client/cluster/api/protectedContext.ts";

const read = (path: string) => (path === "/home/me/ca.crt" ? "PEM" : undefined);
const configOf = (...texts: readonly string[]) =>
  kubeconfigOf(
    texts.map((text, index) => ({ path: `/home/me/config${index + 1}`, text })),
    { parse, read },
  );

const prod = `
kind: Config
current-context: prod
clusters: [{ name: c1, cluster: { server: "https://prod:6443/", certificate-authority: ca.crt } }]
users: [{ name: u1, user: { token: one } }]
contexts: [{ name: prod, context: { cluster: c1, user: u1, namespace: apps } }]
`;
const stage = `
kind: Config
current-context: stage
clusters: [{ name: c2, cluster: { server: "https://stage:6443", insecure-skip-tls-verify: true } }]
users: [{ name: u1, user: { token: two } }]
contexts: [{ name: stage, context: { cluster: c2, user: u1 } }, { name: prod, context: { cluster: c2, user: u1 } }]
`;

test("a context leads to its cluster, user and namespace; paths are relative to their file", () => {
  const config = configOf(prod);
  expect(config).toEqual({
    files: ["/home/me/config1"],
    current: "prod",
    problems: [],
    contexts: [
      {
        name: "prod",
        namespace: "apps",
        cluster: {
          name: "c1",
          server: "https://prod:6443",
          authority: "PEM",
          skipsVerification: false,
        },
        user: { name: "u1", folder: "/home/me", fields: { token: "one" } },
      },
    ],
  });
});

test("several files: of every name the first one counts", () => {
  const config = configOf(prod, stage);
  expect(config.current).toBe("prod");
  expect(config.contexts.map((it) => [it.name, it.cluster.server, it.user.fields.token])).toEqual([
    ["prod", "https://prod:6443", "one"],
    ["stage", "https://stage:6443", "one"],
  ]);
});

test.for([
  [
    "kind: Config\ncontexts: [{ name: a, context: { cluster: x, user: u } }]",
    'Context a names the cluster "x", which no kubeconfig defines.',
  ],
  [
    prod.replace("user: u1,", "user: nobody,"),
    'Context prod names the user "nobody", which no kubeconfig defines.',
  ],
  [
    prod.replace("https://prod:6443/", "prod:6443"),
    'Cluster c1 has no usable server: "prod:6443" is no http or https address.',
  ],
  [
    prod.replace("ca.crt", "other.crt"),
    "Cluster c1 trusts the certificates in /home/me/other.crt, which cannot be read.",
  ],
  ["kind: Pod", "/home/me/config1 is no kubeconfig: its kind is not Config; it was left out."],
  ["just text", "/home/me/config1 is no kubeconfig: its kind is not Config; it was left out."],
] as const)("what cannot be used is said: %s", ([text, problem]) => {
  expect(configOf(text)).toMatchObject({ contexts: [], problems: [problem] });
});

test("a broken file does not hide the others", () => {
  const config = configOf("a: [", stage);
  expect(config.contexts).toHaveLength(2);
  expect(config.problems[0]).toMatch(
    /^\/home\/me\/config1 is no valid YAML \(.*\); it was left out\.$/,
  );
});

test.for([
  ["no contexts", "", { files: ["/home/me/config1"], contexts: [], problems: [] }],
  [
    "wrong types",
    "kind: Config\nclusters: 7\ncontexts: {a: b}\nusers: [null, 3]",
    { contexts: [], problems: [] },
  ],
] as const)("%s", ([, text, config]) => {
  expect(configOf(text)).toMatchObject(config);
});

test.for([
  ["setting", { setting: "~/a:/b", environment: { KUBECONFIG: "/c" } }, "setting /home/me/a /b"],
  [
    "relative setting",
    { setting: "k/config", workspace: "/w", environment: {} },
    "setting /w/k/config",
  ],
  ["KUBECONFIG", { setting: "", environment: { KUBECONFIG: "/c::/d" } }, "KUBECONFIG /c /d"],
  ["home", { setting: " ", environment: { KUBECONFIG: "" } }, "home /home/me/.kube/config"],
] as const)("where it is looked for: %s", ([, around, answer]) => {
  const { because, paths } = kubeconfigFiles({ ...around, home: "/home/me" });
  expect([because, ...paths].join(" ")).toBe(answer);
});

test("in a pod the service account is the context", () => {
  const files: Record<string, string> = {
    "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt": "PEM",
    "/var/run/secrets/kubernetes.io/serviceaccount/token": "t",
    "/var/run/secrets/kubernetes.io/serviceaccount/namespace": "dev\n",
  };
  const environment = { KUBERNETES_SERVICE_HOST: "fd00::1", KUBERNETES_SERVICE_PORT: "443" };
  expect(inCluster(environment, (it) => files[it])).toMatchObject({
    namespace: "dev",
    cluster: { server: "https://[fd00::1]:443", authority: "PEM" },
  });
  expect(inCluster({}, (it) => files[it])).toBeUndefined();
});

test.for([
  ["nothing changed", prod, "same"],
  ["a new token", prod.replace("one", "three"), "same"],
  ["renamed", prod.replaceAll("name: prod,", "name: live,"), "renamed"],
  [
    "another server",
    prod.replace("prod:6443", "evil:6443"),
    "The context prod leads to https://evil:6443 instead of https://prod:6443 now; nothing is done there until you agree.",
  ],
  [
    "another namespace",
    prod.replace("apps", "kube-system"),
    "The context prod stands for the namespace kube-system instead of apps now; nothing is done there until you agree.",
  ],
  [
    "no longer verified",
    prod.replace("certificate-authority: ca.crt", "insecure-skip-tls-verify: true"),
    "The context prod has another certificate authority or another user now; nothing is done there until you agree.",
  ],
  [
    "another person",
    prod.replaceAll("u1", "u2"),
    "The context prod has another certificate authority or another user now; nothing is done there until you agree.",
  ],
  [
    "names swapped",
    `${prod.replaceAll("name: prod,", "name: live,")}`.replace(
      "contexts: [",
      "contexts: [{ name: prod, context: { cluster: c1, user: u1 } }, ",
    ),
    "The context prod stands for the namespace default instead of apps now; nothing is done there until you agree.",
  ],
  [
    "gone",
    stage.replace("{ name: prod, ", "{ name: other, "),
    "The kubeconfig no longer has the context prod; choose another one.",
  ],
] as const)("a pinned context: %s", ([, after, answer]) => {
  const [context] = configOf(prod).contexts;
  if (!context) throw new Error("no context");
  const found = findPinned(pinOf(context), configOf(after));
  expect("sentence" in found ? found.sentence : found.kind).toBe(answer);
});

test("a pin holds no secret", () => {
  const [context] = configOf(prod).contexts;
  if (!context) throw new Error("no context");
  expect(JSON.stringify(pinOf(context))).not.toMatch(/one|PEM/);
});

test.for([
  ["prod-eu", ["*prod*"], true],
  ["PROD", ["*prod*"], true],
  ["stage", ["*prod*"], false],
  ["eu-1", ["eu-?"], true],
  ["eu-12", ["eu-?"], false],
  ["anything", ["*"], true],
  ["prod", [], false],
  ["arn:aws:eks:eu/prod-1", ["arn:*/prod-*"], true],
  [`${"a".repeat(5000)}b`, [`${"*a".repeat(200)}c`], false],
] as const)("%s under %s is protected: %s", ([name, patterns, answer]) => {
  expect(isProtected(name, patterns)).toBe(answer);
});

test.for([
  ["clusters/prod/apps.yaml", "prod-eu"],
  ["clusters/prod/us/apps.yaml", "prod-us"],
  ["clusters/production/apps.yaml", undefined],
  ["apps/a.yaml", undefined],
] as const)("the context of %s is %s", ([path, context]) => {
  const folders = { "clusters/prod": "prod-eu", "./clusters/prod/us/": "prod-us" };
  expect(folderContext(folders, path)).toBe(context);
});
