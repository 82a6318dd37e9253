import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createClusters } from "../../../client/cluster/clusters.ts";
import { createClusterViews } from "../../../client/cluster/tree/views.ts";
import { givenSettings, shownViews } from "./support/vscodeStandIn.ts";

/**
 * Measures the views on a cluster of 5,000 objects, in a process of their own, with a stand-in for VS Code that asks for
 * every line as VS Code does, all heads being open. The demo cluster runs in another process.
 */

type Provider = NonNullable<ReturnType<typeof shownViews.get>>;

const [server = ""] = process.argv.slice(2);
const log = { info: () => {}, warn: () => {}, error: () => {} };
const context = {
  extension: { packageJSON: { version: "bench" } },
  workspaceState: { get: () => undefined, update: async () => {} },
};

const cluster = spawn(process.execPath, [server], { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: cluster.stdout })[Symbol.asyncIterator]();
const kubeconfig = String((await answers.next()).value);
givenSettings.set("flightpath.kubeconfig", kubeconfig);

const clusters = createClusters(context as never, log as never);
const views = createClusterViews(context as never, clusters);
await clusters.open();
await rest(500);
const before = memory();

let lines = 0;
let painted = () => {};
const began = performance.now();
let firstPaint = 0;
let wholePaint = 0;
const seen = () => [...clusters.live.objects()].length;
for (const provider of shownViews.values())
  provider.onDidChangeTreeData((elements) => {
    lines += paint(provider, elements);
    if (lines > 0) firstPaint ||= performance.now() - began;
    if (wholePaint === 0 && seen() >= 5000) wholePaint = performance.now() - began;
    painted();
  });
await clusters.use("flightpath-demo");
while (wholePaint === 0) await rest(5);
await rest(3000);
const after = memory();

/** Milliseconds of work of the thread that the editor's extensions share. */
const events: number[] = [];
/** The same with what else falls into the fifth of a second after it, such as garbage collections and ends of watches. */
const windows: number[] = [];
const latencies: number[] = [];
for (let number = 0; number < 300; number += 1) {
  const start = performance.now();
  const cpu = process.threadCpuUsage();
  const drawn = nextPaint();
  await tell(cluster, String(number));
  await drawn;
  latencies.push(performance.now() - start);
  events.push(millisecondsOf(process.threadCpuUsage(cpu)));
  await rest(200);
  windows.push(millisecondsOf(process.threadCpuUsage(cpu)));
}
// What the process does when nothing happens, such as feeling the pulse, is not the event's.
const idle = process.threadCpuUsage();
const idleBegan = performance.now();
await rest(5000);
const idleShare = millisecondsOf(process.threadCpuUsage(idle)) / (performance.now() - idleBegan);

process.stdout.write(
  `${JSON.stringify({ objects: seen(), lines, firstPaint, wholePaint, events, windows, latencies, idleShare, before, after })}\n`,
);
views.dispose();
clusters.dispose();
cluster.kill();
process.exit(0);

function millisecondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** Asks as VS Code does for what is to be drawn: every line, and what is under it where that is open. */
function paint(provider: Provider, elements: unknown): number {
  if (Array.isArray(elements))
    return elements.reduce((sum: number, it) => sum + line(provider, it), 0);
  return below(provider, undefined);
}

function below(provider: Provider, element: unknown): number {
  return provider.getChildren(element).reduce((sum: number, it) => sum + line(provider, it), 0);
}

function line(provider: Provider, element: unknown): number {
  const { id, collapsibleState } = provider.getTreeItem(element) as unknown as {
    id: string;
    collapsibleState: number;
  };
  const isHead = id.indexOf("/", 1) < 0;
  return 1 + (collapsibleState !== 0 && isHead ? below(provider, element) : 0);
}

function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    painted = resolve;
  });
}

async function tell({ stdin }: ChildProcess, line: string): Promise<void> {
  stdin?.write(`${line}\n`);
  await answers.next();
}

function memory(): { heap: number; resident: number } {
  for (let count = 0; count < 3; count += 1) globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, resident: rss };
}

function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
