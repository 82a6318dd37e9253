import { knownKind } from "../api/kinds.ts";
import { groupOf } from "../api/kubeObject.ts";
import { byName, type Layout } from "./layout.ts";

/** Canaries one under the other. */
export const canaryLayout: Layout = {
  takes: (object) =>
    object.kind === "Canary" && knownKind("Canary", groupOf(object.apiVersion)) !== undefined,
  heads: [],
  headOf: () => undefined,
  compare: byName,
  isKindTold: () => true,
  isNamespaceTold: false,
};
