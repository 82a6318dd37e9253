import type { GraphName } from "../../../protocol/graph.ts";

/** `Kustomization flux-system/apps`: how sentences name a node. */
export const nodeName = ({ kind, namespace, name }: Omit<GraphName, "apiGroup">): string =>
  `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
