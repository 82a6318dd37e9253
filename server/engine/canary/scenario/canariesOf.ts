import { FLAGGER } from "../../identity.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";

/** Every Canary of the repository: as builds give it, or as it is written where none does. */
export function canariesOf(view: View): readonly Resource[] {
  const written = view
    .ofKind(FLAGGER, "Canary")
    .filter((it) => it.version === "v1beta1" && standingOf(it, view) === "object");
  return written.flatMap((it) => {
    const built = view.builtFrom(it);
    return built.length > 0 ? built : [it];
  });
}
