import {
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { ApiRequest } from "../apiRequest.ts";
import { parse } from "../objects/parse.ts";
import { DELETE_OPTIONS, fromProtobuf, PROTOBUF } from "../objects/protobuf.ts";
import { refusals } from "../refusals.ts";
import type { Target } from "../target.ts";

/** What a write says besides its object. */
export interface WriteOptions {
  readonly dryRun: boolean;
  readonly fieldManager: string;
  readonly fieldValidation: "Ignore" | "Warn" | "Strict";
  readonly force: boolean;
}

export function writeOptions({ request: { query, headers } }: Target): WriteOptions {
  const validation = query.get("fieldValidation");
  const agent = (headers["user-agent"] ?? "unknown").split("/")[0]?.slice(0, 128);
  return {
    dryRun: dryRunOf(query.getAll("dryRun")),
    fieldManager: query.get("fieldManager") || agent || "unknown",
    fieldValidation: validation === "Strict" || validation === "Ignore" ? validation : "Warn",
    force: query.get("force") === "true",
  };
}

function dryRunOf(said: readonly string[]): boolean {
  if (said.every((it) => it === "")) return false;
  if (said.every((it) => it === "All")) return true;
  return refusals.invalidOptions(
    "CreateOptions",
    "dryRun",
    "FieldValueNotSupported",
    `Unsupported value: "${said[0]}": supported values: "All"`,
  );
}

/** What a deletion says: in its body, or in the query. */
export interface DeleteOptions {
  readonly dryRun: boolean;
  readonly propagation: "Background" | "Foreground" | "Orphan";
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

export function deleteOptions({ request }: Target): DeleteOptions {
  const { query } = request;
  const parsed = saidIn(request);
  const said: JsonObject = isObject(parsed) ? parsed : {};
  const policy = stringOf(said.propagationPolicy) || query.get("propagationPolicy");
  const conditions = isObject(said.preconditions) ? said.preconditions : {};
  const text = (it: unknown): string | undefined => (typeof it === "string" ? it : undefined);
  const orphan = said.orphanDependents === true || query.get("orphanDependents") === "true";
  return {
    dryRun: dryRunOf([...listOf(said.dryRun).map(stringOf), ...query.getAll("dryRun")]),
    propagation:
      policy === "Foreground" ? policy : policy === "Orphan" || orphan ? "Orphan" : "Background",
    uid: text(conditions.uid),
    resourceVersion: text(conditions.resourceVersion),
  };
}

function saidIn({ body, bytes, headers }: ApiRequest): Json {
  if (headers["content-type"]?.startsWith(PROTOBUF) && bytes && bytes.length > 0) {
    return fromProtobuf(bytes, DELETE_OPTIONS);
  }
  return body.trim() === "" ? {} : parse(body);
}
