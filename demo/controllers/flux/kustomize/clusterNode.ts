import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { expanded } from "../../../../server/engine/kustomize/expand.ts";
import { attempt } from "../../../../server/engine/kustomize/stop.ts";
import type { Mapping, Node } from "../../../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../../../server/engine/yaml.ts";

/** An object of the cluster as a tree, as builds read objects; every node tells that it comes from the cluster. */
export function clusterNode(object: JsonObject): Mapping | undefined {
  const [placed] = splitDocuments(JSON.stringify(object));
  if (!placed) return undefined;
  const { document } = placed;
  const { root } = parseDocument(document);
  const from = { path: "the cluster", document };
  const done = attempt((): Node | undefined => root && expanded(root, { from, place: (it) => it }));
  return "value" in done && done.value?.kind === "mapping" ? done.value : undefined;
}
