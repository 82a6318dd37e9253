import { FLUX_HELM, FLUX_KUSTOMIZE, FLUX_SOURCE, type Identity } from "./identity.ts";
import { type Made, madeBy, makesFact } from "./makes.ts";
import { at, get, itemsOf, mappingOf, type Node, type Path, textOf } from "./node.ts";
import { basename } from "./path.ts";

/**
 * Short facts by which others find a resource without looking at all of its kind, or know of it without its tree:
 * - `chart NAME` of a HelmRelease;
 * - `sync`, and `sync KIND|NAME` with its source, of the Kustomization that bootstrap leaves in gotk-sync.yaml;
 * - `instance KIND|NAME` of what makes flux-operator set up such a source;
 * - `makes GROUP|KIND|NAME` of an object that has another one made, `*` for any name;
 * - `image flagger` of a Deployment that runs it;
 * - `selects KEY,KEY` of a workload: the keys of its selector;
 * - `pods KEY=VALUE` of a workload: each label of its pods;
 * - `listens NAME,NAME` of a workload: the names of its containers' ports;
 * - `finds KEY=VALUE` of a Service or PodDisruptionBudget: each label that it selects pods by;
 * - `leads NAME,NAME` of a Service: the ports of pods that it names;
 * - `serves NUMBER=NAME,NUMBER=` of a Service: its own ports;
 * - `flux installation` of an object that tells which Flux is installed.
 */
export function factsOf(it: Identity, node: Node | undefined, path: string): readonly string[] {
  const read = readers[`${it.group}|${it.kind}`];
  const made = madeBy(it, node);
  if (!read && made.length === 0) return none;
  return [
    ...(read?.(node, path) ?? none),
    ...new Set(made.map((made) => makesFact(made, made.name))),
    ...(it.kind === "FluxInstance" || it.kind === "HelmRelease" ? instance(made) : none),
  ];
}

const none: readonly string[] = [];

const readers: Readonly<
  Record<string, (node: Node | undefined, path: string) => readonly string[]>
> = {
  [`${FLUX_HELM}|HelmRelease`]: chart,
  [`${FLUX_KUSTOMIZE}|Kustomization`]: sync,
  "apps|Deployment": workload,
  "apps|DaemonSet": workload,
  "apps|StatefulSet": (node) => pods(at(node, TEMPLATE)),
  "apps|ReplicaSet": (node) => pods(at(node, TEMPLATE)),
  "batch|Job": (node) => pods(at(node, TEMPLATE)),
  "batch|CronJob": (node) => pods(at(node, ["spec", "jobTemplate", ...TEMPLATE])),
  "argoproj.io|Rollout": (node) => pods(at(node, TEMPLATE)),
  "|Pod": pods,
  "|Service": service,
  "policy|PodDisruptionBudget": (node) => finds(at(node, ["spec", "selector", "matchLabels"])),
  "|Namespace": installation,
  "fluxcd.controlplane.io|FluxInstance": () => ["flux installation"],
};

function chart(node: Node | undefined): readonly string[] {
  const name =
    textOf(at(node, ["spec", "chart", "spec", "chart"])) ??
    textOf(at(node, ["spec", "chartRef", "name"]));
  return name === undefined ? none : [`chart ${basename(name)}`];
}

function sync(node: Node | undefined, path: string): readonly string[] {
  if (basename(path) !== "gotk-sync.yaml") return none;
  const source = at(node, ["spec", "sourceRef"]);
  const name = `${textOf(get(source, "kind")) ?? ""}|${textOf(get(source, "name")) ?? ""}`;
  return ["sync", `sync ${name}`];
}

function workload(node: Node | undefined): readonly string[] {
  const labels = mappingOf(at(node, ["spec", "selector", "matchLabels"]))?.entries ?? [];
  const facts = [
    `selects ${labels.map((it) => it.key.text).join(",")}`,
    ...pods(at(node, TEMPLATE)),
  ];
  const containers = itemsOf(at(node, ["spec", "template", "spec", "containers"]));
  const images = containers.map((it) => textOf(get(it, "image")) ?? "");
  return images.some(isFlagger) ? [...facts, "image flagger"] : facts;
}

const TEMPLATE: Path = ["spec", "template"];

function pods(template: Node | undefined): readonly string[] {
  const labels = labelFacts(at(template, ["metadata", "labels"]), podsFact);
  const names = portNames(at(template, ["spec"]));
  return names.length === 0 ? labels : [...labels, `${LISTENS}${names.join(",")}`];
}

/** Init containers may be sidecars, which stay. */
const portNames = (pod: Node | undefined): readonly string[] =>
  ["containers", "initContainers"]
    .flatMap((it) => itemsOf(get(pod, it)))
    .flatMap((it) => itemsOf(get(it, "ports")))
    .flatMap((it) => textOf(get(it, "name")) ?? []);

function service(node: Node | undefined): readonly string[] {
  const ports = itemsOf(at(node, ["spec", "ports"]));
  const named = ports.map((it) => textOf(get(it, "targetPort")) ?? "").filter(isPortName);
  const own = ports.map((it) => `${textOf(get(it, "port"))}=${textOf(get(it, "name")) ?? ""}`);
  return [
    ...finds(at(node, ["spec", "selector"])),
    ...(named.length > 0 ? [`${LEADS}${named.join(",")}`] : none),
    ...(own.length > 0 ? [`${SERVES}${own.join(",")}`] : none),
  ];
}

/** Text that is a number is a number. */
const isPortName = (text: string): boolean => /\D/.test(text);

const LISTENS = "listens ";
const LEADS = "leads ";
const SERVES = "serves ";

/** The names of the ports of a workload's containers. */
export const portsListenedAt = (it: Facts): readonly string[] => listIn(it, LISTENS);

/** The ports of pods that a Service names. */
export const portsLedTo = (it: Facts): readonly string[] => listIn(it, LEADS);

/** The ports of a Service. */
export const portsServed = (it: Facts): readonly ServedPort[] =>
  listIn(it, SERVES).map((text) => {
    const [number = "", name = ""] = text.split("=");
    return { number, name };
  });

interface ServedPort {
  readonly number: string;
  /** Empty where it has none. */
  readonly name: string;
}

export interface Facts {
  readonly facts: readonly string[];
}

function listIn({ facts }: Facts, prefix: string): readonly string[] {
  const fact = facts.find((it) => it.startsWith(prefix));
  return fact === undefined ? none : fact.slice(prefix.length).split(",");
}

const finds = (selector: Node | undefined): readonly string[] => labelFacts(selector, findsFact);

const labelFacts = (
  labels: Node | undefined,
  fact: (key: string, value: string) => string,
): readonly string[] =>
  (mappingOf(labels)?.entries ?? []).map(({ key, value }) => fact(key.text, textOf(value) ?? ""));

export const podsFact = (key: string, value: string): string => `${PODS}${key}=${value}`;

export const findsFact = (key: string, value: string): string => `${FINDS}${key}=${value}`;

const PODS = "pods ";
const FINDS = "finds ";

/** The labels of a workload's pods, `KEY=VALUE`. */
export const labelsOfPods = ({ facts }: Facts): readonly string[] => after(facts, PODS);

/** The labels that a Service or PodDisruptionBudget selects by, `KEY=VALUE`. */
export const labelsFound = ({ facts }: Facts): readonly string[] => after(facts, FINDS);

const after = (facts: readonly string[], prefix: string): readonly string[] =>
  facts.flatMap((it) => (it.startsWith(prefix) ? [it.slice(prefix.length)] : []));

/** Is it the image of Flagger itself, not of its load tester? */
export const isFlagger = (image: string): boolean => /(^|\/)flagger(:|@|$)/.test(image);

/** The namespace that `flux install` writes carries the version (flux.md §1.2). */
function installation(node: Node | undefined): readonly string[] {
  const partOf = textOf(at(node, ["metadata", "labels", "app.kubernetes.io/part-of"]));
  return partOf === "flux" ? ["flux installation"] : none;
}

/** The source that flux-operator sets up together with a Kustomization. */
function instance(made: readonly Made[]): readonly string[] {
  const source = made.find((it) => it.group === FLUX_SOURCE);
  return source?.name === undefined ? none : [`instance ${source.kind}|${source.name}`];
}
