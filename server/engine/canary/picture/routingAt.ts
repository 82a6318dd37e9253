import type { CanaryRouting } from "../../../../protocol/canary.ts";
import { memo } from "../../memo.ts";
import { isObject, type JsonObject, stringOf } from "../json.ts";
import { keyOf } from "../objectKey.ts";
import { readCanary } from "../readCanary.ts";
import { providerRow } from "../routers/providers.ts";
import { canaryIn } from "../scenario/canaryIn.ts";
import type { Simulation } from "../scenario/run.ts";
import type { Setup } from "../setup.ts";
import { yamlText } from "./yamlText.ts";

/**
 * The object that shares out the traffic, as it stands after a tick, in YAML; the Service of the application where the
 * provider has none. After the last tick all stays as it is.
 */
export function routingAt(setup: Setup, { ticks }: Simulation, tick: number): CanaryRouting {
  const found = ticks.find((it) => it.tick === tick) ?? ticks.at(-1);
  const canary = readCanary(canaryIn(setup).object);
  const { namespace } = setup.canary;
  const provider = canary.spec.provider || setup.flags.meshProvider;
  const holder = providerRow(provider).holder?.(canary) ?? {
    kind: "Service",
    name: canary.spec.service.apex,
    namespace,
  };
  const object = found?.objects.get(keyOf(holder.kind, holder.namespace ?? namespace, holder.name));
  return object
    ? { tick, name: `${holder.kind} ${holder.name}`, text: written(object) }
    : { tick, name: "", text: "" };
}

/** As a person would write it: without what the API server and owners add. */
const written = memo((object: JsonObject): string => {
  const { status: _, metadata, ...rest } = object;
  if (!isObject(metadata)) return yamlText(rest);
  const { ownerReferences: _o, generation: _g, uid: _u, resourceVersion: _r, ...kept } = metadata;
  const { apiVersion, kind, ...body } = rest;
  return yamlText({
    apiVersion: stringOf(apiVersion),
    kind: stringOf(kind),
    metadata: kept,
    ...body,
  });
});
