import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { metadataOf, textsOf } from "../../../apiserver/objects/metadata.ts";
import { isMarked } from "./marks.ts";

/**
 * The JSON patch that takes an object over before it is applied: fields that kubectl, or the controller itself by plain writes, set
 * become the controller's, and what older tools noted on the object goes (flux.md §2.7). Empty: nothing to do.
 */
export function cleanup(
  desired: JsonObject,
  existing: JsonObject,
  controller: string,
): readonly JsonObject[] {
  if (isMarked(desired, "ssa", "merge") || isMarked(existing, "ssa", "merge")) return [];
  return [
    ...removed(existing, "annotations", ANNOTATIONS),
    ...removed(existing, "labels", LABELS),
    ...takenOver(listOf(metadataOf(existing).managedFields).filter(isObject), controller),
  ];
}

const ANNOTATIONS = [
  "kubectl.kubernetes.io/last-applied-configuration",
  "kustomize.toolkit.fluxcd.io/checksum",
  "fluxcd.io/sync-checksum",
];

const LABELS = ["fluxcd.io/sync-gc-mark"];

const removed = (
  existing: JsonObject,
  field: "annotations" | "labels",
  names: readonly string[],
): readonly JsonObject[] =>
  names
    .filter((it) => textsOf(existing, field)[it] !== undefined)
    .map((it) => ({ op: "remove", path: `/metadata/${field}/${it.replaceAll("/", "~1")}` }));

function takenOver(entries: readonly JsonObject[], controller: string): readonly JsonObject[] {
  let own = entries.find((it) => it.manager === controller && it.operation === "Apply");
  const kept = entries.filter((it) => it !== own);
  const others: JsonObject[] = [];
  for (const entry of kept) {
    if (!isTaken(entry, controller)) others.push(entry);
    else if (!own) own = { ...entry, manager: controller, operation: "Apply" };
    else own = { ...own, fieldsV1: united(own.fieldsV1, entry.fieldsV1) };
  }
  if (others.length === kept.length || !own) return [];
  return [{ op: "replace", path: "/metadata/managedFields", value: [...others, own] }];
}

/** Managers are compared by how their names begin. */
function isTaken({ manager, operation, subresource }: JsonObject, controller: string): boolean {
  if (subresource !== undefined && subresource !== "") return false;
  const name = stringOf(manager);
  if (operation === "Apply") return name.startsWith("kubectl");
  return ["kubectl", "before-first-apply", controller].some((it) => name.startsWith(it));
}

function united(a: Json | undefined, b: Json | undefined): Json {
  if (!isObject(a) || !isObject(b)) return a ?? b ?? {};
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map((key) => [key, united(a[key], b[key])]));
}
