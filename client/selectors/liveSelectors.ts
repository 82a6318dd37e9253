import type { LiveBox, LiveSelectors, MomentName } from "../../protocol/selectors.ts";
import { canaryState } from "../cluster/api/flagger.ts";
import { json } from "../cluster/api/json.ts";
import type { KubeObject } from "../cluster/api/kubeObject.ts";
import type { Sight } from "../cluster/panelSight.ts";

/** What a cluster has of Services, endpoints and pods, in the words of boxes. */
export function liveSelectors(sight: Sight, canary: KubeObject | undefined): LiveSelectors {
  if (sight.kind !== "seen") return sight;
  const { context, of } = sight;
  const pods = of("Pod");
  const owners = new Map(pods.map((it) => [it.metadata.name, workloadOf(it)]));
  return {
    kind: "seen",
    context,
    ...(canary ? whereItIs(canary) : { sentence: "what it has now stands in the boxes" }),
    boxes: [
      ...of("Service").map((it) => serviceBox(it, of("EndpointSlice"), owners)),
      ...podBoxes(pods),
    ],
  };
}

function whereItIs(canary: KubeObject): {
  readonly sentence: string;
  readonly moment?: MomentName;
} {
  const { phase, weight, failedChecks, threshold } = canaryState(canary);
  const moment = MOMENTS[phase];
  const share = moment === "during" ? `, canary ${weight} %` : "";
  const failed = failedChecks > 0 ? `, ${failedChecks} of ${threshold} checks failed` : "";
  return { sentence: `${phase}${share}${failed}`, ...(moment ? { moment } : {}) };
}

/** https://docs.flagger.app/usage/how-it-works#canary-status */
const MOMENTS: Readonly<Record<string, MomentName>> = {
  Initialized: "before",
  Waiting: "during",
  Progressing: "during",
  WaitingPromotion: "during",
  Promoting: "during",
  Finalising: "during",
  Succeeded: "after",
  Failed: "after",
};

function serviceBox(
  { metadata, spec }: KubeObject,
  slices: readonly KubeObject[],
  owners: ReadonlyMap<string, string>,
): LiveBox {
  const own = slices.filter(
    (it) => it.metadata.labels["kubernetes.io/service-name"] === metadata.name,
  );
  const endpoints = own.flatMap((it) => json.list(it.whole.endpoints));
  // https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions: absent is ready.
  const ready = endpoints.filter((it) => json.at(it, "conditions", "ready") !== false);
  const behind = new Set(
    ready.flatMap((it) => {
      const pod = json.text(json.at(it, "targetRef", "name"));
      return pod === undefined ? [] : [nameIn(owners.get(pod)) ?? pod];
    }),
  );
  const by = selectorWords(spec.selector);
  const names = behind.size === 0 ? "" : `: ${[...behind].sort().join(", ")}`;
  return {
    id: `Service/${metadata.name}`,
    ...(by === "" ? {} : { by }),
    words: `${counted(ready.length, endpoints.length, "endpoint")}${names}`,
    state: stateOf(ready.length, endpoints.length),
  };
}

const nameIn = (id: string | undefined): string | undefined => id?.slice(id.indexOf("/") + 1);

/** In the order of the object, as the files have it. */
const selectorWords = (selector: unknown): string =>
  Object.entries(json.fields(selector))
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");

function podBoxes(pods: readonly KubeObject[]): readonly LiveBox[] {
  const byOwner = new Map<string, KubeObject[]>();
  for (const it of pods) {
    const owner = workloadOf(it);
    const known = byOwner.get(owner);
    if (known) known.push(it);
    else byOwner.set(owner, [it]);
  }
  return [...byOwner].map(([id, own]) => {
    const ready = own.filter(isReady).length;
    return { id, words: counted(ready, own.length, "pod"), state: stateOf(ready, own.length) };
  });
}

const stateOf = (ready: number, all: number): LiveBox["state"] =>
  all === 0 ? "empty" : ready === all ? "well" : "ill";

const counted = (ready: number, all: number, noun: string): string =>
  all === 0 ? `no ${noun}s` : `${ready} of ${all} ${noun}${all === 1 ? "" : "s"} ready`;

/** `Deployment/face`: the ReplicaSet between is called after it and the hash of its pods. */
function workloadOf({ whole, metadata }: KubeObject): string {
  const [owner] = json.list(json.at(whole, "metadata", "ownerReferences"));
  const kind = json.text(json.at(owner, "kind")) ?? "Pod";
  const name = json.text(json.at(owner, "name")) ?? metadata.name;
  if (kind !== "ReplicaSet") return `${kind}/${name}`;
  const hash = json.text(metadata.labels["pod-template-hash"]);
  const end = hash === undefined ? name.lastIndexOf("-") : name.length - hash.length - 1;
  return `Deployment/${name.slice(0, end)}`;
}

const isReady = ({ status, metadata }: KubeObject): boolean =>
  metadata.deletionTimestamp === undefined &&
  json
    .list(status.conditions)
    .some((it) => json.at(it, "type") === "Ready" && json.at(it, "status") === "True");
