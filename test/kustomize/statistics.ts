import type { Answer } from "./answer.ts";
import type { Tree } from "./tree.ts";

/** What was tried, counted while it is. */
export interface Statistics {
  trees: number;
  /** Trees that the real tool builds. */
  built: number;
  bytes: number;
  /** Trees that both refuse, and those of them with the same message. */
  refused: number;
  sameText: number;
  sameWarnings: number;
  readonly features: Map<string, { used: number; built: number }>;
}

export const emptyStatistics = (): Statistics => ({
  trees: 0,
  built: 0,
  bytes: 0,
  refused: 0,
  sameText: 0,
  sameWarnings: 0,
  features: new Map(),
});

export function noted(
  statistics: Statistics,
  { features }: Tree,
  real: Answer,
  ours: Answer,
): void {
  statistics.trees++;
  if (real.ok) statistics.built++;
  statistics.bytes += real.output.length;
  if (!real.ok && !ours.ok) statistics.refused++;
  if (!real.ok && real.error === ours.error) statistics.sameText++;
  if (real.warnings.join("\n") === ours.warnings.join("\n")) statistics.sameWarnings++;
  for (const feature of features) {
    const counts = statistics.features.get(feature) ?? { used: 0, built: 0 };
    counts.used++;
    if (real.ok) counts.built++;
    statistics.features.set(feature, counts);
  }
}

/** A few lines for people. */
export function told(statistics: Statistics, seconds: number): string {
  const { trees, built, bytes, refused, sameText, sameWarnings, features } = statistics;
  const used = [...features]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, counts]) => `${name} ${counts.built}/${counts.used}`);
  return [
    `  ${trees} trees in ${seconds.toFixed(0)} s; ${built} build (${percent(built, trees)}), ${Math.round(bytes / 1000)} kB of output`,
    `  ${refused} refused by both, ${sameText} with the same message (${percent(sameText, refused)}); warnings the same ${sameWarnings} times`,
    `  used in builds / in trees: ${used.join(", ")}`,
  ].join("\n");
}

const percent = (part: number, whole: number): string =>
  `${((part / Math.max(1, whole)) * 100).toFixed(0)} %`;
