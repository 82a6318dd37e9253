import { canariesOf } from "../../engine/canary/scenario/canariesOf.ts";
import { canaryIn } from "../../engine/canary/scenario/canaryIn.ts";
import type { Ending } from "../../engine/canary/scenario/ending.ts";
import { PRESETS, type Preset } from "../../engine/canary/scenario/presets.ts";
import { setupOf } from "../../engine/canary/scenario/setupOf.ts";
import { type Duration, type Summary, summary } from "../../engine/canary/scenario/summary.ts";
import { durationWords } from "../../engine/durationWords.ts";
import type { Resource } from "../../engine/resource.ts";
import { type View, viewOf } from "../../engine/view.ts";
import { absolute } from "../absolute.ts";
import { repository } from "../repository.ts";
import type { SimulateOptions } from "./options.ts";

/** `simulate --all`: what can be said of every Canary without a scenario. Answers the exit code. */
export async function overview({ words, roots, format }: SimulateOptions): Promise<number> {
  const all = roots ?? [absolute(words[0] ?? ".")];
  const view = viewOf(await repository(all));
  const rows = canariesOf(view).map((it) => rowOf(it, view));
  process.stdout.write(
    format === "json" ? `${JSON.stringify(rows.map(jsonOf), null, 1)}\n` : asText(rows),
  );
  return 0;
}

interface Row {
  readonly name: string;
  readonly cluster: string | undefined;
  readonly provider: string;
  readonly notes: readonly string[];
  readonly summary: Summary;
}

function rowOf(resource: Resource, view: View): Row {
  const { setup, notes } = setupOf(resource, view);
  const canary = canaryIn(setup);
  return {
    name: `${setup.canary.namespace}/${setup.canary.name}`,
    cluster: resource.built?.rendering.cluster,
    provider: canary.spec.provider || setup.flags.meshProvider,
    notes,
    summary: summary(setup),
  };
}

const jsonOf = ({ name, cluster, provider, notes, summary: it }: Row) => ({
  canary: name,
  ...(cluster === undefined ? {} : { cluster }),
  provider,
  notes,
  strategy: it.strategy,
  earliest: it.earliest ?? null,
  worst: it.worst ?? null,
  rollback: it.rollback ?? null,
  gates: it.gates,
  presets: it.presets,
});

function asText(rows: readonly Row[]): string {
  if (rows.length === 0) return "There is no Canary here.\n";
  return rows.map(textOf).join("\n");
}

function textOf({ name, provider, notes, summary: it }: Row): string {
  const lines = [
    `${name} (${provider}): ${it.strategy}`,
    ...notes.map((note) => `Note: ${note}`),
    it.earliest
      ? `succeeds after ${durationText(it.earliest)} at the earliest, ${latest(it)}`
      : "never succeeds",
    it.rollback
      ? `rolls back after ${durationText(it.rollback)} at the earliest`
      : "no failed check rolls it back",
    ...presetLines(it.presets),
  ];
  return lines.map((line, index) => `${index === 0 ? "" : "  "}${line}\n`).join("");
}

function presetLines(presets: Summary["presets"]): readonly string[] {
  const names = Object.keys(PRESETS) as Preset[];
  const endings = names.map((it) => short(presets[it]));
  if (new Set(endings).size === 1) return [`under every preset: ${endings[0]}`];
  return names.map((it, index) => `${`${it}:`.padEnd(13)}${endings[index]}`);
}

function latest({ worst, gates }: Summary): string {
  if (gates.length > 0) return `and any time later, as ${gates.join(" and ")} can hold it`;
  return worst ? `${durationText(worst)} at the latest` : "and not when it is slow";
}

const durationText = ({ seconds, ticks }: Duration): string =>
  `${durationWords(seconds)} (${ticks} ticks)`;

function short({ outcome, phase, tick, at, text }: Ending): string {
  if (outcome === "stopped") return `stops: ${text}`;
  if (outcome !== "endless") return `${outcome} after ${durationWords(at)} (${tick} ticks)`;
  return `never ends: ${phase} from tick ${tick} on${text === "" ? "" : `; ${text}`}`;
}
