import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { mergePatch } from "../../../server/engine/canary/mergePatch.ts";
import { pathsOf } from "../fields/fieldSet.ts";
import { managedApply } from "../fields/managed.ts";
import type { Manager } from "../fields/managers.ts";
import { typedFaults } from "../fields/typedFaults.ts";
import { apiVersionOf, type Kind } from "../kind.ts";
import { checkKind, decoded } from "../objects/decoded.ts";
import { metadataOf, textsOf, withMetadata } from "../objects/metadata.ts";
import { parse } from "../objects/parse.ts";
import { jsonPatch } from "../patches/jsonPatch.ts";
import { readJsonPatch, readMergePatch } from "../patches/readPatch.ts";
import { strategicMerge } from "../patches/strategicMerge.ts";
import { refusals } from "../refusals.ts";
import { storeKey } from "../store.ts";
import type { Target } from "../target.ts";
import { served } from "../versions.ts";
import { applyConflict } from "./applyConflict.ts";
import { create } from "./create.ts";
import { existing } from "./existing.ts";
import type { WriteOptions } from "./options.ts";
import { emptyObject, type Prepared } from "./prepared.ts";
import { changer, update } from "./update.ts";

/** What a patch gave. */
export interface Patched extends Prepared {
  readonly isNew: boolean;
}

const types = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/apply-patch+yaml",
  "application/strategic-merge-patch+json",
];

export function patch(target: Target, options: WriteOptions): Patched {
  const { request, kind } = target;
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  if (type === "application/apply-patch+yaml") return apply(target, options);
  if (!types.includes(type) || (kind.isCustom && type === types[3])) {
    if (!kind.isCustom) refusals.unsupportedPatch();
    refusals.unsupportedMediaType(types.slice(0, 3));
  }
  const before = served(existing(target), kind);
  const changed = patched(before, request.body, type, kind);
  return { ...update(target, ownVersion(changed, before), options), isNew: false };
}

function patched(before: JsonObject, body: string, type: string, kind: Kind): JsonObject {
  switch (type) {
    case "application/json-patch+json": {
      const result = jsonPatch(before, readJsonPatch(body));
      return isObject(result) ? result : refusals.badRequest("the patched document is no object");
    }
    case "application/merge-patch+json":
      return mergePatch(before, readMergePatch(body, false));
    default:
      return strategicMerge(before, readMergePatch(body, true), kind.schema);
  }
}

/** A patch that names no version is about whatever there is. */
const ownVersion = (changed: JsonObject, before: JsonObject): JsonObject =>
  metadataOf(changed).resourceVersion === undefined
    ? withMetadata(changed, { resourceVersion: metadataOf(before).resourceVersion })
    : changed;

/** Server-side apply, which also creates. */
function apply(target: Target, options: WriteOptions): Patched {
  const { request, cluster, kind, namespace, name, subresource } = target;
  if (!request.query.get("fieldManager")) {
    refusals.invalidOptions(
      "PatchOptions",
      "fieldManager",
      "FieldValueRequired",
      "Required value: is required for apply patch",
    );
  }
  const config = configOf(target);
  const stored = cluster.store.get(kind.storage, storeKey(namespace, name));
  if (!stored && subresource !== "") refusals.notFound(kind, name);
  const { uid } = metadataOf(config.object);
  if (!stored && typeof uid === "string" && uid !== "") {
    const missing = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
    refusals.conflict(kind, name, missing);
  }
  const live = stored ? served(stored, kind) : emptyObject(kind);
  const applied = managedApply(
    live,
    config.object,
    { ...changer(target, options), operation: "Apply" },
    options.force,
  );
  if (applied.conflicts) {
    return applyConflict(
      applied.conflicts.flatMap(({ manager, fields }) =>
        pathsOf(fields).map((path) => ({
          reason: "FieldManagerConflict",
          field: path,
          message: conflictWith(manager),
        })),
      ),
    );
  }
  const whole =
    options.fieldManager === "kubectl"
      ? withLastApplied(applied.object, live, config.object)
      : applied.object;
  const lenient: WriteOptions = { ...options, fieldValidation: "Ignore" };
  const made = stored
    ? update(target, ownVersion(whole, live), lenient, true)
    : create(target, whole, lenient, true);
  return { object: made.object, warnings: config.warnings, isNew: !stored };
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Where kubectl applied without the server's help before, its note of what it applied is kept up to date. */
function withLastApplied(object: JsonObject, live: JsonObject, config: JsonObject): JsonObject {
  if (textsOf(live, "annotations")[LAST_APPLIED] === undefined) return object;
  const { [LAST_APPLIED]: _, ...rest } = textsOf(config, "annotations");
  const bare = withMetadata(config, {
    annotations: Object.keys(rest).length > 0 ? rest : undefined,
  });
  const annotations = {
    ...textsOf(object, "annotations"),
    [LAST_APPLIED]: `${sortedJson(bare)}\n`,
  };
  return withMetadata(object, { annotations });
}

/** JSON with the keys in order, as Go writes maps. */
const sortedJson = (value: Json): string =>
  JSON.stringify(value, (_, it: Json) =>
    isObject(it) ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1))) : it,
  );

/** Whose fields are wanted; one who does not apply is told with the version it wrote. */
function conflictWith({ name, subresource, operation, apiVersion }: Manager): string {
  const part = subresource === "" ? "" : ` with subresource "${subresource}"`;
  return `conflict with "${name}"${part}${operation === "Apply" ? "" : ` using ${apiVersion}`}`;
}

/** Data of a Secret are base64. */
function checkSecret(sent: JsonObject, kind: Kind): void {
  if (kind.kind !== "Secret" || kind.group !== "" || !isObject(sent.data)) return;
  for (const value of Object.values(sent.data)) {
    if (typeof value !== "string") continue;
    const bare = value.replace(/=*$/, "");
    const wrong = bare.search(/[^A-Za-z0-9+/\r\n]/);
    const index =
      wrong >= 0 ? wrong : value.replace(/[\r\n]/g, "").length % 4 === 0 ? -1 : value.length;
    if (index >= 0) refusals.notBase64(kind, sent, index);
  }
}

/** What is applied, as its kind reads it: without defaults, so that nobody owns what nobody said. */
function configOf(target: Target): Prepared {
  const { request, kind, name, namespace } = target;
  const sent = parse(request.body);
  if (!isObject(sent)) return refusals.badRequest("error decoding YAML: the body is no object");
  checkKind(sent, kind);
  if (metadataOf(sent).managedFields !== undefined) {
    refusals.badRequest("metadata.managedFields must be nil");
  }
  const faults = typedFaults(sent, kind.schema);
  if (faults.length > 0) refusals.untyped(kind, sent, faults);
  const { object, unknown } = decoded(sent, kind);
  if (unknown.length > 0) refusals.undeclared(kind, sent, unknown);
  checkSecret(sent, kind);
  const placed = withMetadata(object, { name, ...(kind.namespaced && { namespace }) });
  return { object: { ...placed, apiVersion: apiVersionOf(kind), kind: kind.kind }, warnings: [] };
}
