import { window } from "vscode";
import type { DemoFault } from "../../protocol/demo.ts";
import type { DemoWorker } from "./demoWorker.ts";

/** Lets the person choose what goes wrong with the API of the demo cluster from now on. */
export async function injectFault(demo: DemoWorker): Promise<void> {
  const { fault, speed } = await demo.describe();
  const faults = FAULTS.map(([kind, label, detail]) => ({
    label,
    detail,
    ...(kind === fault && { description: "now" }),
    message: { type: "setFault", fault: kind } as const,
  }));
  const speeds = [1, 5].map((factor) => ({
    label: factor === 1 ? "The clock runs as usual" : `The clock runs ${factor} times as fast`,
    detail: factor === 1 ? "" : "Intervals pass sooner, and times are ahead of yours.",
    ...(factor === speed && { description: "now" }),
    message: { type: "setSpeed", factor } as const,
  }));
  const chosen = await window.showQuickPick([...faults, ...speeds], {
    title: "Demo Cluster: Inject Fault",
    placeHolder: "What happens from now on",
  });
  if (chosen) demo.send(chosen.message);
}

const FAULTS: readonly (readonly [DemoFault, string, string])[] = [
  ["none", "All is well", "Every request is answered."],
  ["dropConnections", "Connections break", "Each ends before an answer."],
  ["refuse", "503 Service Unavailable", "As while a server restarts."],
  ["slow", "Slow answers", "Each takes five seconds."],
  ["hang", "No answers", "Requests wait for ever."],
  ["silentWatches", "Silent watches", "They begin, and then nothing comes any more."],
  ["tooManyRequests", "429 Too Many Requests", "Asks to try again in three seconds."],
  ["unauthorized", "401 Unauthorized", "As when a token has run out."],
  ["forbidden", "403 Forbidden", "Nothing is allowed any more."],
  ["expiredVersions", "410 Gone", "Watches are told to list anew."],
];
