import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { benchGraph } from "./benchGraph.mjs";
import { benchKustomize } from "./benchKustomize.mjs";
import { benchLabels } from "./benchLabels.mjs";
import { benchPanel } from "./benchPanel.mjs";
import { benchSimulate } from "./benchSimulate.mjs";
import { benchTree } from "./benchTree.mjs";
import { cached } from "./cached.mjs";
import { npmInstall } from "./npm.mjs";
import { root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { run, toolNode } from "./run.mjs";
import { serverOptions } from "./serverOptions.mjs";
import { Failure, main, tell } from "./tell.mjs";

/**
 * Measures kustomize builds against the real tool, rollouts, then our language server and its best peer from outside, in
 * one run, and prints both and their ratio. The harness of the latter is not part of this repository.
 */
const PEER = "yaml-language-server@2.0.0";
const harness = join(root, "..", "shared", "bench");

await main(async () => {
  const { values: options } = parseArgs({
    options: {
      runs: { type: "string", default: "3" },
      edits: { type: "string", default: "100" },
      only: { type: "string", default: "" },
      /** Exit 1 when a bar is missed. */
      check: { type: "boolean", default: false },
      /** Leave the peer out. */
      alone: { type: "boolean", default: false },
    },
  });
  await prepare();
  const rendering = isWanted("kustomize", options.only) ? await benchKustomize() : [];
  const graphs = isWanted("graph", options.only) ? await benchGraph() : [];
  const labels = isWanted("labels", options.only) ? await benchLabels() : [];
  const rollouts = isWanted("simulate", options.only) ? await benchSimulate() : [];
  const trees = isWanted("tree", options.only) ? await benchTree() : [];
  if (!existsSync(harness)) {
    throw new Failure(`The rest of the bench needs its harness in ${harness}, which is not there.`);
  }
  const results = join(root, "test-results");
  mkdirSync(results, { recursive: true });
  const corpora = join(results, "bench-corpora");
  const common = ["--runs", options.runs, "--edits", options.edits, "--corpora", corpora];

  tell.step("Measuring Flightpath …");
  // As the extension starts it: with the code that Node kept of an earlier start.
  const code = `FLIGHTPATH_CODE=${join(results, "code")}`;
  const ourServer = ["--server", await serverCommand(), "--env", code];
  await measure(join(results, "bench-first.json"), [
    ...ourServer,
    ...["--only", "start", "--runs", "1", "--corpora", corpora],
  ]);
  const ours = await measure(join(results, "bench.json"), [
    ...common,
    ...[...ourServer, "--only", options.only],
  ]);
  const peer = options.alone ? undefined : await measurePeer(results, common, options.only);
  process.stdout.write(table(ours, peer));
  await growth(options.only, results);
  const late = ours.cells.flatMap((cell) =>
    cell.failure
      ? [cell.cell]
      : cell.bars.filter((bar) => !kept(bar)).map((bar) => bar.what.trim()),
  );
  const panels = isWanted("panel", options.only) ? await benchPanel() : [];
  const missed = [...late, ...rendering, ...rollouts, ...trees, ...graphs, ...labels, ...panels];
  if (missed.length > 0) tell.problem(`Bars missed: ${missed.join("; ")}`);
  return options.check && missed.length > 0 ? 1 : 0;
});

async function serverCommand() {
  return [toolNode(), ...(await serverOptions()), "dist/server.js", "--stdio"].join(" ");
}

function isWanted(part, only) {
  return only === "" || new RegExp(only).test(part);
}

function kept({ value, bar }) {
  return bar === undefined || (value !== null && value <= bar);
}

/** Runs the harness; the peer misses bars, so only a missing report counts as failure. */
async function measure(report, args) {
  const { output } = await run(
    toolNode(),
    [join(harness, "lsp-bench.mjs"), ...args, "--json", report],
    { quiet: true },
  );
  if (!existsSync(report)) throw new Failure(`The harness left no report.\n${output.trim()}`);
  return JSON.parse(readFileSync(report, "utf8"));
}

async function measurePeer(results, common, only) {
  const folder = await cached(PEER, async (partial) => {
    tell.step(`Installing ${PEER} …`);
    await npmInstall(PEER, ["--ignore-scripts", PEER], partial);
  });
  const server = join(folder, "node_modules/yaml-language-server/bin/yaml-language-server");
  const schema = join(results, "peer-canary.json");
  writeFileSync(schema, readFileSync(join(root, "schemas/flagger.app/canary_v1beta1.json")));
  const settings = (schemas) =>
    JSON.stringify({ yaml: { schemaStore: { enable: false }, schemas } });
  const cells = [
    { only: "start|open|edit-60|edit-5000|complete|hover", schemas: { [schema]: "*.yaml" } },
    { only: "workspace", schemas: {} },
  ].filter((it) => only === "" || new RegExp(only).test(it.only));
  const all = [];
  for (const cell of cells) {
    tell.step(`Measuring ${PEER}: ${cell.only} …`);
    const report = join(results, "bench-peer.json");
    const args = ["--server", `${toolNode()} ${server} --stdio`, "--mode", "open"];
    const found = await measure(report, [
      ...common,
      ...args,
      ...["--settings", settings(cell.schemas), "--only", only || cell.only],
    ]);
    all.push(...found.cells);
  }
  return { cells: all };
}

function table(ours, peer) {
  const rows = [["", "Flightpath", "bar", "stretch", "peer", "ratio"]];
  for (const { cell, bars } of ours.cells) {
    const others = peer?.cells.find((it) => it.cell === cell)?.bars ?? [];
    for (const { what, value, bar, stretch } of bars) {
      const other = others.find((it) => it.what === what)?.value;
      const isFault = /missed|errors/.test(what);
      const ratio = other && value && !isFault ? `${(other / value).toFixed(1)}x` : "";
      rows.push(
        [what, value, bar, stretch, isFault ? "" : other, ratio].map((it) => String(it ?? "")),
      );
    }
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((it, column) => (column ? it.padStart(widths[column]) : it.padEnd(widths[0])))
        .join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** The time per document of a whole repository, from about a hundred documents to a hundred thousand. */
async function growth(only, results) {
  if (!isWanted("growth", only)) return;
  tell.step("Measuring growth …");
  const times = [];
  for (const files of [250, 2500, 19_700]) {
    const folder = join(results, "bench-corpora", `growth-${files}`);
    if (!existsSync(join(folder, ".bench.json"))) {
      const make = ["repo", "--out", folder, "--files", String(files)];
      await run(toolNode(), [join(harness, "gen-corpus.mjs"), ...make], { quiet: true });
    }
    const found = await measure(join(results, "bench-growth.json"), [
      ...["--server", await serverCommand(), "--runs", "1"],
      ...["--workspace", folder, "--only", "workspace", "--idle", "3000"],
    ]);
    const documents = files * 5;
    const milliseconds = found.cells[0].figures.lastMs.median;
    times.push({ documents, each: milliseconds / documents });
    tell.note(
      `${documents} documents: ${milliseconds} ms, ${((milliseconds * 1000) / documents).toFixed(0)} µs each`,
    );
  }
  const [first, , last] = times;
  tell.note(
    `from the smallest to the largest: ${(last.each / first.each).toFixed(2)}x per document`,
  );
}
