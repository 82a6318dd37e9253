import { type Desk, readKind } from "./desk.ts";
import { fluxState } from "./flux.ts";
import { type Health, health } from "./health.ts";
import { json } from "./json.ts";
import { kinds } from "./kinds.ts";
import type { KubeObject } from "./kubeObject.ts";
import { listAll } from "./listAll.ts";

/** What a cluster has of Flux and Flagger. */
export interface FluxFacts {
  /** `v1.34.1` */
  readonly kubernetes: string;
  /** `v2.9.5`; absent where Flux's objects do not say it. */
  readonly flux?: string;
  readonly controllers: readonly ControllerFact[];
  readonly definitions: readonly DefinitionFact[];
  readonly counts: readonly KindCount[];
  /** What could not be read, each with its sentence. */
  readonly problems: readonly string[];
}

export interface ControllerFact {
  readonly namespace: string;
  readonly name: string;
  /** `v1.9.5`, or the whole image where it has no tag. */
  readonly version: string;
  readonly health: Health;
}

export interface DefinitionFact {
  readonly kind: string;
  readonly group: string;
  /** Served versions; none: the kind is not installed. */
  readonly versions: readonly string[];
  /** The one that is asked for. */
  readonly used?: string;
}

export interface KindCount {
  readonly kind: string;
  readonly all: number;
  readonly failing: number;
  readonly suspended: number;
  /** Bytes of artifacts. */
  readonly bytes: number;
}

/** Reads what `flux check`, `flux version` and `flux stats` look at. */
export async function fluxFacts(desk: Desk, signal: AbortSignal): Promise<FluxFacts> {
  const problems: string[] = [];
  const version = await kubernetesVersion(desk, problems, signal);
  const deployments = await controllersOf(desk, problems, signal);
  const counts = await Promise.all(
    desk.served.known.map(({ kind }) => countOf(desk, kind.kind, kind.group, problems, signal)),
  );
  const flux = deployments
    .map((it) => json.text(it.metadata.labels["app.kubernetes.io/version"]))
    .find((it, index) => it && json.text(deployments[index]?.metadata.labels[partOf]) === "flux");
  return {
    kubernetes: version,
    ...(flux ? { flux } : {}),
    controllers: deployments.map(controllerFact),
    definitions: kinds.map((it) => definitionFact(desk, it.kind, it.group)),
    counts: counts.filter(({ all }) => all > 0),
    problems,
  };
}

async function kubernetesVersion(
  { session, pin }: Desk,
  problems: string[],
  signal: AbortSignal,
): Promise<string> {
  const line = session.connection(pin);
  const read = line.failure ? line : await line.value.get("/version", signal);
  if (read.failure) problems.push(read.failure.sentence);
  return json.text(read.value?.gitVersion) ?? "unknown";
}

const partOf = "app.kubernetes.io/part-of";

async function controllersOf(
  { session, pin, served }: Desk,
  problems: string[],
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const resource = served.find("Deployment", "apps");
  const line = session.connection(pin);
  if (!resource || line.failure) return [];
  const named = ["flagger", "flux-operator"].map((name) => ({
    fieldSelector: `metadata.name=${name}`,
  }));
  const lists = await Promise.all(
    [{ labelSelector: `${partOf}=flux` }, ...named].map((options) =>
      listAll(line.value, resource, options, signal),
    ),
  );
  problems.push(...new Set(lists.flatMap((it) => it.failure?.sentence ?? [])));
  return lists.flatMap((it) => it.value?.objects ?? []);
}

function controllerFact(deployment: KubeObject): ControllerFact {
  const containers = json.list(json.at(deployment.spec, "template", "spec", "containers"));
  const image = json.text(json.at(containers[0], "image")) ?? "";
  const [, tag] = /:([^/@]+)(?:@.*)?$/.exec(image) ?? [];
  return {
    namespace: deployment.metadata.namespace ?? "",
    name: deployment.metadata.name,
    version: tag ?? (image || "unknown"),
    health: health(deployment),
  };
}

function definitionFact({ served }: Desk, kind: string, group: string): DefinitionFact {
  const used = served.known.find(({ kind: it }) => it.kind === kind && it.group === group);
  const versions = served.resources
    .filter((it) => it.kind === kind && it.group === group)
    .map((it) => it.version);
  return { kind, group, versions, ...(used ? { used: used.resource.version } : {}) };
}

async function countOf(
  desk: Desk,
  kind: string,
  group: string,
  problems: string[],
  signal: AbortSignal,
): Promise<KindCount> {
  const { value = [], failure } = await readKind(desk, kind, group, signal);
  if (failure) problems.push(failure.sentence);
  const states = value.map((it) => (kind === "Canary" ? health(it).state : fluxState(it).state));
  const sizes = value.map((it) => json.number(json.at(it.status, "artifact", "size")) ?? 0);
  return {
    kind,
    all: value.length,
    failing: states.filter((it) => it === "failed" || it === "stalled").length,
    suspended: states.filter((it) => it === "suspended").length,
    bytes: sizes.reduce((sum, it) => sum + it, 0),
  };
}
