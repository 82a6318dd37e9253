import { expect, test } from "vitest";
import { clusterEvent, eventScope } from "../../../../client/cluster/api/clusterEvent.ts";
import { kubeObject } from "../../../../client/cluster/api/kubeObject.ts";
import { logLine } from "../../../../client/cluster/api/logLine.ts";
import { columns } from "../../../../client/cluster/documents/columns.ts";
import { eventsText } from "../../../../client/cluster/documents/eventsText.ts";
import { exported } from "../../../../client/cluster/documents/exported.ts";
import { logText } from "../../../../client/cluster/documents/logText.ts";
import { masked } from "../../../../client/cluster/documents/masked.ts";
import { ago, clock, duration } from "../../../../client/cluster/documents/moments.ts";
import { oneLine, safeText } from "../../../../client/cluster/documents/safeText.ts";
import { object } from "../support/objects.ts";

const noon = Date.parse("2026-03-01T12:00:00Z");

test.for([
  ["\u001b[31mred\u001b[0m", "red"],
  ["\u001b]0;a title\u0007text", "text"],
  ["\u001b]8;;https://evil\u001b\\link\u001b]8;;\u001b\\", "link"],
  ["\u001b]0;no end\u001b[1mbold", "bold"],
  ["\u001b(Bplain \u001bcreset", "plain reset"],
  ["\u009b2Jgone", "gone"],
  ["left\u202eright", "leftright"],
  ["bell\u0007 null\u0000", "bell null"],
  ["one\r\ntwo\tthree", "one\ntwo\tthree"],
] as const)("%j is shown as %j", ([text, wanted]) => {
  expect(safeText(text)).toBe(wanted);
});

test("on one line there are no line breaks", () => {
  expect(oneLine(" a\n\n  b\t")).toBe("a b");
});

test("times in words", () => {
  const said = [0, 500, 12_000, 119_000, 180_000, 7_300_000, 200_000_000];
  expect(said.map((it) => ago(noon, noon - it))).toEqual([
    "now",
    "now",
    "12 s ago",
    "119 s ago",
    "3 min ago",
    "2 h ago",
    "2 d ago",
  ]);
  expect(duration(90_000)).toBe("90 s");
  expect(clock(noon, noon - 1000, "UTC")).toBe("11:59:59");
  expect(clock(noon, noon - 86_400_000, "UTC")).toBe("2026-02-28 12:00:00");
});

test("columns are as wide as they must, the last one is free", () => {
  expect(columns([["a", "bb", "c"], ["aaa", "b", ""], ["alone"]], "  ")).toEqual([
    "  a    bb  c",
    "  aaa  b",
    "  alone",
  ]);
});

const eventOf = (fields: object) => {
  const read = kubeObject({ apiVersion: "v1", kind: "Event", metadata: { name: "e" }, ...fields });
  if (!read) throw new Error("no event");
  return clusterEvent(read);
};

const apps = object(
  "Kustomization flux-system/apps",
  `
  spec: { sourceRef: { kind: GitRepository, name: repo } }
  status: { inventory: { entries: [{ id: shop_web_apps_Deployment, v: v1 }, { id: _shop__Namespace, v: v1 }] } }
  `,
);

const about = (kind: string, path: string) => {
  const [name, namespace] = path.split("/").reverse();
  return eventOf({ involvedObject: { kind, name, namespace } });
};

test.for([
  ["Kustomization", "flux-system/apps", true],
  ["Kustomization", "other/apps", false],
  ["GitRepository", "flux-system/repo", true],
  ["Deployment", "shop/web", true],
  ["Namespace", "shop", true],
  ["ReplicaSet", "shop/web-7d9cf5b8bd", true],
  ["Pod", "shop/web-7d9cf5b8bd-x2b4z", true],
  ["Pod", "shop/web-primary-7d9cf5b8bd-x2b4z", false],
  ["ReplicaSet", "shop/web-primary", false],
  ["ConfigMap", "shop/web-7d9cf5b8bd", false],
] as const)("events of %s %s belong to the Kustomization: %s", ([kind, path, wanted]) => {
  expect(eventScope(apps).covers(about(kind, path))).toBe(wanted);
});

test("events are looked for where they are kept, also those of what has no namespace", () => {
  expect([...eventScope(apps).namespaces].sort()).toEqual(["default", "flux-system", "shop"]);
  const canary = object("Canary shop/web", "spec: { targetRef: { kind: Deployment, name: web } }");
  expect(eventScope(canary).covers(about("Deployment", "shop/web-primary"))).toBe(true);
});

test("events as people read them, whatever form they came in", () => {
  const older = eventOf({
    involvedObject: { kind: "Pod", namespace: "shop", name: "web-1" },
    type: "Warning",
    reason: "BackOff",
    message: "Back-off \u001b[31mrestarting",
    count: 5,
    lastTimestamp: "2026-03-01T11:58:00Z",
    source: { component: "kubelet" },
  });
  const newer = eventOf({
    involvedObject: {
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      namespace: "flux-system",
      name: "apps",
    },
    type: "Normal",
    reason: "Progressing",
    message: "Deployment/shop/web configured\nService/shop/web created",
    eventTime: "2026-03-01T11:59:00.000000Z",
    reportingComponent: "kustomize-controller",
  });
  const text = eventsText({
    subject: { group: "", kind: "Kustomization", namespace: "flux-system", name: "apps" },
    context: "dev",
    events: [older, newer],
    standing: "kept up to date while it is seen",
    problems: ["forbidden: cannot list events in secret"],
    now: noon,
    zone: "UTC",
  });
  expect(text).toBe(`Events of Kustomization flux-system/apps and of what belongs to it, in dev
The newest first; kept up to date while it is seen.
Not shown: forbidden: cannot list events in secret.

11:59:00  Normal   Progressing  Kustomization flux-system/apps, says kustomize-controller
          Deployment/shop/web configured
          Service/shop/web created

11:58:00  Warning  BackOff  Pod shop/web-1, 5 times, says kubelet
          Back-off restarting
`);
});

const web = {
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace: "shop",
  name: "web",
};

test.for([
  ['{"msg":"m","controllerKind":"Kustomization","namespace":"shop","name":"web"}', true],
  ['{"msg":"m","Kustomization":{"name":"web","namespace":"shop"}}', true],
  ['{"msg":"m","controllerKind":"Kustomization","namespace":"other","name":"web"}', false],
  ['{"msg":"m","controllerKind":"HelmRelease","namespace":"shop","name":"web"}', false],
  [
    '{"msg":"m","eventInvolvedObject":{"kind":"Kustomization","name":"web","namespace":"shop"}}',
    true,
  ],
  ["starting Kustomization shop/web", false],
] as const)("%s is about the Kustomization: %s", ([text, wanted]) => {
  expect(logLine(text).isAbout(web)).toBe(wanted);
});

test("lines of Flagger name a Canary by name and namespace", () => {
  const line = logLine(
    '{"level":"info","ts":"2026-03-01T11:59:00.5Z","msg":"Advance","canary":"web.shop"}',
  );
  expect(
    line.isAbout({ group: "flagger.app", kind: "Canary", namespace: "shop", name: "web" }),
  ).toBe(true);
  expect(logText(line, noon, "UTC")).toBe("11:59:00  info   Advance");
});

test("a line of a controller as people read it", () => {
  const line = logLine(
    JSON.stringify({
      level: "error",
      ts: "2026-03-01T11:59:00Z",
      msg: "Reconciliation failed after 1s",
      controller: "kustomization",
      controllerKind: "Kustomization",
      Kustomization: { name: "web", namespace: "shop" },
      namespace: "shop",
      name: "web",
      reconcileID: "42",
      revision: "main@sha1:abc",
      error: "kustomize build failed: \u001b[1mno such file\nat line 3",
    }),
  );
  expect(
    logText(line, noon, "UTC"),
  ).toBe(`11:59:00  error  Reconciliation failed after 1s  (revision=main@sha1:abc)
    kustomize build failed: no such file
    at line 3`);
  expect(logText(logLine("plain \u001b[2Jwords"), noon)).toBe("plain words");
});

const secret = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: {
    name: "login",
    namespace: "shop",
    uid: "1",
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": '{"data":"hunter2"}' },
    labels: { "kustomize.toolkit.fluxcd.io/name": "apps", app: "web" },
  },
  data: { password: "aHVudGVyMg==" },
  type: "Opaque",
};

test("nothing that a Secret holds is shown", () => {
  expect(masked(secret)).toEqual({
    ...secret,
    metadata: {
      ...secret.metadata,
      annotations: { "kubectl.kubernetes.io/last-applied-configuration": "**REDACTED**" },
    },
    data: { password: "**REDACTED**" },
  });
  const map = { ...secret, kind: "ConfigMap" };
  expect(masked(map)).toBe(map);
});

test("an exported manifest is what somebody would have written", () => {
  expect(exported({ ...secret, status: { phase: "x" } })).toEqual({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "login", namespace: "shop", labels: { app: "web" } },
    data: { password: "**REDACTED**" },
    type: "Opaque",
  });
});
