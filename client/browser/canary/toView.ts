import type { ToCanaryView } from "../../../protocol/canary.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message to this view; `undefined` for what is none. */
export function toView(message: unknown): ToCanaryView | undefined {
  if (!isFields(message)) return undefined;
  const type = String(message.type);
  const isOne = Object.hasOwn(SHAPES, type) && SHAPES[type]?.(message);
  return isOne ? (message as unknown as ToCanaryView) : undefined;
}

/** What makes a message of each type one. The extension is ours, so what it draws from is not looked at field by field. */
const SHAPES: Readonly<Record<string, (it: Fields) => boolean>> = {
  start: ({ state }) =>
    isFields(state) && typeof state.id === "string" && isFields(state.play) && isCount(state.tick),
  picture: ({ number, picture }) =>
    isCount(number) &&
    isFields(picture) &&
    ["frames", "metrics", "webhooks", "fields", "notes"].every((it) =>
      Array.isArray(picture[it]),
    ) &&
    isFields(picture.ending) &&
    typeof picture.scenario === "string",
  routing: ({ number, routing }) =>
    isCount(number) && isFields(routing) && typeof routing.text === "string",
  matrix: ({ number, matrix }) =>
    isCount(number) &&
    isFields(matrix) &&
    isFields(matrix.across) &&
    isFields(matrix.down) &&
    Array.isArray(matrix.outcomes),
  "no-matrix": isProblem,
  problem: isProblem,
  scenario: ({ text }) => typeof text === "string",
  changed: () => true,
  live: ({ live }) =>
    isFields(live) &&
    typeof live.kind === "string" &&
    (live.run === undefined || (isFields(live.run) && Array.isArray(live.run.samples))),
};

function isProblem({ number, problem }: Fields): boolean {
  return isCount(number) && typeof problem === "string";
}

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): boolean => Number.isInteger(it) && Number(it) >= 0;
