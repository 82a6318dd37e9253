import { goDuration } from "../../goDuration.ts";
import { isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { stringsOf } from "../stringsOf.ts";
import type { GatewayVersion } from "./gatewayVersion.ts";

/** The filters of all rules, from `headers`, `rewrite`, `mirror` and `corsPolicy` of the service. */
export function gatewayFilters(
  service: JsonObject,
  version: GatewayVersion,
): readonly JsonObject[] {
  const { headers, rewrite, mirror, corsPolicy } = service;
  const filters: JsonObject[] = [];
  if (isObject(headers) && isObject(headers.request)) {
    const requestHeaderModifier = headerFilter(headers.request);
    filters.push({ type: "RequestHeaderModifier", requestHeaderModifier });
  }
  if (isObject(headers) && isObject(headers.response)) {
    const responseHeaderModifier = headerFilter(headers.response);
    filters.push({ type: "ResponseHeaderModifier", responseHeaderModifier });
  }
  if (isObject(rewrite)) filters.push({ type: "URLRewrite", urlRewrite: urlRewrite(rewrite) });
  for (const it of listOf(mirror)) {
    const requestMirror = { backendRef: mirrorBackend(it) };
    filters.push({ type: "RequestMirror", requestMirror });
  }
  if (version === "v1" && isObject(corsPolicy)) {
    filters.push({ type: "CORS", cors: corsFilter(corsPolicy) });
  }
  return filters;
}

function headerFilter(operations: JsonObject): JsonObject {
  const set = headerList(operations.set);
  const add = headerList(operations.add);
  const remove = texts(operations.remove);
  return {
    ...(set.length > 0 ? { set } : {}),
    ...(add.length > 0 ? { add } : {}),
    ...(remove.length > 0 ? { remove } : {}),
  };
}

function headerList(map: Json | undefined): readonly JsonObject[] {
  const headers = stringsOf(map);
  return Object.keys(headers)
    .sort()
    .map((name) => ({ name, value: headers[name] }));
}

function urlRewrite(rewrite: JsonObject): JsonObject {
  const hostname = stringOf(rewrite.authority);
  const uri = stringOf(rewrite.uri);
  const path =
    rewrite.type === "ReplacePrefixMatch"
      ? { type: "ReplacePrefixMatch", replacePrefixMatch: uri }
      : { type: "ReplaceFullPath", replaceFullPath: uri };
  return { ...(hostname && { hostname }), ...(uri && { path }) };
}

function mirrorBackend(mirror: Json): JsonObject {
  const { group, kind, namespace, name, port } = mirrorReference(mirror);
  return {
    group: group ?? "",
    kind: kind ?? "Service",
    ...(namespace === undefined ? {} : { namespace }),
    name: stringOf(name),
    ...(port === undefined ? {} : { port }),
  };
}

function mirrorReference(mirror: Json): JsonObject {
  const reference = isObject(mirror) ? mirror.backendRef : undefined;
  return isObject(reference) ? reference : {};
}

/** `allowOrigins`, the patterns, have no counterpart. */
function corsFilter(policy: JsonObject): JsonObject {
  const lists = {
    allowOrigins: texts(policy.allowOrigin),
    allowMethods: texts(policy.allowMethods),
    allowHeaders: texts(policy.allowHeaders),
    exposeHeaders: texts(policy.exposeHeaders),
  };
  const duration = goDuration(stringOf(policy.maxAge));
  const maxAge = "error" in duration ? 0 : Math.trunc(duration.seconds);
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(policy.allowCredentials === true ? { allowCredentials: true } : {}),
    ...(maxAge === 0 ? {} : { maxAge }),
  };
}

const texts = (list: Json | undefined): readonly string[] =>
  listOf(list).filter((it) => typeof it === "string");
