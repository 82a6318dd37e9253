import type { Store } from "../../../demo/apiserver/store.ts";
import type { Controller } from "../../../demo/controllers/controller.ts";
import { install } from "../../../demo/controllers/flux/installation.ts";
import { startControllers } from "../../../demo/controllers/startControllers.ts";
import { workloads } from "../../../demo/controllers/workloads/all.ts";
import { addNode } from "../../../demo/controllers/workloads/node.ts";
import { asked } from "./asked.ts";
import { type AtWork, atWork } from "./cluster.ts";
import { handClock } from "./handClock.ts";

/** As `atWork`, in a cluster in which Flux runs since a minute. That is made once; each test goes its own way from there. */
export async function fluxAtWork(controllers: readonly Controller[]): Promise<AtWork> {
  made ??= withFlux();
  return atWork(controllers, (await made).fork());
}

let made: Promise<Store> | undefined;

async function withFlux(): Promise<Store> {
  const clock = handClock("2026-11-21T08:59:00Z");
  let count = 0;
  const { cluster } = asked({
    now: clock.now,
    after: clock.after,
    // Those of the tests begin with 0.
    uid: () => `10000000-0000-4000-8000-${String(++count).padStart(12, "0")}`,
    letters: (length) => String(++count).padStart(length, "f"),
  });
  const running = startControllers(cluster, workloads);
  install(cluster);
  addNode(cluster);
  await clock.turn(60, running.quiet);
  running.stop();
  return cluster.store;
}
