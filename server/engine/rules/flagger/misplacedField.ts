import { isObject, type JsonObject, listOf } from "../../canary/json.ts";
import { at as nodeAt, type Path, scalarOf } from "../../node.ts";
import { treeOf } from "../../resource.ts";
import type { Finding, Fix, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { listed } from "./listed.ts";
import { isCanary } from "./requestMatch.ts";

/** Fields that the schema has elsewhere. flagger.md §6.1 S05 */
export const misplacedField: Rule = {
  code: "misplaced-field",
  severity: "error",
  title: "Field of a Canary at the wrong place",
  explanation:
    "The API server does not know the field at this place. Flux refuses to apply such an object; other tools drop the field without a word, and Flagger goes on as if it were not there. Move it to where it belongs: numbers, metrics and webhooks are part of spec.analysis, ports and routing of spec.service, switches of the whole Canary of spec; conditions on paths belong to spec.service.match.",
  link: "https://github.com/fluxcd/flagger/blob/v1.44.0/artifacts/flagger/crd.yaml",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        maxWeight: 50
      # ^^^^^^^^^ misplaced-field
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  replaces: ["unknown-field"],
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole) return;
    for (const [home, object] of holdersOf(canary)) {
      for (const field of Object.keys(object)) {
        const at = [...PATHS[home], field];
        if (FIELDS[home].has(field) || !canary.isSettled(at)) continue;
        const homes = HOMES.filter((it) => FIELDS[it].has(field));
        if (homes.length > 0) yield misplaced(canary, at, home, homes);
      }
    }
    for (const [index, match] of listOf(canary.analysis.match).entries()) {
      if (!isObject(match)) continue;
      for (const field of Object.keys(match).filter((it) => OF_SERVICE_MATCH.has(it))) {
        yield matchPart(["spec", "analysis", "match", index, field]);
      }
    }
  },
};

type Home = "spec" | "service" | "analysis";

const HOMES: readonly Home[] = ["spec", "service", "analysis"];

const PATHS: Readonly<Record<Home, Path>> = {
  spec: ["spec"],
  service: ["spec", "service"],
  analysis: ["spec", "analysis"],
};

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** flagger.md §1.1–1.3 */
const FIELDS: Readonly<Record<Home, ReadonlySet<string>>> = {
  spec: words(
    "provider metricsServer targetRef autoscalerRef ingressRef routeRef upstreamRef service analysis progressDeadlineSeconds skipAnalysis revertOnDeletion suspend",
  ),
  service: words(
    "name port portName targetPort appProtocol trafficDistribution portDiscovery headless timeout backendTimeout gateways gatewayRefs hosts delegation trafficPolicy match rewrite retries headers mirror corsPolicy meshName backends apex primary canary unmanagedMetadata",
  ),
  analysis: words(
    "interval threshold iterations stepWeight stepWeights maxWeight stepWeightPromotion mirror mirrorWeight match primaryReadyThreshold canaryReadyThreshold alerts metrics webhooks sessionAffinity",
  ),
};

const OF_SERVICE_MATCH = words("uri method authority scheme port gateways withoutHeaders");

/** What the rollout does without the field. */
const WITHOUT: Readonly<Record<string, string>> = {
  maxWeight: "the share of the canary grows up to 100 %",
  metrics: "no metric is looked at",
  webhooks: "no hook is called",
  alerts: "nobody is told",
  sessionAffinity: "users change between the versions",
  mirror: "nothing is mirrored",
  skipAnalysis: "the analysis is not skipped",
  suspend: "the rollout is not held",
  progressDeadlineSeconds: "the deadline stays at 600 s",
  revertOnDeletion: "the target stays at zero replicas when the Canary is deleted",
  stepWeightPromotion: "all traffic goes to the primary at once",
  autoscalerRef: "the autoscaler goes on scaling the target alone",
};

const holdersOf = ({ spec, service, analysis }: CanaryReading): readonly [Home, JsonObject][] => [
  ["spec", spec],
  ["service", service],
  ["analysis", analysis],
];

function misplaced(
  { resource, has }: CanaryReading,
  at: Path,
  from: Home,
  homes: readonly Home[],
): Finding {
  const field = String(at[at.length - 1]);
  const holder = from === "spec" ? "spec" : `spec.${from}`;
  const places = homes.map((it) => PATHS[it].join("."));
  const without = WITHOUT[field] ?? "it has no effect";
  const [home] = homes;
  const isFree = home && has(PATHS[home]) && !has([...PATHS[home], field]);
  return {
    at,
    on: "key",
    message: `${holder} takes no ${field}: that belongs in ${listed(places, "or")}. Flux refuses to apply this Canary; without Flux the field is dropped and ${without}.`,
    fixes: homes.length === 1 && isFree ? moved(resource, at, PATHS[home]) : [],
  };
}

/** Only what stands on one line can be moved as it is written. */
function moved(resource: CanaryReading["resource"], at: Path, into: Path): readonly Fix[] {
  const scalar = scalarOf(nodeAt(treeOf(resource), at));
  if (!scalar || (scalar.style !== "plain" && scalar.style !== "double")) return [];
  if (/[\n#:]/.test(scalar.text)) return [];
  const value = scalar.style === "plain" ? scalar.text : JSON.stringify(scalar.text);
  return [
    {
      title: `Move to ${into.join(".")}`,
      changes: [
        { type: "remove", resource, at },
        { type: "insert", resource, at: into, text: `${at[at.length - 1]}: ${value}` },
      ],
      preferred: true,
    },
  ];
}

const matchPart = (at: Path): Finding => ({
  at,
  on: "key",
  message: `An analysis matches by headers, queryParams and sourceLabels, not by ${at[at.length - 1]}. Flux refuses to apply this Canary; without Flux the condition is dropped. Conditions on paths belong in spec.service.match.`,
});
