import type { DemoCluster } from "./demoCluster.ts";
import type { DemoWorker } from "./demoWorker.ts";
import { injectFault } from "./injectFault.ts";
import { setMetric } from "./setMetric.ts";

/** The commands about the demo cluster. */
export const demoCommands: Readonly<Record<string, (demo: DemoCluster) => Promise<void>>> = {
  "flightpath.startDemo": (demo) => demo.start(),
  "flightpath.stopDemo": (demo) => demo.stop(),
  "flightpath.setDemoMetric": (demo) => withRunning(demo, setMetric),
  "flightpath.injectDemoFault": (demo) => withRunning(demo, injectFault),
};

async function withRunning(
  { running }: DemoCluster,
  act: (worker: DemoWorker) => Promise<void>,
): Promise<void> {
  const worker = running();
  if (!worker) throw new Error("no demo cluster runs in this window; start one first.");
  await act(worker);
}
