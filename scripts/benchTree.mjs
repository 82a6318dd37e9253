import { join } from "node:path";
import { benchProgram, measuredBy } from "./benchProgram.mjs";
import { root } from "./paths.mjs";
import { tell } from "./tell.mjs";
import { figures } from "./times.mjs";

/** Milliseconds from the choice of a context to the first lines, while the rest of 5,000 objects still comes. */
const PAINT_BAR = 1000;
/** Milliseconds of work for one event, whichever. */
const EVENT_BAR = 20;
/** MiB over what the process needs before it knows an object. */
const MEMORY_BAR = 150;

/**
 * Measures the views on a demo cluster of 5,000 objects: model, provider and connection in Node, with a stand-in for VS Code.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchTree() {
  tell.step("Measuring the views on a cluster of 5,000 objects …");
  const [server, client] = await bundled();
  const { objects, firstPaint, wholePaint, events, windows, latencies, idleShare, before, after } =
    await measuredBy("the tree", ["--expose-gc", client, server]);
  const heap = mebibytes(after.heap - before.heap);
  const resident = mebibytes(after.resident - before.resident);
  tell.note(
    `${objects} objects, first paint: ${firstPaint.toFixed(0)} ms (bar ${PAINT_BAR} ms), all of them: ${wholePaint.toFixed(0)} ms`,
  );
  const slowest = Math.max(...events);
  const slowestWindow = Math.max(...windows);
  tell.note(
    `work until one of ${events.length} events is drawn: ${figures(events)}, slowest ${slowest.toFixed(1)} ms (bar ${EVENT_BAR} ms)`,
  );
  tell.note(
    `work in the 200 ms from then on as well, whatever it is for: ${figures(windows)}, slowest ${slowestWindow.toFixed(1)} ms (bar ${EVENT_BAR} ms)`,
  );
  tell.note(`from a change in the cluster to its new line: ${figures(latencies)}`);
  tell.note(`work while nothing happens: ${(idleShare * 100).toFixed(1)} % of one core`);
  tell.note(`memory: ${heap} MiB heap (bar ${MEMORY_BAR} MiB), ${resident} MiB resident`);
  return [
    [firstPaint <= PAINT_BAR, `a tree of 5,000 objects takes more than ${PAINT_BAR} ms`],
    [slowest <= EVENT_BAR, `an event takes more than ${EVENT_BAR} ms`],
    [slowestWindow <= EVENT_BAR, `more than ${EVENT_BAR} ms of work after an event`],
    [heap <= MEMORY_BAR, `5,000 objects take more than ${MEMORY_BAR} MiB`],
  ]
    .filter(([isKept]) => !isKept)
    .map(([, words]) => words);
}

const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);

/** The two programs; VS Code is the stand-in. */
const bundled = () =>
  Promise.all(
    ["treeBenchServer", "treeBench"].map((name) =>
      benchProgram(`client/cluster/${name}.ts`, {
        alias: { vscode: join(root, "test/client/cluster/support/vscodeStandIn.ts") },
      }),
    ),
  );
