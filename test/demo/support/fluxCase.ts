import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cluster, newCluster } from "../../../demo/apiserver/cluster.ts";
import { type Inside, insideOf, type Place } from "../../../demo/apiserver/inside.ts";
import { seed } from "../../../demo/apiserver/seed.ts";
import { fluxControllers } from "../../../demo/controllers/flux/all.ts";
import { install } from "../../../demo/controllers/flux/installation.ts";
import { type Artifacts, newArtifacts } from "../../../demo/controllers/flux/source/artifacts.ts";
import { startControllers } from "../../../demo/controllers/startControllers.ts";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import { addNode } from "../../../demo/controllers/workloads/node.ts";
import { define, fluxDefinitions } from "../../../demo/definitions.ts";
import { checkout } from "../../../demo/repositories/checkout.ts";
import { field, type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";
import { handClock } from "./handClock.ts";
import { objectsIn } from "./objectsIn.ts";

/** One step of a recorded case: what was done, and what came of it. */
export interface Step extends JsonObject {
  readonly tree?: string;
  readonly before?: readonly JsonObject[];
  readonly actions?: readonly JsonObject[];
}

/** A demo cluster on which a recorded case is played, step by step. */
export interface FluxCase {
  readonly cluster: Cluster;
  readonly inside: Inside;
  /** Does what the step did, and lets the time pass that the controllers need. */
  readonly play: (step: Step) => Promise<void>;
  /** The commits of the trees so far, oldest first. */
  readonly commits: readonly string[];
  readonly artifacts: Artifacts;
  /** Events about Kustomizations, as often as they were told; of those that say the same, only the first. */
  readonly events: readonly JsonObject[];
  readonly faults: readonly string[];
  readonly stop: () => void;
}

export interface FluxCaseOptions {
  /** It begins with the cluster's own Kustomization. */
  readonly isParent: boolean;
  /** Namespaces that are there from the start. */
  readonly namespaces?: readonly string[];
  /** The recording ends before source-controller looks again at what is missing. */
  readonly isEarly?: boolean;
  /** A feature gate of kustomize-controller, as its flag has it. */
  readonly gate?: string;
}

/** `folder`: the folder of the case. */
export function fluxCase(
  folder: string,
  { isParent, namespaces = [], isEarly, gate }: FluxCaseOptions,
): FluxCase {
  const clock = handClock();
  const cluster = newCluster({
    now: clock.now,
    after: clock.after,
    store: prepared().fork(),
    uid: uids(1_000_000),
  });
  seed(cluster, ["apps", ...namespaces]);
  if (isEarly) setFlag(cluster, "source-controller", "--requeue-dependency=1h");
  if (gate !== undefined) setFlag(cluster, "kustomize-controller", `--feature-gates=${gate}`);
  addNode(cluster);
  const inside = insideOf(cluster, "person");
  const faults: string[] = [];
  const commits: string[] = [];
  const events: JsonObject[] = [];
  const artifacts = newArtifacts();
  cluster.store.onChange(({ storage, object, isDeleted }) => {
    if (storage !== "/events" || isDeleted) return;
    const isKnown = events.some((it) => isSameEvent(it, object));
    if (!isKnown || DURATION.test(stringOf(object.message))) events.push(object);
  });
  let tree = join(folder, "repo");
  const running = startControllers(
    cluster,
    [
      ...fluxControllers(
        (url, reference) => (existsSync(tree) ? fetched(tree, url, reference) : undefined),
        artifacts,
      ),
      ...workloads,
    ],
    (name, place, error) => faults.push(`${name} ${place.name}: ${String((error as Error).stack)}`),
  );
  const turn = (seconds: number) => clock.turn(seconds, running.quiet);

  async function push(name: string): Promise<void> {
    tree = join(folder, name);
    const commit = await checkout(tree, {});
    if ("value" in commit) commits.push(commit.value.commit);
    if (commits.length > 1) {
      for (const it of inside.list(SOURCE, "GitRepository")) {
        ask(inside, placeIn(it), `step ${commits.length}`);
      }
      await turn(5);
    }
    for (const object of startingObjects(tree, isParent)) {
      const namespace = stringOf(field(object, "metadata", "namespace"));
      inside.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
      inside.apply(object);
    }
  }

  return {
    cluster,
    inside,
    artifacts,
    commits,
    events,
    faults,
    stop: running.stop,
    async play({ tree: name, before = [], actions = [] }) {
      const others = insideOf(cluster, "before");
      for (const it of before) others.apply(it);
      if (name !== undefined) await push(name);
      for (const it of actions) act(cluster, it);
      await turn(55);
    },
  };
}

/** What all cases begin with. */
const prepared = memoized(() => {
  const cluster = newCluster({ uid: uids(0) });
  seed(cluster, ["flux-system"]);
  define(cluster, fluxDefinitions);
  install(cluster);
  return cluster.store;
});

function memoized<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Identities that count up. */
function uids(start: number): () => string {
  let count = start;
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, "0")}`;
}

function setFlag(cluster: Cluster, name: string, flag: string): void {
  const place = { apiVersion: "apps/v1", kind: "Deployment", namespace: "flux-system", name };
  const containers = [{ name: "manager", image: name, args: [flag] }];
  insideOf(cluster, "flux").patch(place, { spec: { template: { spec: { containers } } } });
}

/** The only parts of an event's message that differ from time to time. */
const DURATION = /(after|passed in|finished in) [0-9hms.]+/;

const isSameEvent = (a: JsonObject, b: JsonObject): boolean =>
  a.message === b.message &&
  a.reason === b.reason &&
  field(a, "involvedObject", "uid") === field(b, "involvedObject", "uid");

const SOURCE = "source.toolkit.fluxcd.io/v1";

const fetched = (folder: string, _url: string, reference: Parameters<typeof checkout>[1]) =>
  missingBranch(reference.branch)
    ? Promise.resolve({ problem: `couldn't find remote ref "refs/heads/${reference.branch}"` })
    : checkout(folder, reference);

/** The recordings have the branch main, and one that asks for another. */
const missingBranch = (branch: string | undefined): boolean => branch !== "main";

/** The objects of the cluster's folder, or what bootstrap leaves there. */
function startingObjects(tree: string, isParent: boolean): readonly JsonObject[] {
  const folder = join(tree, "clusters/test");
  const files = readdirSync(folder, { recursive: true }) as string[];
  return files
    .filter((it) => /\.ya?ml$/.test(it) && (!isParent || it.endsWith("gotk-sync.yaml")))
    .filter((it) => !it.endsWith("kustomization.yaml"))
    .sort()
    .flatMap((it) => objectsIn(readFileSync(join(folder, it), "utf8")))
    .filter(
      (it) =>
        isParent || field(it, "metadata", "name") !== "flux-system" || it.kind !== "Kustomization",
    );
}

function act(cluster: Cluster, action: JsonObject): void {
  const { patch, object, fieldManager, requestReconcile, delete: gone } = action;
  const others = insideOf(cluster, stringOf(fieldManager) || "person");
  if (patch) others.patch(placeOfText(stringOf(object)), patch as JsonObject);
  if (gone) others.remove(placeOfText(stringOf(gone)));
  if (requestReconcile)
    ask(others, placeOfText(`Kustomization/${stringOf(requestReconcile)}`), "now");
}

const ask = (inside: Inside, place: Place, token: string) =>
  inside.patch(place, {
    metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": token } },
  });

const placeIn = (object: JsonObject): Place => ({
  apiVersion: stringOf(object.apiVersion),
  kind: stringOf(object.kind),
  namespace: stringOf(field(object, "metadata", "namespace")),
  name: stringOf(field(object, "metadata", "name")),
});

function placeOfText(text: string): Place {
  const [kind = "", namespace = "", name = ""] = text.split("/");
  return { apiVersion: VERSIONS[kind] ?? "v1", kind, namespace, name };
}

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
};
