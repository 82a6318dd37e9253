import type { GraphNode } from "../../../../protocol/graph.ts";
import { durationWords } from "../../durationWords.ts";

/** What a node says of itself, a few words each. */
export function factWords<Place>({
  status,
  facts,
  waveBefore,
}: GraphNode<Place>): readonly string[] {
  const { path, chart, interval, timeout, wait, suspended } = facts;
  return [
    ...(status === "here" ? [] : [STATUS_WORDS[status]]),
    ...(path === undefined ? [] : [path]),
    ...(chart === undefined ? [] : [chart]),
    ...(interval === undefined ? [] : [`every ${durationWords(interval)}`]),
    ...(wait === undefined || timeout === undefined
      ? []
      : [`${wait === "some" ? "partly " : ""}healthy within ${durationWords(timeout)}`]),
    ...(suspended ? ["suspended"] : []),
    ...(waveBefore === undefined
      ? []
      : [waveBefore === null ? "never started" : `was wave ${waveBefore}`]),
  ];
}

/** What is said of a node that does not stand in files. */
export const STATUS_WORDS = {
  made: "made by a controller",
  outside: "not in these files",
  missing: "missing",
} as const;
