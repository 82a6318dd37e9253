import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { stageOf } from "../../../../server/engine/flux/applyOrder.ts";
import { placeOf } from "../../../apiserver/inside.ts";

/** The stage in which an object is applied: definitions, classes, kinds of `--custom-apply-stage-kinds`, the rest. */
export function appliedStage(object: JsonObject, customKinds: readonly string[]): 0 | 1 | 2 | 3 {
  const { apiVersion, kind, namespace, name } = placeOf(object);
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  const stage = stageOf({ group, version, kind, namespace, name });
  if (stage < 2) return stage === 0 ? 0 : 1;
  return customKinds.includes(group === "" ? kind : `${group}/${kind}`) ? 2 : 3;
}
