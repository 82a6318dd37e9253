import type { CanaryFrame, CanaryPicture } from "../../../protocol/canary.ts";
import { timeWords } from "./timeWords.ts";

/** The timeline in words: the names of the columns, and a row for each tick. */
export function twinRows({ metrics, webhooks, frames }: CanaryPicture<unknown>): {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const named = [...metrics, ...webhooks].map(({ name }) => name);
  return { head: [...FIRST, ...named, "What happens", "Why"], rows: frames.map(cellsOf) };
}

const FIRST = ["Tick", "Time", "Phase", "Canary", "Primary", "Failed", "Iterations"] as const;

function cellsOf(it: CanaryFrame): readonly string[] {
  const signs = { edit: "[", event: "", warning: "Warning: " } as const;
  const said = it.said.map(
    ({ type, text }) => `${signs[type]}${text}${type === "edit" ? "]" : ""}`,
  );
  return [
    String(it.tick),
    timeWords(it.at),
    it.phase,
    `${it.canary} %${it.isMirrored ? ", mirrored" : ""}`,
    `${it.primary} %`,
    String(it.failed),
    String(it.iterations),
    ...it.metrics.map((sample) =>
      sample ? `${sample.text}, ${sample.passed ? "passed" : "failed"}` : "–",
    ),
    ...it.webhooks.map((sample) => (sample ? `${sample.result}, ${sample.text}` : "–")),
    said.join("; "),
    it.why.text,
  ];
}
