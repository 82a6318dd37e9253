import type { JsonObject } from "../json.ts";
import type { Turn } from "../turn.ts";
import type { ApexMetadata } from "./apexMetadata.ts";
import { withMetadata } from "./metadata.ts";
import { ownersOf } from "./owner.ts";
import type { Annotations } from "./toolkit.ts";

/** A routing object as a router wants it. */
export interface Wanted {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Annotations;
  readonly spec: JsonObject;
}

/** One that carries the metadata of `service.apex`. */
export interface WantedAtApex extends Omit<Wanted, keyof ApexMetadata>, ApexMetadata {}

export interface Refused {
  readonly verb: "create" | "update";
  readonly message: string;
}

/** Makes an object, or puts it right where it is not as wanted. */
export function upkeep<Plan extends Wanted>(
  turn: Turn,
  plan: Plan,
  isAsPlanned: (found: JsonObject, plan: Plan) => boolean,
): Refused | undefined {
  const { kind, name } = plan;
  const found = turn.cluster.find({ kind, name, namespace: turn.canary.namespace });
  if (found && isAsPlanned(found, plan)) return undefined;
  const refused = found
    ? turn.cluster.update(put(found, plan))
    : turn.cluster.create(ownedObject(turn, plan));
  return refused && { verb: found ? "update" : "create", message: refused.message };
}

/** The object found, with what is wanted in it. */
export const put = (found: JsonObject, { labels, annotations, spec }: Wanted): JsonObject => ({
  ...withMetadata(found, {
    ...(labels && { labels: filled(labels) }),
    ...(annotations && { annotations: filled(annotations) }),
  }),
  spec,
});

/** A new object that belongs to the Canary. */
export function ownedObject(turn: Turn, wanted: Wanted): JsonObject {
  const { apiVersion, kind, name, labels, annotations, spec } = wanted;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace: turn.canary.namespace,
      ...(labels && filled(labels) && { labels }),
      ...(annotations && filled(annotations) && { annotations }),
      ownerReferences: ownersOf(turn.canary),
    },
    spec,
  };
}

const filled = (map: Readonly<Record<string, string>>) =>
  Object.keys(map).length > 0 ? map : undefined;
