import {
  field,
  isObject,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { type Inside, insideOf, type Place } from "../../apiserver/inside.ts";
import {
  finalizersOf,
  isTerminating,
  metadataOf,
  textsOf,
} from "../../apiserver/objects/metadata.ts";
import type { Desk } from "../controller.ts";
import { changeBetween } from "./changeBetween.ts";
import { type Condition, conditionsIn, withCondition } from "./conditions.ts";

/** An object while a controller looks at it: as it was read, and the status that it will have. */
export interface Subject {
  readonly place: Place;
  readonly object: JsonObject;
  readonly spec: JsonObject;
  readonly generation: number;
  readonly isTerminating: boolean;
  /** What somebody asked for with the annotation `reconcile.fluxcd.io/requestedAt`. */
  readonly requestedAt: string | undefined;
  readonly status: () => JsonObject;
  /** Changes fields of the status; `undefined` takes one away. */
  readonly set: (fields: JsonObject) => void;
  readonly condition: (type: string) => Condition | undefined;
  readonly mark: (
    type: string,
    status: Condition["status"],
    reason: string,
    message: string,
  ) => void;
  readonly unmark: (type: string) => void;
  /** Writes the status, if it changed. */
  readonly save: () => void;
  readonly event: (
    type: "Normal" | "Warning",
    reason: string,
    message: string,
    notes?: JsonObject,
  ) => void;
  /** Puts the finalizer of Flux on the object, or takes it away. */
  readonly setFinalizer: (isThere: boolean) => void;
  readonly hasFinalizer: boolean;
}

export const FINALIZER = "finalizers.fluxcd.io";

/** `undefined`: it is gone. `statusManager`: who writes the status, where that is another name. */
export function subjectAt(place: Place, desk: Desk, statusManager?: string): Subject | undefined {
  const { inside, cluster } = desk;
  const object = inside.get(place);
  if (!object) return undefined;
  const writer: Inside = statusManager ? insideOf(cluster, statusManager) : inside;
  const spec = isObject(object.spec) ? object.spec : {};
  const generation = numberOf(metadataOf(object).generation);
  let saved: JsonObject = isObject(object.status) ? object.status : {};
  let status = saved;
  const set = (fields: JsonObject): void => {
    const entries = Object.entries({ ...status, ...fields });
    status = Object.fromEntries(entries.filter(([, it]) => it !== undefined));
  };
  const conditions = () => conditionsIn(status);
  const setConditions = (all: readonly Condition[]) =>
    set({ conditions: all.length > 0 ? all.map((it) => ({ ...it })) : undefined });
  const requested = textsOf(object, "annotations")["reconcile.fluxcd.io/requestedAt"];
  return {
    place,
    object,
    spec,
    generation,
    isTerminating: isTerminating(object),
    requestedAt: typeof requested === "string" ? requested : undefined,
    status: () => status,
    set,
    condition: (type) => conditions().find((it) => it.type === type),
    mark(type, state, reason, message) {
      const lastTransitionTime = timestamp(desk.now());
      const made: Condition = {
        type,
        status: state,
        reason,
        message: message.slice(0, LONGEST_MESSAGE),
        lastTransitionTime,
        observedGeneration: generation,
      };
      setConditions(withCondition(conditions(), made));
    },
    unmark(type) {
      const all = conditions();
      if (all.some((it) => it.type === type)) setConditions(all.filter((it) => it.type !== type));
    },
    save() {
      const change = changeBetween(saved, status);
      if (!change) return;
      saved = status;
      writer.patch(place, { status: change }, "status");
    },
    event: (type, reason, message, notes) => inside.event(object, type, reason, message, notes),
    hasFinalizer: finalizersOf(object).includes(FINALIZER),
    setFinalizer(isThere) {
      const current = inside.get(place);
      if (!current) return;
      const others = finalizersOf(current).filter((it) => it !== FINALIZER);
      writer.patch(place, {
        metadata: { finalizers: isThere ? [...others, FINALIZER] : others },
      });
    },
  };
}

/** As the definitions allow. */
const LONGEST_MESSAGE = 32_768;

export const textIn = ({ spec }: Subject, ...path: readonly string[]): string =>
  stringOf(field(spec, ...path));
