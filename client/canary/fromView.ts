import {
  type CanaryPlay,
  type CanaryViewState,
  type FromCanaryView,
  liveActions,
} from "../../protocol/canary.ts";
import type { FieldChange } from "../../protocol/fieldChange.ts";
import { presets } from "../../protocol/simulate.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A message of the view, read anew field by field; `undefined` for what is none. */
export function fromView(message: unknown): FromCanaryView | undefined {
  if (!isFields(message)) return undefined;
  const { type, number, tick, picture, place, scenario } = message;
  const play = playIn(message.play);
  switch (type) {
    case "ready":
    case "open":
    case "look":
      return { type };
    case "draw":
    case "matrix":
      return isCount(number) && play ? { type, number, play } : undefined;
    case "routing":
      return isCount(number) && isCount(tick) && play ? { type, number, play, tick } : undefined;
    case "text":
      return play && { type, play };
    case "reveal":
      return isCount(picture) && isCount(place) ? { type, picture, place } : undefined;
    case "save":
      return typeof scenario === "string" ? { type, scenario } : undefined;
    case "act": {
      const action = liveActions.find((it) => it === message.action);
      return action && { type, action };
    }
    case "gate": {
      const { gate, isOpening } = message;
      return isCount(gate) && typeof isOpening === "boolean"
        ? { type, gate, isOpening }
        : undefined;
    }
    case "apply": {
      const changes = changesIn(message.changes);
      return changes && { type, changes };
    }
    default:
      return undefined;
  }
}

/** What a panel has remembered over a reload of the window; `undefined` for anything else. */
export function viewStateIn(state: unknown): CanaryViewState | undefined {
  if (!isFields(state)) return undefined;
  const { id, label, tick } = state;
  const play = playIn(state.play);
  if (typeof id !== "string" || typeof label !== "string" || !play) return undefined;
  return { id, label, play, tick: isCount(tick) ? tick : 0 };
}

function playIn(play: unknown): CanaryPlay | undefined {
  if (!isFields(play)) return undefined;
  const { preset, scenario } = play;
  const known = presets.find((it) => it === preset);
  const changes = play.changes === undefined ? [] : changesIn(play.changes);
  if ((preset !== undefined && !known) || !changes) return undefined;
  if (scenario !== undefined && typeof scenario !== "string") return undefined;
  return {
    ...(known ? { preset: known } : {}),
    ...(scenario === undefined ? {} : { scenario }),
    ...(changes.length === 0 ? {} : { changes }),
  };
}

function changesIn(changes: unknown): readonly FieldChange[] | undefined {
  if (!Array.isArray(changes)) return undefined;
  const read = changes.flatMap((it: unknown): FieldChange[] => {
    if (!isFields(it)) return [];
    const { name, value } = it;
    const isValue =
      typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
    return typeof name === "string" && isValue ? [{ name, value }] : [];
  });
  return read.length === changes.length ? read : undefined;
}

const isFields = (it: unknown): it is Fields => typeof it === "object" && it !== null;

const isCount = (it: unknown): it is number => Number.isInteger(it) && Number(it) >= 0;
