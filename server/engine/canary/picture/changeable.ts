import type { Path } from "../../node.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { canaryIn } from "../scenario/canaryIn.ts";
import { fieldWords } from "../scenario/fieldWords.ts";
import type { Setup } from "../setup.ts";

/** A number or duration that a Canary has, and that can be tried with another value. */
export interface Changeable {
  /** `spec.analysis.threshold` */
  readonly name: string;
  readonly label: string;
  readonly at: Path;
  readonly value: number | string;
}

/** The fields that decide how a rollout goes, as far as the Canary has them. */
export function changeableIn(setup: Setup): readonly Changeable[] {
  const { object } = canaryIn(setup);
  const found = [...ANALYSIS.map((it) => ["spec", "analysis", it]), ["spec", DEADLINE]].flatMap(
    (at) => changeable(object, at, at.at(-1) ?? ""),
  );
  const metrics = listOf(field(object, "spec", "analysis", "metrics")).flatMap((it, index) =>
    BOUNDS.flatMap((bound) => {
      const at = ["spec", "analysis", "metrics", index, ...bound];
      return changeable(object, at, `${stringOf(field(it, "name"))} ${bound.at(-1)}`);
    }),
  );
  return [...found, ...metrics];
}

const ANALYSIS = [
  "interval",
  "threshold",
  "iterations",
  "stepWeight",
  "maxWeight",
  "stepWeightPromotion",
  "mirrorWeight",
] as const;
const DEADLINE = "progressDeadlineSeconds";
const BOUNDS = [["thresholdRange", "min"], ["thresholdRange", "max"], ["threshold"]] as const;

function changeable(object: JsonObject, at: Path, label: string): readonly Changeable[] {
  const value = valueAt(object, at);
  const isKept = typeof value === "number" || (typeof value === "string" && value !== "");
  return isKept ? [{ name: fieldWords(at), label, at, value }] : [];
}

function valueAt(object: JsonObject, at: Path): Json | undefined {
  let value: Json | undefined = object;
  for (const step of at) {
    value = typeof step === "number" ? listOf(value)[step] : field(value, step);
  }
  return value;
}
