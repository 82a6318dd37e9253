import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { wholeExpression } from "../../../../server/engine/kustomize/regularExpression.ts";
import { attempt } from "../../../../server/engine/kustomize/stop.ts";
import { placeOf } from "../../../apiserver/inside.ts";
import { labelSelector } from "../../../apiserver/labelSelector.ts";
import { metadataOf, textsOf } from "../../../apiserver/objects/metadata.ts";
import { same } from "../../../apiserver/objects/same.ts";
import { Refusal } from "../../../apiserver/refusal.ts";

/** The paths of an object that `spec.ignore` of its Kustomization leaves to others. */
export function ignoredPaths(spec: JsonObject, object: JsonObject): readonly string[] {
  return listOf(spec.ignore).flatMap((rule) =>
    isAbout(field(rule, "target"), object) ? listOf(field(rule, "paths")).map(stringOf) : [],
  );
}

function isAbout(target: Json | undefined, object: JsonObject): boolean {
  if (!isObject(target)) return true;
  const { apiVersion, kind, namespace, name } = placeOf(object);
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  const parts = { group, version, kind, name, namespace };
  const isSo = Object.entries(parts).every(([key, value]) => {
    const pattern = stringOf(target[key]);
    return pattern === "" || isMatch(pattern, value);
  });
  return (
    isSo &&
    isSelected(stringOf(target.labelSelector), textsOf(object, "labels")) &&
    isSelected(stringOf(target.annotationSelector), textsOf(object, "annotations"))
  );
}

function isSelected(selector: string, labels: JsonObject): boolean {
  try {
    return labelSelector(selector)({ metadata: { labels } });
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function isMatch(pattern: string, value: string): boolean {
  const made = attempt(() => wholeExpression(pattern));
  return "value" in made && made.value(value);
}

export const without = (object: JsonObject, paths: readonly string[]): JsonObject =>
  paths.reduce<JsonObject>(
    (it, path) => changedAt(it, partsOf(path), undefined) as JsonObject,
    object,
  );

/**
 * What is applied where an ignored field would change: it goes where somebody else applied it, and stays as it is in the
 * cluster where nobody did.
 */
export function spared(
  desired: JsonObject,
  { existing, applied }: { readonly existing: JsonObject; readonly applied: JsonObject },
  paths: readonly string[],
  controller: string,
): JsonObject {
  let result = desired;
  for (const path of paths) {
    const parts = partsOf(path);
    const [live, wanted] = [valueAt(existing, parts), valueAt(applied, parts)];
    if (same(live, wanted)) continue;
    const value = isAppliedByOther(existing, parts, controller) ? undefined : live;
    result = changedAt(result, parts, value) as JsonObject;
  }
  return result;
}

const partsOf = (pointer: string): readonly string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((it) => it.replaceAll("~1", "/").replaceAll("~0", "~"));

function valueAt(it: Json | undefined, parts: readonly string[]): Json | undefined {
  let value = it;
  for (const part of parts) {
    if (Array.isArray(value)) value = value[Number(part)];
    else value = isObject(value) ? value[part] : undefined;
  }
  return value;
}

/** What is not there stays as it is. */
function changedAt(
  it: Json | undefined,
  parts: readonly string[],
  value: Json | undefined,
): Json | undefined {
  const [first, ...rest] = parts;
  if (first === undefined) return value;
  if (Array.isArray(it)) {
    const index = Number(first);
    if (it[index] === undefined) return it;
    const changed = changedAt(it[index], rest, value);
    return changed === undefined ? it.filter((_, at) => at !== index) : it.with(index, changed);
  }
  if (!isObject(it) || (it[first] === undefined && (rest.length > 0 || value === undefined)))
    return it;
  const { [first]: old, ...others } = it;
  const changed = changedAt(old, rest, value);
  return changed === undefined ? others : { ...it, [first]: changed };
}

const isAppliedByOther = (
  existing: JsonObject,
  parts: readonly string[],
  controller: string,
): boolean =>
  listOf(metadataOf(existing).managedFields).some(
    (it) =>
      field(it, "operation") === "Apply" &&
      field(it, "manager") !== controller &&
      field(it, "fieldsV1", ...parts.map((part) => `f:${part}`)) !== undefined,
  );
