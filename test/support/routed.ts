import { stringify } from "yaml";
import type { Call, ObjectWrite } from "../../server/engine/canary/call.ts";
import type { Flags } from "../../server/engine/canary/flags.ts";
import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { liveCluster, type Store } from "../../server/engine/canary/liveCluster.ts";
import { mergePatch } from "../../server/engine/canary/mergePatch.ts";
import { keyOf, objectKey } from "../../server/engine/canary/objectKey.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import { routerFor } from "../../server/engine/canary/routers/all.ts";
import { type Failure, isFailure } from "../../server/engine/canary/routing.ts";
import type { CanaryStatus } from "../../server/engine/canary/status.ts";
import type { Turn } from "../../server/engine/canary/turn.ts";
import { setupIn } from "./setupIn.ts";

/**
 * Plays steps of a router, each in a tick of its own, and tells what came of them:
 * `reconcile`, `set 80/20` (`set 0/100M` with mirroring), `get`, `finalize`; `show Kind/name` shows an object;
 * `Kind/name {…}` is a merge patch by the user (`Kind/name null` deletes), `phase …`, `iterations n`, `at s` and `lag ms`
 * set what Flagger finds.
 */
export function routed(yaml: string, steps: readonly string[], flags: Partial<Flags> = {}): string {
  const scene = new Scene(yaml, flags);
  return `\n${steps.map((step) => scene.play(step)).join("")}`;
}

const FRESH: CanaryStatus = {
  phase: "Progressing",
  canaryWeight: 0,
  failedChecks: 0,
  iterations: 0,
  lastAppliedSpec: "",
  lastPromotedSpec: "",
  lastTransitionTime: 0,
};

class Scene {
  readonly #setup;
  #store: Store;
  #status = FRESH;
  #tick = 0;
  #at = 0;
  #lag = 0;

  constructor(yaml: string, flags: Partial<Flags>) {
    this.#setup = setupIn(yaml, flags);
    const objects = this.#setup.objects.map((it) => [objectKey(it, "test"), it] as const);
    this.#store = { objects: new Map(objects), changed: new Map() };
  }

  play(step: string): string {
    const [verb = "", ...rest] = step.split(" ");
    const argument = rest.join(" ");
    if (verb === "phase") this.#status = { ...this.#status, phase: argument as "Progressing" };
    else if (verb === "iterations")
      this.#status = { ...this.#status, iterations: Number(argument) };
    else if (verb === "at") this.#at = Number(argument);
    else if (verb === "lag") this.#lag = Number(argument);
    else if (verb === "show") return this.#shown(argument);
    else if (verb.includes("/")) this.#edit(verb, argument);
    else return `${step}: ${this.#routed(verb, argument)}\n`;
    return "";
  }

  #routed(verb: string, argument: string): string {
    const writes: string[] = [];
    const cluster = liveCluster(
      this.#store,
      "test",
      { tick: this.#tick++, at: this.#at },
      (call: Call) => writes.push(written(call as ObjectWrite)),
    );
    const result = this.#answer(verb, argument, this.#turn(cluster));
    this.#store = cluster.store();
    return [...writes, ...(result === "" ? [] : [result])].join(", ") || "nothing";
  }

  #answer(verb: string, argument: string, turn: Turn): string {
    const router = routerFor(turn.provider);
    if (verb === "reconcile") return said(router.reconcile(turn));
    if (verb === "finalize") return said(router.finalize(turn));
    if (verb === "get") {
      const routes = router.getRoutes(turn);
      if (isFailure(routes)) return said(routes);
      return `${routes.primary}/${routes.canary}${routes.mirrored ? "M" : ""}`;
    }
    const [, primary, canary, mark] = /^(\d+)\/(\d+)(M?)$/.exec(argument) ?? [];
    if (verb !== "set" || !primary || !canary) throw new Error(`Unknown step ${verb} ${argument}`);
    const routes = { primary: Number(primary), canary: Number(canary), mirrored: mark === "M" };
    return said(router.setRoutes(turn, routes));
  }

  #turn(cluster: Turn["cluster"]): Turn {
    const { canary, flags } = this.#setup;
    const object = this.#store.objects.get(keyOf("Canary", "test", canary.name));
    const read = readCanary(object ?? {});
    const unused = () => {
      throw new Error("A router does not ask for this.");
    };
    return {
      tick: this.#tick,
      at: this.#at,
      flags,
      canary: { ...read, status: this.#status },
      provider: read.spec.provider || flags.meshProvider,
      label: { key: "app", value: "web" },
      ports: {},
      cluster,
      world: { workload: unused, metric: unused, webhook: unused, gatewayLag: () => this.#lag },
      say: unused,
      status: () => this.#status,
      remember: (change) => {
        this.#status = { ...this.#status, ...change };
      },
      askMetric: unused,
      askWebhook: unused,
    };
  }

  #edit(id: string, patch: string): void {
    const objects = new Map(this.#store.objects);
    const key = this.#keyOf(id);
    const change = JSON.parse(patch) as JsonObject | null;
    if (change) objects.set(key, mergePatch(objects.get(key) ?? {}, change));
    else objects.delete(key);
    this.#store = { ...this.#store, objects };
  }

  #shown(id: string): string {
    const { metadata, spec, mesh, status } = this.#store.objects.get(this.#keyOf(id)) ?? {};
    const labels = field(metadata, "labels");
    const annotations = field(metadata, "annotations");
    const kept = { labels, annotations, mesh, spec, traffic: field(status, "traffic") };
    return stringify(JSON.parse(JSON.stringify(kept)), {
      lineWidth: 0,
      aliasDuplicateObjects: false,
    });
  }

  #keyOf(id: string): string {
    const [kind = "", name = ""] = id.split("/");
    return keyOf(kind, kind === "TrafficRoute" ? "" : "test", name);
  }
}

const written = ({ verb, object }: ObjectWrite): string =>
  `${verb} ${stringOf(object.kind)}/${stringOf(field(object, "metadata", "name"))}`;

const said = (failure: Failure | undefined): string =>
  failure ? `${failure.panics ? "panic: " : "! "}${failure.error}` : "";
