import type { ObjectName } from "../cluster.ts";
import { field, type JsonObject } from "../json.ts";
import type { Setup } from "../setup.ts";

/** An object that the rollout begins with. */
export const objectIn = (
  { objects }: Pick<Setup, "objects">,
  { kind, name, namespace }: ObjectName,
): JsonObject | undefined =>
  objects.find(
    (it) =>
      it.kind === kind &&
      field(it, "metadata", "name") === name &&
      (namespace === undefined || field(it, "metadata", "namespace") === namespace),
  );
