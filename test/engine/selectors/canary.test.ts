import { expect, test } from "vitest";
import { picture } from "../../../server/engine/selectors/picture.ts";
import { selectorSubjects } from "../../../server/engine/selectors/subjects.ts";
import { viewOf } from "../../../server/engine/view.ts";
import { workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { selectorsDrawn, selectorsMended, selectorsTold } from "../../support/selectorsTold.ts";
import { canaryScene, WEIGHTED } from "./scenes.ts";

const FLAGGER = (values: string): string => `
  #- flagger.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: flagger, namespace: flagger-system }
  spec:
    interval: 1h
    chart: { spec: { chart: flagger, sourceRef: { kind: HelmRepository, name: flagger } } }
    ${values}
`;

test("weights in a mesh: every Service, whom it finds, and with how much of the traffic", () => {
  expect(selectorsTold(canaryScene("linkerd", WEIGHTED), "Canary/shop")).toMatchInlineSnapshot(`
    "
    Canary store/shop
    Flagger tells the pods apart by "app": Services shop and shop-primary find those with shop-primary, shop-canary those with shop.
    Note: What Flagger is told is not known here; its defaults are taken (mesh provider istio).

    Label
      Flagger looks for "app", "name" and "app.kubernetes.io/name", in this order. No Flagger is installed by these files, so these are Flagger's own.
      ✓ app                     the first in the selector of Deployment shop (shop.yaml:15)
      – name                    not in the selector
      – app.kubernetes.io/name  not in the selector
      "app" is the first that the selector of Deployment shop has. Its pods keep app: shop; those of shop-primary get app: shop-primary.

    As in Git
      What the files say, before Flagger has run for the first time.
      Deployment shop    3 pods; and 1 more label  [app: shop]

    Before a rollout
      At rest, Service shop leads to the pods of shop-primary, the copy that Flagger makes. Deployment shop has no pods until there is something new.
      TrafficSplit shop                                  100 % to shop-primary, 0 % to shop-canary
      Service shop             selects app=shop-primary  → Deployment shop-primary                  shared out by TrafficSplit shop
      Service shop-primary     selects app=shop-primary  → Deployment shop-primary                  100 %
      Service shop-canary      selects app=shop          → Deployment shop, no pods now             0 %
      Deployment shop-primary                            3 pods; and 1 more label                   [app: shop-primary]
      Deployment shop                                    no pods now; and 1 more label              [app: shop]

    During a rollout
      Pods of both revisions run. 60 % of the traffic goes to the new revision in shop, 40 % to shop-primary.
      The canary gets 0 %, 20 %, 40 %, 60 %; shown is the last.
      TrafficSplit shop                                  40 % to shop-primary, 60 % to shop-canary
      Service shop             selects app=shop-primary  → Deployment shop-primary                  shared out by TrafficSplit shop
      Service shop-primary     selects app=shop-primary  → Deployment shop-primary                  40 %
      Service shop-canary      selects app=shop          → Deployment shop                          60 %
      Deployment shop-primary                            3 pods; and 1 more label                   [app: shop-primary]
      Deployment shop                                    3 pods; and 1 more label                   [app: shop]

    After a rollout
      The new revision has been copied to shop-primary, and shop has no pods again. A roll-back ends here, too, with the old revision in shop-primary.
      TrafficSplit shop                                  100 % to shop-primary, 0 % to shop-canary
      Service shop             selects app=shop-primary  → Deployment shop-primary                  shared out by TrafficSplit shop
      Service shop-primary     selects app=shop-primary  → Deployment shop-primary                  100 %
      Service shop-canary      selects app=shop          → Deployment shop, no pods now             0 %
      Deployment shop-primary                            3 pods; and 1 more label                   [app: shop-primary]
      Deployment shop                                    no pods now; and 1 more label              [app: shop]
    "
  `);
});

test("the picture of a Service or workload of a Canary is that of the Canary", () => {
  const source = `${canaryScene("linkerd", WEIGHTED)}
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: shop, namespace: store }
  spec: { selector: { app: shop }, ports: [{ port: 80 }] }
`;
  const { kind, moments } = selectorsDrawn(source, "Deployment/shop");
  expect(kind).toBe("Canary");
  expect(selectorsDrawn(source, "Service/shop").kind).toBe("Canary");
  const states = moments.map(({ name, nodes, links }) => [
    name,
    nodes.find(({ id }) => id === "Service/shop")?.lines,
    links.filter(({ from }) => from === "Service/shop").map(({ to }) => to),
  ]);
  expect(states.slice(0, 2)).toEqual([
    ["git", ["selects app=shop"], ["Deployment/shop"]],
    [
      "before",
      ["selects app=shop-primary", "Flagger has taken it over", "shared out by TrafficSplit shop"],
      ["Deployment/shop-primary"],
    ],
  ]);
});

test("A/B testing by nginx: requests that match go by the Ingress of the canary", () => {
  const source = `${canaryScene(
    "nginx",
    `ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: web }
    service: { port: 80 }
    analysis:
      interval: 10s
      threshold: 2
      iterations: 2
      match: [{ headers: { x-user: { exact: me } } }]`,
  )}
  ---
  apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: { name: web, namespace: store }
  spec:
    rules:
      - host: shop.example.com
        http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: shop, port: { number: 80 } } } }] }
`;
  const during = selectorsDrawn(source, "Canary/shop").moments.findLast(
    ({ name }) => name === "during",
  );
  expect(during?.ways.map(({ name, words, isMade }) => [name, words, isMade])).toEqual([
    ["web", "all other requests to shop", false],
    ["web-canary", "requests that match to shop-canary", true],
  ]);
  expect(shares(during?.links)).toEqual([
    ["Service/shop", "Deployment/shop-primary", "all other requests"],
    ["Service/shop-canary", "Deployment/shop", "requests that match"],
  ]);
});

const shares = (links: readonly { from: string; to: string; share?: string }[] = []) =>
  links.flatMap(({ from, to, share }) => (share === undefined ? [] : [[from, to, share]]));

test("Blue/Green with Services alone: users never reach the canary", () => {
  const source = canaryScene(
    "kubernetes",
    `service: { port: 80 }
    analysis: { interval: 10s, threshold: 2, iterations: 2 }`,
  );
  const { moments } = selectorsDrawn(source, "Canary/shop");
  for (const { name, links } of moments) {
    const expected = [["Service/shop", "Deployment/shop-primary", "100 %"]];
    expect(shares(links)).toEqual(name === "git" ? [] : expected);
  }
  expect(moments.find(({ name }) => name === "during")?.sentence).toBe(
    "Pods of both revisions run. Users stay with shop-primary; only tests that call shop-canary reach the new revision in shop.",
  );
});

test("copies of requests are not traffic of the canary", () => {
  const source = canaryScene(
    "istio",
    `service: { port: 80 }
    analysis: { interval: 10s, threshold: 2, iterations: 3, mirror: true }`,
  );
  const during = selectorsDrawn(source, "Canary/shop").moments.filter((it) => it.name === "during");
  expect(during.map(({ share }) => share)).toContain("copies of 100 %");
});

test("who scales target and primary", () => {
  const source = `${canaryScene(
    "linkerd",
    `autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: shop }
    ${WEIGHTED}`,
  )}
  ---
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: { name: shop, namespace: store }
  spec:
    scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
    minReplicas: 2
    maxReplicas: 4
`;
  const before = selectorsDrawn(source, "Canary/shop").moments.find((it) => it.name === "before");
  const lines = before?.nodes.filter(({ column }) => column === "pods").map((it) => it.lines);
  expect(lines?.map((it) => it.filter((line) => line.startsWith("scaled")))).toEqual([
    ["scaled by HorizontalPodAutoscaler shop-primary, 2 to 4 pods"],
    ["scaled by HorizontalPodAutoscaler shop, 2 to 4 pods"],
  ]);
});

test("the label that Flagger does not look for: the link breaks there, and the list can be mended", () => {
  const source = `${canaryScene("linkerd", WEIGHTED, "service: shop")}${FLAGGER('values: { selectorLabels: "app,name" }')}`;
  expect(selectorsTold(source, "Canary/shop")).toMatchInlineSnapshot(`
    "
    Canary store/shop
    The selector of Deployment shop has only "service", so Flagger creates nothing and the Canary stays at Initializing.

    Label
      Flagger looks for "app" and "name", in this order. HelmRelease flagger says so in its values (selectorLabels). (flagger.yaml:7)
      – app   not in the selector
      – name  not in the selector
      The selector of Deployment shop has only "service", so Flagger creates nothing and the Canary stays at Initializing.

    As in Git
      What the files say, before Flagger has run for the first time.
      Deployment shop    3 pods; and 1 more label  no label for Flagger, service: shop

    It gets no further: getSelectorLabel failed: deployment shop.store spec.selector.matchLabels must contain one of [app name]

    Faults
      error: Flagger never starts this Canary: the selector of Deployment shop has no label "app" or "name" by which Flagger tells primary from canary; it has "service", which its selectorLabels do not list. [selector-label] (shop.yaml:6)
        fix: Add "service" to Flagger's selectorLabels
    "
  `);
  const { moments } = selectorsDrawn(source, "Canary/shop");
  expect(moments.map(({ name }) => name)).toEqual(["git"]);
  expect(moments[0]?.links.filter(({ state }) => state === "broken")).toEqual([
    { from: "Deployment/shop", to: "label/none", by: "", state: "broken", fault: 0 },
  ]);
  expect(selectorsMended(source, "Canary/shop")).toMatchInlineSnapshot(
    `"flagger.yaml:7| values: { selectorLabels: "app,name,service" }"`,
  );
});

test("another workload with the same label gets traffic of the canary", () => {
  const source = `${canaryScene("linkerd", WEIGHTED)}
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: worker, namespace: store }
  spec:
    selector: { matchLabels: { app: shop, role: worker } }
    template:
      metadata: { labels: { app: shop, role: worker } }
      spec: { containers: [{ name: worker, image: "worker:1" }] }
`;
  const { faults, moments } = selectorsDrawn(source, "Canary/shop");
  expect(faults.map(({ code }) => code)).toEqual(["selector-shared"]);
  const during = moments.find(({ name }) => name === "during");
  expect(
    during?.links.filter(({ fault }) => fault === 0).map(({ from, to }) => [from, to]),
  ).toEqual([["Service/shop-canary", "Deployment/worker"]]);
});

test("a Service of one's own is left behind by the first rollout", () => {
  const source = `${canaryScene("linkerd", WEIGHTED)}
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: debug, namespace: store }
  spec: { selector: { app: shop }, ports: [{ port: 80 }] }
  ---
  apiVersion: policy/v1
  kind: PodDisruptionBudget
  metadata: { name: both, namespace: store }
  spec: { minAvailable: 1, selector: { matchLabels: { team: web } } }
`;
  const { faults, moments } = selectorsDrawn(source, "Canary/shop");
  expect(faults.map(({ code }) => code)).toEqual(["selector-left-behind"]);
  const chain = (name: string, from: string) =>
    moments
      .find((it) => it.name === name)
      ?.links.filter((it) => it.from === from)
      .map(({ to, state, fault }) => [to, state, fault]);
  expect(chain("before", "Service/debug")).toEqual([["Deployment/shop", "idle", 0]]);
  expect(chain("before", "PodDisruptionBudget/both")).toEqual([
    ["Deployment/shop-primary", "live", undefined],
    ["Deployment/shop", "idle", undefined],
  ]);
});

const serviceTarget = (spec: string): string => `
  #- shop.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: shop, namespace: store }
  spec:
    provider: linkerd
    targetRef: { apiVersion: v1, kind: Service, name: shop }
    ${WEIGHTED}
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: shop, namespace: store }
  spec: { ${spec}, ports: [{ port: 80 }] }
`;

test("a Service as target has no label to pick", () => {
  const source = serviceTarget("type: ExternalName, externalName: shop.example.com");
  const { choice, summary, moments } = selectorsDrawn(source, "Canary/shop");
  expect(choice).toBeUndefined();
  expect(summary).toBe("Service shop is copied to shop-primary and shop-canary; no workload is.");
  const before = moments.find(({ name }) => name === "before");
  expect(before?.nodes.filter(({ column }) => column === "service").map(({ id }) => id)).toEqual([
    "Service/shop",
    "Service/shop-primary",
    "Service/shop-canary",
  ]);
});

test("what stops a rollout is told where the moments end", () => {
  const { moments, unreached, faults } = selectorsDrawn(
    serviceTarget("selector: { app: shop }"),
    "Canary/shop",
  );
  expect(moments.map(({ name }) => name)).toEqual(["git"]);
  expect(unreached).toMatch(/^reconcileCanaryService failed/);
  expect(faults.map(({ code }) => code)).toEqual(["service-target-cluster-ip"]);
});

test.for([
  [
    'values: { selectorLabels: "name,app" }',
    'Flagger looks for "name" and "app", in this order. HelmRelease flagger says so in its values (selectorLabels).',
    ["name picked", "app absent"],
  ],
  [
    "values: {}",
    'Flagger looks for "app", "name" and "app.kubernetes.io/name", in this order. HelmRelease flagger says nothing else, so these are Flagger\'s own.',
    ["app absent", "name picked", "app.kubernetes.io/name later"],
  ],
  [
    "valuesFrom: [{ kind: ConfigMap, name: values }]",
    'Flagger looks for "app", "name" and "app.kubernetes.io/name", in this order. What the Flagger here is told cannot be read from the files, or several disagree; these are Flagger\'s own.',
    ["app absent", "name picked", "app.kubernetes.io/name later"],
  ],
] as const)("who says which labels are looked for: %s", ([values, list, verdicts]) => {
  const labels = "name: shop, app.kubernetes.io/name: shop";
  const source = `${canaryScene("linkerd", WEIGHTED, labels)}${FLAGGER(values)}`;
  const { choice } = selectorsDrawn(source, "Canary/shop");
  expect(choice?.list).toBe(list);
  const found = choice?.candidates.map(({ key, verdict }) => `${key} ${verdict}`);
  expect(found).toEqual(verdicts);
});

test("arguments of a Deployment: the last one counts", () => {
  const deployment = `
  #- flagger.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: flagger, namespace: flagger-system }
  spec:
    selector: { matchLabels: { app: flagger } }
    template:
      metadata: { labels: { app: flagger } }
      spec:
        containers:
          - name: flagger
            image: ghcr.io/fluxcd/flagger:1.44.0
            args: [-selector-labels=app, --selector-labels, "team,app"]
`;
  const source = `${canaryScene("linkerd", WEIGHTED, "app: shop, team: web2")}${deployment}`;
  const choice = selectorsDrawn(source, "Canary/shop").choice;
  expect(choice?.list).toBe(
    'Flagger looks for "team" and "app", in this order. Deployment flagger says so in its arguments (-selector-labels; the last one counts).',
  );
  expect(choice?.key).toBe("team");
});

test("settings of the repository outrank what is installed", () => {
  const source = `${canaryScene("linkerd", WEIGHTED)}${FLAGGER('values: { selectorLabels: "name" }')}
  #- .flightpath.yaml
  flagger: { selectorLabels: "app" }
`;
  const { files } = readFixture(source);
  const workspace = workspaceOf(files, { roots: [{ path: "", remotes: [] }] });
  const view = viewOf(workspace);
  const subject = selectorSubjects(view).find(({ kind }) => kind === "Canary");
  const choice = subject && picture(workspace, subject, false).picture.choice;
  expect(choice?.list).toBe(
    'Flagger looks for "app", in this order. .flightpath.yaml says so, which outranks what is installed.',
  );
});

test("a target in no file: nobody claims to know its label", () => {
  const source = `
  #- shop.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: shop, namespace: store }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }
    ${WEIGHTED}
`;
  const { summary, choice } = selectorsDrawn(source, "Canary/shop");
  expect(summary).toBe(
    'Deployment shop is in no file here, so which of them its selector has is not known; "app" is assumed.',
  );
  expect(choice?.candidates.map(({ verdict }) => verdict)).toEqual([
    "unknown",
    "unknown",
    "unknown",
  ]);
});
