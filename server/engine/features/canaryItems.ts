import { BUILT_IN_METRICS } from "../canary/metrics/observers.ts";
import { get, itemsOf, type Path, scalarOf, textOf } from "../node.ts";
import { isCanary, providerOf } from "../rules/flagger/requestMatch.ts";
import type { View } from "../view.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { webhookWords } from "./webhookWords.ts";

/** What a Canary's analysis may say where its schema knows only text: metrics, webhooks, providers, headers to match. */
export function canaryItems(view: View, slot: Slot): readonly CompletionItem[] {
  const { resource, path, on } = slot;
  if (!resource || !isCanary(resource) || path[0] !== "spec") return [];
  const place = `${on} ${path.map((it) => (typeof it === "number" ? "[]" : it)).join(".")}`;
  return PLACES[place]?.(slot, view) ?? [];
}

const PLACES: Readonly<Record<string, (slot: Slot, view: View) => readonly CompletionItem[]>> = {
  "value spec.provider": (slot) => PROVIDERS.map(([name, does], i) => value(slot, name, does, i)),
  "value spec.analysis.metrics.[].name": (slot) =>
    BUILT_IN_METRICS.map((it, index) => value(slot, it, MEASURES[it], index)),
  "value spec.analysis.webhooks.[].type": webhookTypes,
  "key spec.analysis.webhooks": (slot) => skeletons(slot, WEBHOOKS),
  "key spec.analysis.webhooks.[]": (slot) => skeletons(slot, WEBHOOKS),
  "key spec.analysis.metrics": (slot) => skeletons(slot, METRICS),
  "key spec.analysis.metrics.[]": (slot) => skeletons(slot, METRICS),
  "key spec.analysis.match": (slot, view) => skeletons(slot, matchersOf(slot, view)),
  "key spec.analysis.match.[]": (slot, view) => skeletons(slot, matchersOf(slot, view)),
};

const value = (slot: Slot, label: string, detail: string, index: number): CompletionItem => ({
  label,
  kind: "value",
  text: slot.hole.gap + literal(writtenIn(slot, label)),
  order: orderOf(1, index),
  detail,
});

/** flagger.md §4.2 */
const PROVIDERS: readonly (readonly [name: string, does: string])[] = [
  ["linkerd", "weights by a TrafficSplit, Blue/Green; no A/B, no mirroring"],
  ["gatewayapi:v1", "weights, A/B by headers, Blue/Green with mirroring, session affinity"],
  ["gatewayapi:v1beta1", "as gatewayapi:v1, without timeouts, CORS and primary cookie"],
  ["istio", "weights, A/B, Blue/Green, mirroring, session affinity"],
  ["nginx", "weights, A/B by one header and one cookie, Blue/Green"],
  ["contour", "weights, A/B by headers, Blue/Green"],
  ["traefik", "weights, Blue/Green; no A/B"],
  ["skipper", "weights, Blue/Green; no A/B"],
  ["apisix", "weights, Blue/Green; no A/B"],
  ["gloo", "weights, Blue/Green; A/B only behind a route of your own"],
  ["kuma", "weights, Blue/Green; no A/B"],
  ["knative", "weights between revisions of a Knative Service"],
  ["osm", "weights by a TrafficSplit, Blue/Green; no A/B"],
  ["smi:v1alpha1", "weights by a TrafficSplit, Blue/Green; no A/B"],
  ["smi:v1alpha2", "weights by a TrafficSplit, Blue/Green; no A/B"],
  ["smi:v1alpha3", "weights by a TrafficSplit, Blue/Green; no A/B"],
  ["appmesh", "weights, A/B by headers, Blue/Green; needs meshName"],
  ["appmesh:v1beta2", "weights, A/B by headers, Blue/Green"],
  ["kubernetes", "Blue/Green without switching traffic: users stay on the primary"],
];

/** flagger.md §5.3 */
const MEASURES: Readonly<Record<(typeof BUILT_IN_METRICS)[number], string>> = {
  "request-success-rate": "built in: percent of requests that did not fail",
  "request-duration": "built in: milliseconds that 99 % of requests stay below",
};

function webhookTypes(slot: Slot): readonly CompletionItem[] {
  const isWeighted = !hasIterations(slot);
  return Object.entries(webhookWords).map(([name, { gist, weighted }], index) => {
    const detail = weighted && !isWeighted ? "never asked in an analysis with iterations" : gist;
    return value(slot, name, detail, index);
  });
}

const analysisOf = ({ root }: Slot) => get(get(root, "spec"), "analysis");

const hasIterations = (slot: Slot): boolean =>
  Number(scalarOf(get(analysisOf(slot), "iterations"))?.value) > 0;

/** An item of a list, ready to be filled in. */
interface Skeleton {
  readonly label: string;
  readonly detail: string;
  readonly lines: readonly string[];
}

const TESTER = "http://${1:flagger-loadtester.test}";

const hook = (label: string, detail: string, lines: readonly string[]): Skeleton => ({
  label,
  detail,
  lines: [`name: ${label.replaceAll(" ", "-")}`, ...lines],
});

/** The endpoints are those of Flagger's own load tester. flagger.md §2.7 */
const WEBHOOKS: readonly Skeleton[] = [
  hook("load test", "makes traffic during the analysis", [
    "type: rollout",
    `url: ${TESTER}/`,
    "timeout: 5s",
    "metadata:",
    '  cmd: "hey -z 1m -q 10 -c 2 http://${2:app}-canary.${3:namespace}/"',
  ]),
  hook("acceptance test", "runs before any traffic, and must pass", [
    "type: pre-rollout",
    `url: ${TESTER}/`,
    "timeout: 30s",
    "metadata:",
    "  type: bash",
    '  cmd: "curl -sf http://${2:app}-canary.${3:namespace}/"',
  ]),
  ...["confirm-rollout", "confirm-traffic-increase", "confirm-promotion"].map((type) =>
    hook(`gate ${type.slice("confirm-".length)}`, "waits until somebody opens the gate", [
      `type: ${type}`,
      `url: ${TESTER}/gate/check`,
    ]),
  ),
  hook("rollback gate", "rolls back once somebody opens it", [
    "type: rollback",
    `url: ${TESTER}/rollback/check`,
  ]),
  hook("events", "is told every event", ["type: event", "url: ${1:http://receiver.default/}"]),
];

/** With bounds on the side that Flagger compares sensibly. flagger.md §5.4 */
const METRICS: readonly Skeleton[] = [
  {
    label: "success rate",
    detail: MEASURES["request-success-rate"],
    lines: ["name: request-success-rate", "interval: 1m", "thresholdRange:", "  min: ${1:99}"],
  },
  {
    label: "duration",
    detail: MEASURES["request-duration"],
    lines: ["name: request-duration", "interval: 1m", "thresholdRange:", "  max: ${1:500}"],
  },
  {
    label: "metric template",
    detail: "a query of your own",
    lines: [
      "name: ${1:error-rate}",
      "interval: 1m",
      "templateRef:",
      "  name: ${1:error-rate}",
      "thresholdRange:",
      "  max: ${2:1}",
    ],
  },
];

/** A provider that has no regular expressions, or none but them, is offered only what it can do. flagger.md §4.2 */
function matchersOf({ resource }: Slot, view: View): readonly Skeleton[] {
  const provider = (resource && providerOf(resource, view)?.name) ?? "";
  const header = (matcher: string): readonly string[] => [
    "headers:",
    "  ${1:x-canary}:",
    `    ${matcher}`,
  ];
  const exact = {
    label: "header",
    detail: "requests with this header",
    lines: header('exact: "${2:insider}"'),
  };
  if (provider === "contour") return [exact];
  return [
    exact,
    {
      label: "header pattern",
      detail: "requests whose header matches a regular expression",
      lines: header('regex: "${2:.*Firefox.*}"'),
    },
    {
      label: "cookie",
      detail: "requests with this cookie",
      lines:
        provider === "nginx"
          ? ["headers:", "  cookie:", '    exact: "${1:canary}"']
          : ["headers:", "  cookie:", `    regex: "${literal("^(.*?;)?(canary=always)(;.*)?$")}"`],
    },
  ];
}

/** Only where nothing else of the item is written yet. */
function skeletons(slot: Slot, all: readonly Skeleton[]): readonly CompletionItem[] {
  const { alone, flow, hole, path } = slot;
  if (!alone || flow || hole.colon) return [];
  const isItem = typeof path.at(-1) === "number";
  const lead = isItem && !hole.dash ? "" : "- ";
  const margin = `\n${" ".repeat(hole.column + (lead === "" ? 0 : 2))}`;
  const names = namesIn(slot, path);
  return all
    .filter(({ lines }) => !names.some((it) => lines[0] === `name: ${it}`))
    .map(({ label, detail, lines }, index) => ({
      label,
      kind: "snippet",
      text: lead + lines.join(margin),
      order: orderOf(2, index),
      detail,
    }));
}

/** The names that the items of the list have already. */
function namesIn({ root }: Slot, path: Path): readonly string[] {
  const list = get(get(get(root, "spec"), "analysis"), String(path[2]));
  return itemsOf(list).flatMap((it) => textOf(get(it, "name")) ?? []);
}
