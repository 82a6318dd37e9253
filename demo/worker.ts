import { parentPort, workerData } from "node:worker_threads";
import type { DemoFault, DemoStart, FromDemo, ToDemo } from "../protocol/demo.ts";
import { insideOf } from "./apiserver/inside.ts";
import { describeCanaries } from "./describe.ts";
import { type Demo, startDemo } from "./main.ts";
import { namedFaults } from "./shell/namedFaults.ts";
import { type SpeedClock, speedClock } from "./shell/speedClock.ts";
import { newTraffic, type Traffic } from "./traffic/traffic.ts";

/**
 * The demo cluster as a thread beside the one that started it with a `DemoStart`, and that it talks to. Comes back when it is
 * asked to stop, or could not begin.
 */
export async function runAsThread(): Promise<void> {
  const { folders, state } = workerData as DemoStart;
  const traffic = newTraffic();
  const clock = speedClock();
  try {
    const demo = await startDemo({
      folders,
      ...(state !== undefined && { state }),
      now: clock.now,
      after: clock.after,
      traffic,
      onFault: (sentence) => tell({ type: "noted", sentence }),
    });
    const stopped = new Promise<void>((resolve) => {
      const work = { ...demo, traffic, clock, stop: resolve };
      parentPort?.on("message", obeyIn(work));
    });
    for (const sentence of demo.notes) tell({ type: "noted", sentence });
    tell({ type: "started", url: demo.url, kubeconfig: demo.kubeconfig });
    await stopped;
    await demo.close();
    tell({ type: "stopped" });
  } catch (error) {
    tell({ type: "failed", sentence: (error as Error).message });
  }
  parentPort?.close();
}

const tell = (message: FromDemo): void => parentPort?.postMessage(message);

interface Work extends Demo {
  readonly traffic: Traffic;
  readonly clock: SpeedClock;
  readonly stop: () => void;
}

function obeyIn({ cluster, traffic, clock, stop, ...demo }: Work): (message: ToDemo) => void {
  let fault: DemoFault = "none";
  return (message) => {
    switch (message.type) {
      case "setMetric": {
        const { canary, metric, answer } = message;
        const said = answer === "byItself" ? undefined : answer === "noData" ? null : answer;
        traffic.setOverride(canary, metric, said);
        return;
      }
      case "setGate":
        traffic.setOpen(message.gate, message.canary, message.isOpen);
        return;
      case "setFault":
        fault = message.fault;
        demo.setFaults(namedFaults(fault));
        // Watches that are open already would go on as they were.
        if (fault !== "none" && fault !== "slow") demo.dropConnections();
        return;
      case "setSpeed":
        clock.setSpeed(message.factor);
        return;
      case "describe": {
        const canaries = describeCanaries(insideOf(cluster, "flightpath"), traffic);
        tell({ type: "described", description: { canaries, fault, speed: clock.speed() } });
        return;
      }
      case "stop":
        stop();
        return;
    }
  };
}
