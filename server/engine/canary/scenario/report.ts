import { canaryIn } from "./canaryIn.ts";
import { editWords } from "./editWords.ts";
import { endingWords } from "./endingWords.ts";
import { fieldWords } from "./fieldWords.ts";
import type { Played } from "./played.ts";
import { strategyWords } from "./strategyWords.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrapped.ts";

/** A rollout as text: what it is, the table, how it ends and why, and whether that was expected. */
export function report(it: Played): string {
  const { found, scenario, simulation } = it;
  const canary = canaryIn(found.setup);
  const provider = canary.spec.provider || found.setup.flags.meshProvider;
  const threshold = canary.spec.analysis?.threshold ?? 1;
  const head = [
    `Canary ${canary.namespace}/${canary.name} (${provider}): ${strategyWords(canary)}`,
    ...(scenario.title === "" ? [] : [`Scenario: ${scenario.title}`]),
    ...found.notes.map((note) => `Note: ${note}`),
    ...(simulation.neverBegins ? ["Flagger never gets through the initialisation:"] : []),
  ];
  const rows = table(
    simulation,
    threshold,
    simulation.neverBegins ? new Map() : editWords(scenario),
  );
  const foot = [...endingLines(it), ...expectationLines(it)];
  return `${linesOf(head)}\n${rows}\n${linesOf(foot)}`;
}

/** As wide as the table. */
const linesOf = (sentences: readonly string[]): string =>
  sentences
    .flatMap((it) => wrapped(it, 100))
    .map((it) => `${it}\n`)
    .join("");

function endingLines({ simulation: { ending }, placeOf }: Played): readonly string[] {
  const lines = [endingWords(ending)];
  if (ending.why) {
    const { why } = ending;
    const place = placeOf(why);
    const field = fieldWords(why.at);
    const where = place ? ` (${field}${field && ", "}${place.file}:${place.line})` : "";
    lines.push(`Why: ${why.text.replace(/\.$/, "")}${where}.`);
  }
  return lines;
}

function expectationLines({ unmet }: Played): readonly string[] {
  if (!unmet) return [];
  if (unmet.length === 0) return ["As expected."];
  return ["Not as expected:", ...unmet.map((it) => `- ${it}`)];
}
