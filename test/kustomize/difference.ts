import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import fc from "fast-check";
import type { Answer } from "./answer.ts";
import { ourKustomize } from "./ourKustomize.ts";
import { realKustomize } from "./realKustomize.ts";
import { type Contents, reduced } from "./reduced.ts";
import { emptyStatistics, noted, type Statistics, told } from "./statistics.ts";
import { tree } from "./tree.ts";

/**
 * Compares random kustomizations built by ours and by the real kustomize: exit status and output, byte for byte. At the
 * first difference it looks for the smallest tree that still differs, prints it, and exits with 1.
 *
 *     node test/kustomize/difference.ts --real PROGRAM [--runs N] [--seed N | --any-seed]
 */
const { values: options } = parseArgs({
  options: {
    real: { type: "string", default: "kustomize" },
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    "any-seed": { type: "boolean", default: false },
  },
});

/** Trees that build at all, of a hundred: fewer, and the comparison says little. */
const LEAST_SUCCESS = 70;

/** Milliseconds, over all runs of a lane and the search for the smallest tree. */
const TIME_LIMIT = 900_000;

const seed = options["any-seed"] ? Date.now() % 1_000_000 : Number(options.seed);
const memory = "/dev/shm";
const scratch = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), "flightpath-"));
/** Each lane has a process of the real tool at work while the other one's trees are made and built here. */
async function compare(lanes: number): Promise<number> {
  const statistics = emptyStatistics();
  const runs = Math.ceil(Number(options.runs) / lanes);
  const began = performance.now();
  const failures = await Promise.all(
    Array.from({ length: lanes }, (_, lane) => runLane(lane, runs, statistics)),
  );
  const found = failures.filter((it) => it !== undefined);
  say(told(statistics, (performance.now() - began) / 1000));
  for (const it of found) say(it);
  if (found.length > 0) return 1;
  if (statistics.built * 100 >= statistics.trees * LEAST_SUCCESS) return 0;
  say(`Fewer than ${LEAST_SUCCESS} % of the trees build, so too little is compared.`);
  return 1;
}

/** What differs, as a report; `undefined` when nothing does. */
async function runLane(
  lane: number,
  runs: number,
  statistics: Statistics,
): Promise<string | undefined> {
  const folder = join(scratch, String(lane));
  let failed = false;
  const outcome = await fc.check(
    fc.asyncProperty(tree, async (it) => {
      const { real, ours } = await answers(folder, it.files);
      const same = isSame(real, ours);
      // What is tried while a difference is made smaller does not count.
      if (!failed) noted(statistics, it, real, ours);
      failed ||= !same;
      return same;
    }),
    { numRuns: runs, seed: seed * 1000 + lane, interruptAfterTimeLimit: TIME_LIMIT },
  );
  if (!outcome.failed) return undefined;
  const smallest = outcome.counterexample?.[0];
  if (!smallest) return `Stopped after ${TIME_LIMIT / 1000} s and ${outcome.numRuns} trees.`;
  const differs = async (files: Contents) => {
    const { real, ours } = await answers(folder, files);
    return !isSame(real, ours);
  };
  if (!(await differs(smallest.files))) {
    return `Failed once, and not when it was tried again: ${outcome.errorInstance}`;
  }
  const files = await reduced(smallest.files, differs);
  const { real, ours } = await answers(folder, files);
  return `Different (--seed ${seed}):\n${described(files)}${answered("kustomize", real)}${answered("ours", ours)}`;
}

async function answers(
  folder: string,
  files: Contents,
): Promise<{ readonly real: Answer; readonly ours: Answer }> {
  const real = await realKustomize(options.real, folder, files);
  return { real, ours: ourKustomize(folder, files) };
}

const isSame = (real: Answer, ours: Answer): boolean =>
  real.ok === ours.ok && real.output === ours.output;

/** The files, in the language of the fixtures. */
const described = (files: Contents): string =>
  [...files]
    .map(
      ([path, content]) =>
        `#- ${path}\n${typeof content === "string" ? content : `(bytes) ${content}\n`}`,
    )
    .join("");

const answered = (who: string, { ok, output, error }: Answer): string =>
  ok ? `=== ${who} prints\n${output}` : `=== ${who} fails: ${error}\n`;

function say(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`);
}

// Last, because what stands below an await is not there yet while it waits.
try {
  process.exitCode = await compare(Math.min(2, availableParallelism()));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
