import { field, isObject, type Json } from "../json.ts";
import { decoded, encoded } from "./goShape.ts";
import { VIRTUAL_SERVICE_SPEC } from "./istioShapes.ts";
import { CONFIG, KUBECTL } from "./originalConfiguration.ts";
import type { Annotations } from "./toolkit.ts";

/** The spec that a VirtualService had before Flagger, from its annotations; `undefined` where nothing is known. */
export function revertedSpec(
  annotations: Annotations,
): { readonly spec: Json } | { readonly unreadable: string } | undefined {
  const key = [KUBECTL, CONFIG].find((it) => Object.hasOwn(annotations, it));
  if (key === undefined) return undefined;
  const stored = parsed(annotations[key] ?? "");
  if (!isObject(stored)) return { unreadable: key };
  const spec = decoded(
    VIRTUAL_SERVICE_SPEC,
    key === KUBECTL ? (field(stored, "spec") ?? {}) : stored,
  );
  return { spec: encoded(VIRTUAL_SERVICE_SPEC, spec) ?? {} };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
