import type { CanaryQuestion } from "../../protocol/canary.ts";
import type { FieldChange } from "../../protocol/fieldChange.ts";
import { presets } from "../../protocol/simulate.ts";

type Read = Required<Pick<CanaryQuestion, "id" | "changes">> &
  Pick<CanaryQuestion, "preset" | "scenario">;

/** A question as it came over the wire: what is not as it should be is left out. */
export function readPlay(question: unknown): Read {
  const { id, preset, scenario, changes } = (question ?? {}) as Readonly<Record<string, unknown>>;
  const known = presets.find((it) => it === preset);
  return {
    id: typeof id === "string" ? id : "",
    changes: Array.isArray(changes) ? changes.filter(isChange) : [],
    ...(known ? { preset: known } : {}),
    ...(typeof scenario === "string" ? { scenario } : {}),
  };
}

function isChange(it: unknown): it is FieldChange {
  const { name, value } = (it ?? {}) as Readonly<Record<string, unknown>>;
  return typeof name === "string" && (typeof value === "string" || Number.isFinite(value));
}
