import type { CanaryAxis, CanaryMatrix } from "../../../protocol/canary.ts";

/** What letters of a matrix mean. */
export const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  P: "promotes",
  R: "rolls back",
  N: "never ends",
  S: "ends otherwise",
};

/** A matrix in sentences: rows that are alike are told once. */
export function matrixWords({ across, down, outcomes }: CanaryMatrix): readonly string[] {
  const groups: { row: string; from: number; to: number }[] = [];
  outcomes.forEach((row, index) => {
    const last = groups.at(-1);
    if (last?.row === row) last.to = index;
    else groups.push({ row, from: index, to: index });
  });
  return groups.map(
    ({ row, from, to }) => `${rangeWords(down, from, to)}: ${rowWords(row, across)}.`,
  );
}

function rangeWords(axis: CanaryAxis, from: number, to: number): string {
  const [low, high] = [axis.values[from] ?? 0, axis.values[to] ?? 0].sort((a, b) => a - b);
  const unit = axis.unit && ` ${axis.unit}`;
  return low === high ? `${axis.label} ${low}${unit}` : `${axis.label} ${low} to ${high}${unit}`;
}

/** `rolls back up to 69 %, promotes from 71.6 %` */
function rowWords(row: string, { label, values, unit }: CanaryAxis): string {
  const runs: { letter: string; from: number; to: number }[] = [];
  [...row].forEach((letter, index) => {
    const last = runs.at(-1);
    if (last?.letter === letter) last.to = index;
    else runs.push({ letter, from: index, to: index });
  });
  const words = (letter: string) => OUTCOME_WORDS[letter] ?? letter;
  if (runs.length === 1) return `${words(row[0] ?? "")} whatever ${label} is`;
  const after = unit && ` ${unit}`;
  return runs
    .map(({ letter, from, to }, index) => {
      if (index === 0) return `${words(letter)} with ${label} up to ${values[to]}${after}`;
      if (index === runs.length - 1) return `${words(letter)} from ${values[from]}${after}`;
      return `${words(letter)} from ${values[from]} to ${values[to]}${after}`;
    })
    .join(", ");
}
