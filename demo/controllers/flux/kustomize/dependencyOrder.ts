import { field, type JsonObject, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import { type Place, placeOf } from "../../../apiserver/inside.ts";

/**
 * Kustomizations, each after those that it depends on; none at all where some wait for each other, because then Flux passes the
 * news of a new revision on to nobody (flux.md §2.8).
 */
export function dependencyOrder(kustomizations: readonly JsonObject[]): readonly Place[] {
  const byName = new Map(kustomizations.map((it) => [shown(placeOf(it)), it]));
  const order: Place[] = [];
  const done = new Set<JsonObject>();
  /** Answers whether it is free of circles. */
  const enter = (it: JsonObject, above: readonly JsonObject[]): boolean => {
    if (above.includes(it)) return false;
    if (done.has(it)) return true;
    const place = placeOf(it);
    const isFree = listOf(field(it, "spec", "dependsOn")).every((reference) => {
      const namespace = stringOf(field(reference, "namespace")) || place.namespace;
      const other = byName.get(`${namespace}/${stringOf(field(reference, "name"))}`);
      return !other || enter(other, [...above, it]);
    });
    done.add(it);
    order.push(place);
    return isFree;
  };
  return kustomizations.every((it) => enter(it, [])) ? order : [];
}

const shown = ({ namespace, name }: Place): string => `${namespace}/${name}`;
