import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { canaryIn } from "../engine/canary/scenario/canaryIn.ts";
import { type Played, played } from "../engine/canary/scenario/played.ts";
import { presetScenario } from "../engine/canary/scenario/presets.ts";
import { report } from "../engine/canary/scenario/report.ts";
import type { Scenario } from "../engine/canary/scenario/scenario.ts";
import { setupOf } from "../engine/canary/scenario/setupOf.ts";
import { dirname } from "../engine/path.ts";
import { type View, viewOf } from "../engine/view.ts";
import { absolute } from "./absolute.ts";
import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";
import { repository, repositoryAround } from "./repository.ts";
import { findCanary } from "./simulate/findCanary.ts";
import { readOptions, type SimulateOptions } from "./simulate/options.ts";
import { overview } from "./simulate/overview.ts";
import { scenarioFile } from "./simulate/scenarioFile.ts";
import { simulationJson } from "./simulate/simulationJson.ts";
import { simulateReplay } from "./simulateReplay.ts";

/** Plays what Flagger will do with a Canary. */
export const simulate: Command = {
  name: "simulate",
  summary: "play what Flagger will do with a Canary",
  help: `Usage: flightpath simulate SCENARIO.json… [options]
       flightpath simulate FILE.yaml[#NAME] [options]
       flightpath simulate --all [ROOT]
       flightpath simulate --replay RECORDING.json

Plays a rollout tick by tick, as Flagger 1.44 does it, without a cluster. A scenario file says what happens around the
Canary and what is expected (docs/simulate.md). Without one, all is well but for what the options say. #NAME is needed
where the file has several Canaries; NAMESPACE/NAME is one, too. What Flagger looks at is taken from the repository
around the file (the nearest folder with .flightpath.yaml, .git or clusters in it), as its builds give it. Ticks count from the one that notices the new revision.

  --metric NAME=VALUE         what a metric answers: a number, none, NaN or error; with @TICK behind it: from that tick
                              on; repeatable
  --webhook NAME=ANSWER       pass, fail, timeout, refused or a status; with @TICK: from that tick on, and the contrary
                              before; repeatable
  --ready-after N             ticks that the new pods take longer than one, or never
  --primary-ready-after N     the same for the primary when it is promoted
  --preset WHICH              healthy (default), errors, no-traffic, gate-closed or not-ready
  --installation              begin with the first tick that Flagger ever runs for this Canary
  --root FOLDER               the repository; repeatable where it is several folders side by side
  --cluster FOLDER            the entry point of the cluster, where the Canary is in several
  --all [ROOT]                every Canary of a folder: shortest and longest rollout, and how each preset ends
  --format text|json          how to print (default: text)
  --help                      this text

Exit code: 0 played, and as expected; 1 not as expected; 2 could not run.
`,
  run: async (args) => {
    if (args.some((it) => it === "--replay" || it.startsWith("--replay="))) {
      return simulateReplay(args);
    }
    const options = readOptions(args);
    if (options.all) return overview(options);
    const isScenario = options.words.every((it) => it.endsWith(".json"));
    const all = isScenario ? await ofScenarios(options) : [await ofCanary(options)];
    process.stdout.write(
      options.format === "json"
        ? `${JSON.stringify(all.length === 1 && all[0] ? simulationJson(all[0]) : all.map(simulationJson), null, 1)}\n`
        : all.map(report).join("\n"),
    );
    return all.some((it) => it.unmet && it.unmet.length > 0) ? 1 : 0;
  },
};

const within = (folder: string, path: string): string =>
  resolve(folder, path).replaceAll("\\", "/");

const shown = (path: string): string => relative(process.cwd(), path).replaceAll("\\", "/");

async function ofScenarios(options: SimulateOptions): Promise<readonly Played[]> {
  const views = new Map<string, Promise<View>>();
  const all: Played[] = [];
  for (const word of options.words) {
    const file = absolute(word);
    const scenario = { ...scenarioFile(file, word), ...options.said };
    const folder = dirname(file);
    const roots = options.roots ??
      scenario.roots?.map((it) => within(folder, it)) ?? [repositoryAround(file)];
    const key = roots.join("\n");
    const view = views.get(key) ?? repository(roots).then((it) => viewOf(it));
    views.set(key, view);
    all.push(inRepository(await view, scenario, folder, options));
  }
  return all;
}

function inRepository(
  view: View,
  scenario: Scenario,
  folder: string,
  options: SimulateOptions,
): Played {
  const cluster =
    options.cluster ??
    (scenario.cluster === undefined ? undefined : within(folder, scenario.cluster));
  const canary = findCanary(view, { ...nameOf(scenario.canary, folder), cluster });
  return orCannotRun(played(view, canary, scenario, shown));
}

function orCannotRun(it: ReturnType<typeof played>): Played {
  if ("mistake" in it) throw new CannotRun(it.mistake);
  return it;
}

/** `FILE.yaml#NAME`, `NAMESPACE/NAME` or `NAME`. */
function nameOf(said: string, folder: string) {
  const split = said.indexOf("#");
  const isFile = split >= 0 || /\.ya?ml$/.test(said);
  const file = isFile ? within(folder, split < 0 ? said : said.slice(0, split)) : undefined;
  const name = isFile ? (split < 0 ? "" : said.slice(split + 1)) : said;
  const slash = name.indexOf("/");
  return {
    file,
    namespace: slash < 0 ? undefined : name.slice(0, slash),
    name: name === "" ? undefined : name.slice(slash + 1),
  };
}

async function ofCanary(options: SimulateOptions): Promise<Played> {
  const [word = ""] = options.words;
  const name = nameOf(word, absolute("."));
  if (name.file === undefined && existsSync(word)) {
    throw new CannotRun(`${word} is no YAML file. Name one that holds a Canary, or use --all.`);
  }
  if (name.file !== undefined && !existsSync(name.file)) {
    throw new CannotRun(`${shown(name.file)} does not exist. Name a file that does.`);
  }
  const roots = options.roots ?? [repositoryAround(name.file ?? absolute("x"))];
  const view = viewOf(await repository(roots));
  const canary = findCanary(view, { ...name, cluster: options.cluster });
  const preset = presetScenario(options.preset, canaryIn(setupOf(canary, view).setup));
  const { said } = options;
  const scenario: Scenario = {
    ...preset,
    title: options.preset === "healthy" ? "" : options.preset,
    ...said,
    metrics: { ...preset.metrics, ...said.metrics },
    webhooks: { ...preset.webhooks, ...said.webhooks },
  };
  return orCannotRun(played(view, canary, scenario, shown));
}
