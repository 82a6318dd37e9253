import { isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { formOf } from "../accept.ts";
import { fieldSelector } from "../fieldSelector.ts";
import { apiVersionOf } from "../kind.ts";
import { labelSelector, type Matches } from "../labelSelector.ts";
import { namespaceOf } from "../objects/metadata.ts";
import { refuse } from "../refusal.ts";
import { refusals } from "../refusals.ts";
import { partial, table } from "../tables/table.ts";
import type { Target } from "../target.ts";
import { served } from "../versions.ts";

/** The objects of a collection, or a page of them, in the form that the client wants. */
export function list(target: Target): JsonObject {
  const { cluster, kind, request } = target;
  const { store } = cluster;
  const token = tokenOf(request.query.get("continue"));
  const version = token?.version ?? versionOf(request.query, store.version());
  if (version < store.oldest()) expired(token !== undefined, version, store.oldest());
  const matches = matcherOf(target);
  const found = store
    .list(kind.storage, version)
    .filter(([key, it]) => (token === undefined || key > token.after) && matches(served(it, kind)));
  const limit = Number(request.query.get("limit") ?? 0);
  const page = limit > 0 ? found.slice(0, limit) : found;
  const last = page.at(-1)?.[0];
  const left = found.length - page.length;
  const metadata: JsonObject = {
    resourceVersion: String(version),
    ...(left > 0 && last !== undefined && { continue: tokenText({ version, after: last }) }),
    ...(left > 0 && !isSelected(request.query) && { remainingItemCount: left }),
  };
  return inForm(
    target,
    page.map(([, it]) => served(it, kind)),
    metadata,
  );
}

function inForm(target: Target, objects: readonly JsonObject[], metadata: JsonObject): JsonObject {
  const { kind, cluster, request } = target;
  const form = formOf(request.headers.accept, request.query);
  if (form.as === "table") {
    return table(objects, kind, { included: form.included, now: cluster.now(), metadata });
  }
  if (form.as === "partial") {
    return {
      kind: "PartialObjectMetadataList",
      apiVersion: "meta.k8s.io/v1",
      metadata,
      items: objects.map(partial),
    };
  }
  return {
    kind: kind.listKind ?? `${kind.kind}List`,
    apiVersion: apiVersionOf(kind),
    metadata,
    // What belongs to a list of a built-in kind does not say its kind again.
    items: kind.isCustom ? objects : objects.map(({ kind: _, apiVersion: __, ...rest }) => rest),
  };
}

const isSelected = (query: URLSearchParams): boolean =>
  Boolean(query.get("labelSelector") || query.get("fieldSelector"));

/** Which objects a request is about: of its namespace, of its name, and what its selectors say. */
export function matcherOf({ request: { query }, kind, namespace, name }: Target): Matches {
  const labels = query.get("labelSelector");
  const fields = query.get("fieldSelector");
  const tests: Matches[] = [];
  if (namespace !== "") tests.push((it) => namespaceOf(it) === namespace);
  if (name !== "") tests.push((it) => isObject(it.metadata) && it.metadata.name === name);
  if (labels) tests.push(labelSelector(labels));
  if (fields) tests.push(fieldSelector(fields, kind));
  return (object) => tests.every((it) => it(object));
}

interface Token {
  readonly version: number;
  /** The key of the last object of the page before. */
  readonly after: string;
}

const tokenText = (token: Token): string =>
  Buffer.from(JSON.stringify(token)).toString("base64url");

function tokenOf(text: string | null): Token | undefined {
  if (!text) return undefined;
  try {
    const { version, after } = JSON.parse(Buffer.from(text, "base64url").toString()) as Token;
    if (typeof version === "number" && typeof after === "string") return { version, after };
  } catch {
    // Told below: whatever it is, it is none of ours.
  }
  return refusals.badRequest("continue key is not valid: illegal base64 data at input byte 0");
}

function versionOf(query: URLSearchParams, now: number): number {
  const text = query.get("resourceVersion") ?? "";
  if (text === "" || text === "0") return now;
  const version = Number(text);
  if (!Number.isInteger(version) || version < 0) {
    return refusals.badRequest(
      `resourceVersion: Invalid value: "${text}": strconv.ParseUint: parsing "${text}": invalid syntax`,
    );
  }
  if (version > now) tooLarge(version, now);
  return query.get("resourceVersionMatch") === "Exact" ? version : now;
}

export const tooLarge = (version: number, now: number): never =>
  refuse(504, "Timeout", `Too large resource version: ${version}, current: ${now}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });

const expired = (isPage: boolean, version: number, oldest: number): never =>
  refusals.expired(
    isPage
      ? "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list."
      : `The resourceVersion for the provided list is too old: ${version} (${oldest})`,
  );
