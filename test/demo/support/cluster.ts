import type { Cluster } from "../../../demo/apiserver/cluster.ts";
import { type Inside, insideOf } from "../../../demo/apiserver/inside.ts";
import type { Store } from "../../../demo/apiserver/store.ts";
import type { Controller } from "../../../demo/controllers/controller.ts";
import { startControllers } from "../../../demo/controllers/startControllers.ts";
import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { asked } from "./asked.ts";
import { handClock } from "./handClock.ts";
import { objectsIn } from "./objectsIn.ts";

/** A demo cluster in which controllers run by a clock that the test turns. */
export interface AtWork {
  readonly cluster: Cluster;
  readonly inside: Inside;
  /** Applies the documents of a text, as a person does. */
  readonly apply: (text: string) => void;
  /** `get("Deployment apps/web")`; kinds in the version in which Flux and Flagger are used. */
  readonly get: (what: string) => JsonObject | undefined;
  readonly turn: (seconds: number) => Promise<void>;
  readonly faults: readonly string[];
  /** The controllers end, and others begin on the same cluster. */
  readonly restart: (controllers: readonly Controller[]) => void;
}

/** `store`: what is in the cluster before; namespaces and definitions without one. */
export function atWork(controllers: readonly Controller[], store?: Store): AtWork {
  const clock = handClock();
  const { cluster } = asked({ now: clock.now, after: clock.after, ...(store && { store }) });
  const faults: string[] = [];
  const begin = (all: readonly Controller[]) =>
    startControllers(cluster, all, (name, place, error) => {
      faults.push(`${name} ${place.kind}/${place.name}: ${String((error as Error).stack)}`);
    });
  let running = begin(controllers);
  const inside = insideOf(cluster, "person");
  return {
    cluster,
    inside,
    apply(text) {
      for (const object of objectsIn(text)) {
        const { code, object: answer } = inside.apply(object);
        if (code >= 400) throw new Error(String(answer.message));
      }
    },
    get(what) {
      const [kind = "", place = ""] = what.split(" ");
      const [namespace = "", name = ""] = place.split("/");
      return inside.get({ apiVersion: VERSIONS[kind] ?? "v1", kind, namespace, name });
    },
    turn: (seconds) => clock.turn(seconds, () => running.quiet()),
    faults,
    restart(all) {
      running.stop();
      running = begin(all);
    },
  };
}

const VERSIONS: Readonly<Record<string, string>> = {
  Canary: "flagger.app/v1beta1",
  DaemonSet: "apps/v1",
  Deployment: "apps/v1",
  HorizontalPodAutoscaler: "autoscaling/v2",
  Job: "batch/v1",
  MetricTemplate: "flagger.app/v1beta1",
  ReplicaSet: "apps/v1",
  StatefulSet: "apps/v1",
  TrafficSplit: "split.smi-spec.io/v1alpha2",
};
