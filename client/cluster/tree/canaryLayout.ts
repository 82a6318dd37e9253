import { knownKind } from "../api/kinds.ts";
import { groupOf } from "../api/kubeObject.ts";
import { byName, type Layout, leaf } from "./layout.ts";

/** Canaries one under the other. */
export const canaryLayout: Layout = {
  takes: (object) =>
    object.kind === "Canary" && knownKind("Canary", groupOf(object.apiVersion)) !== undefined,
  branches: (objects) => [...objects].sort(byName).map((it) => leaf(it)),
  moves: () => false,
  isKindTold: () => true,
  isNamespaceTold: false,
};
