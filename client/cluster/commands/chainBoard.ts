import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { ChainStep } from "../api/chain.ts";
import { keyOf, nameOf } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";

/** How far each node of a chain is. */
export type ChainBoard = ReadonlyMap<string, ChainStep>;

/** The board after one more step; what is over stands in the order in which it ended. */
export function withStep(board: ChainBoard, step: ChainStep): ChainBoard {
  const key = keyOf(step.object);
  const next = new Map(board);
  if (marks[step.phase] !== undefined) next.delete(key);
  return next.set(key, step);
}

/** The board in a line: what is done, what is at work and what it says, how many are still to come. */
export function boardLine(board: ChainBoard): string {
  const steps = [...board.values()];
  const over = steps.filter(({ phase }) => marks[phase] !== undefined);
  const current = steps.filter(({ phase }) => phase === "started" || phase === "progress");
  const words = current.map(({ object, words: said }) =>
    said === "" ? shown(object) : `${shown(object)}: ${oneLine(said)}`,
  );
  const done = over.slice(-3).map((it) => `${marks[it.phase]} ${shown(it.object)}`);
  const more = over.length > done.length ? "… " : "";
  return `${over.length} of ${steps.length}  ${more}${[...done, ...words.map((it) => `▸ ${it}`)].join("  ")}`;
}

/** What the log says of a step; nothing of those that are only planned. */
export function stepLine({ object, phase, words }: ChainStep): string | undefined {
  if (phase === "planned") return undefined;
  const said = words === "" ? "" : `: ${oneLine(words)}`;
  return `${marks[phase] ?? "▸"} ${oneLine(nameOf(object))}${phase === "started" ? " is asked to reconcile" : said}`;
}

const marks: Partial<Readonly<Record<ChainStep["phase"], string>>> = {
  done: "✓",
  skipped: "–",
  failed: "✗",
};

/** Kinds are told by one letter's worth of context: names are enough in a line. */
const shown = ({ kind, name }: ObjectIdentity): string => oneLine(`${kind} ${name}`);
