import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { formOf } from "../accept.ts";
import { partial, table } from "../tables/table.ts";
import type { Target } from "../target.ts";
import { served } from "../versions.ts";
import { existing } from "../writes/existing.ts";

/** One object in the form that the client wants. */
export const get = (target: Target): JsonObject => shownObject(target, existing(target));

/** An object as an answer to a request. */
export function shownObject(target: Target, object: JsonObject): JsonObject {
  const { kind, cluster, request } = target;
  const shown = served(object, kind);
  const form = formOf(request.headers.accept, request.query);
  if (form.as === "partial") return partial(shown);
  if (form.as === "object") return shown;
  const { resourceVersion } = shown.metadata as JsonObject;
  return table([shown], kind, {
    included: form.included,
    now: cluster.now(),
    metadata: { resourceVersion },
  });
}
