import type { FromSelectorsView, SelectorsViewState } from "../../protocol/selectors.ts";
import { moments } from "../../protocol/selectors.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message of the view, read anew field by field; `undefined` for what is none. */
export function fromView(message: unknown): FromSelectorsView | undefined {
  if (!isFields(message)) return undefined;
  const { type, number, picture, place, fault, fix } = message;
  switch (type) {
    case "ready":
    case "look":
      return { type };
    case "draw":
      return isCount(number) ? { type, number, isWhole: message.isWhole === true } : undefined;
    case "reveal":
      return isCount(picture) && isCount(place) ? { type, picture, place } : undefined;
    case "mend":
      return isCount(fault) && isCount(fix) ? { type, fault, fix } : undefined;
    default:
      return undefined;
  }
}

/** What a panel has remembered over a reload of the window; `undefined` for anything else. */
export function viewStateIn(state: unknown): SelectorsViewState | undefined {
  if (!isFields(state)) return undefined;
  const { id, label, step } = state;
  const moment = moments.find((it) => it === state.moment);
  if (typeof id !== "string" || typeof label !== "string" || !moment) return undefined;
  const at = { id, label, moment, step: isCount(step) ? step : -1 };
  return state.isWhole === true ? { ...at, isWhole: true } : at;
}

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): it is number => Number.isInteger(it) && Number(it) >= 0;
