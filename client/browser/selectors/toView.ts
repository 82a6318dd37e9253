import type { ToSelectorsView } from "../../../protocol/selectors.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message to this view; `undefined` for what is none. */
export function toView(message: unknown): ToSelectorsView | undefined {
  if (!isFields(message)) return undefined;
  const type = String(message.type);
  const isOne = Object.hasOwn(SHAPES, type) && SHAPES[type]?.(message);
  return isOne ? (message as unknown as ToSelectorsView) : undefined;
}

/** What makes a message of each type one. The extension is ours, so what it draws from is not looked at field by field. */
const SHAPES: Readonly<Record<string, (it: Fields) => boolean>> = {
  start: ({ state }) =>
    isFields(state) &&
    typeof state.id === "string" &&
    typeof state.moment === "string" &&
    Number.isInteger(state.step),
  picture: ({ number, picture }) =>
    isCount(number) &&
    isFields(picture) &&
    typeof picture.summary === "string" &&
    ["moments", "faults", "notes"].every((it) => Array.isArray(picture[it])),
  problem: ({ number, problem }) => isCount(number) && typeof problem === "string",
  changed: () => true,
  live: ({ live }) =>
    isFields(live) &&
    typeof live.kind === "string" &&
    (live.kind !== "seen" || (typeof live.sentence === "string" && Array.isArray(live.boxes))),
};

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): boolean => Number.isInteger(it) && Number(it) >= 0;
