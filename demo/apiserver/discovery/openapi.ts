import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { apiVersionOf, type Kind } from "../kind.ts";
import { release, types } from "../kubernetes.ts";
import type { Schema } from "../schema.ts";

/** Where the OpenAPI of each version stands. The hash lets clients keep what they read. */
export function openApiPaths(kinds: readonly Kind[], hash: string): JsonObject {
  const versions = [...new Set(kinds.map(apiVersionOf))];
  return {
    paths: Object.fromEntries(
      versions.map((it) => [
        pathOf(it),
        { serverRelativeURL: `/openapi/v3/${pathOf(it)}?hash=${hash}` },
      ]),
    ),
  };
}

const pathOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`;

/** OpenAPI v3 of one version: the types of its kinds, and which writes there are. */
export function openApi(kinds: readonly Kind[], path: string): JsonObject | undefined {
  const own = kinds.filter((it) => pathOf(apiVersionOf(it)) === path);
  if (own.length === 0) return undefined;
  const schemas: Record<string, Json> = {};
  for (const kind of own) addSchema(kind, schemas);
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: release },
    paths: Object.fromEntries(own.flatMap((it) => pathsOf(it, path))),
    components: { schemas },
  };
}

function addSchema(kind: Kind, schemas: Record<string, Json>): void {
  if (!kind.isCustom) {
    addType(kind.schema.$ref ?? "", schemas);
    return;
  }
  const gvk = [{ group: kind.group, kind: kind.kind, version: kind.version }];
  schemas[typeOf(kind)] = rewritten(
    { ...kind.schema, "x-kubernetes-group-version-kind": gvk } as unknown as JsonObject,
    schemas,
  );
}

const typeOf = (kind: Kind): string =>
  kind.schema.$ref ?? `${kind.group.split(".").reverse().join(".")}.${kind.version}.${kind.kind}`;

function addType(name: string, schemas: Record<string, Json>): void {
  if (schemas[name] !== undefined) return;
  schemas[name] = {};
  const type: Schema = types[name] ?? {};
  schemas[name] = rewritten(type as unknown as JsonObject, schemas);
}

/** A type with references as a document has them; what they lead to comes along. */
function rewritten(value: Json, schemas: Record<string, Json>): Json {
  if (Array.isArray(value)) return value.map((it) => rewritten(it, schemas));
  if (!isObject(value)) return value;
  const { $ref, ...rest } = value;
  const out = Object.fromEntries(
    Object.entries(rest).map(([key, it]) => [key, it === undefined ? it : rewritten(it, schemas)]),
  );
  if (typeof $ref !== "string") return out;
  addType($ref, schemas);
  return { ...out, allOf: [{ $ref: `#/components/schemas/${$ref}` }] };
}

const parameter = (name: string): Json => ({
  name,
  in: "query",
  schema: { type: "string", uniqueItems: true },
});

/** The operations that clients look for, to know what the server can do. */
function pathsOf(kind: Kind, path: string): [string, Json][] {
  const { group, version, kind: name } = kind;
  const base = `/${path}/${kind.namespaced ? "namespaces/{namespace}/" : ""}${kind.plural}`;
  const gvk = { "x-kubernetes-group-version-kind": { group, version, kind: name } };
  const schema = { $ref: `#/components/schemas/${typeOf(kind)}` };
  const content = { "application/json": { schema } };
  const operation = (action: string, parameters: readonly string[]): Json => ({
    "x-kubernetes-action": action,
    ...gvk,
    parameters: parameters.map(parameter),
    responses: { "200": { description: "OK", content } },
  });
  const written = ["dryRun", "fieldManager", "fieldValidation"];
  const has = (verb: string): boolean => kind.verbs.includes(verb);
  return [
    [
      base,
      {
        ...(has("list") && { get: operation("list", ["limit", "continue"]) }),
        ...(has("create") && { post: operation("post", written) }),
      },
    ],
    [
      `${base}/{name}`,
      {
        ...(has("get") && { get: operation("get", []) }),
        ...(has("update") && { put: operation("put", written) }),
        ...(has("patch") && { patch: operation("patch", [...written, "force"]) }),
        ...(has("delete") && { delete: operation("delete", ["dryRun"]) }),
      },
    ],
  ];
}
