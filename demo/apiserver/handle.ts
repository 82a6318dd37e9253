import type { JsonObject } from "../../server/engine/canary/json.ts";
import { mayAccess, type User } from "./access.ts";
import type { ApiRequest, ApiResponse } from "./apiRequest.ts";
import type { Cluster } from "./cluster.ts";
import { discover } from "./discovery/discover.ts";
import { parseObject } from "./objects/parse.ts";
import { fromProtobuf, PROTOBUF } from "./objects/protobuf.ts";
import { podActions } from "./podActions.ts";
import { isProxied, proxied } from "./proxy.ts";
import { get, shownObject } from "./reads/get.ts";
import { list } from "./reads/list.ts";
import { readLog } from "./reads/log.ts";
import { watch } from "./reads/watch.ts";
import { Refusal } from "./refusal.ts";
import { refusals } from "./refusals.ts";
import { review } from "./reviews.ts";
import { readScale, writeScale } from "./scale.ts";
import { findKind, resourcePath, type Target } from "./target.ts";
import { tokens } from "./tokens.ts";
import { create } from "./writes/create.ts";
import { writeOptions } from "./writes/options.ts";
import { patch } from "./writes/patch.ts";
import { type Removed, remove } from "./writes/remove.ts";
import { update } from "./writes/update.ts";

/** The API server: a request in, a response out. The one place where a refusal ends. */
export function handle(cluster: Cluster, request: ApiRequest): ApiResponse {
  try {
    const user = userOf(cluster, request);
    return discover(cluster, request) ?? warned(request, resource(cluster, request, user));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, headers } = error;
    return { ...json(status, Number(status.code)), headers: { ...plainHeaders, ...headers } };
  }
}

const plainHeaders = { "content-type": "application/json", "cache-control": "no-cache, private" };

function json(value: JsonObject, status = 200, warnings: readonly string[] = []): ApiResponse {
  const warning = warnings.map((it) => `299 - ${JSON.stringify(it)}`).join(", ");
  return {
    status,
    headers: warning === "" ? plainHeaders : { ...plainHeaders, warning },
    body: `${JSON.stringify(value)}\n`,
  };
}

/** What is served for old clients only says so with each answer. */
function warned({ path }: ApiRequest, response: ApiResponse): ApiResponse {
  if (!/^\/api\/v1\/(.*\/)?endpoints(\/|$)/.test(path)) return response;
  const told = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
  const headers = { ...response.headers, warning: `299 - ${JSON.stringify(told)}` };
  return { ...response, headers };
}

function userOf(cluster: Cluster, { headers }: ApiRequest): User {
  const { users } = cluster;
  const [, token = ""] = /^Bearer\s+(.*)$/.exec(headers.authorization ?? "") ?? [];
  return users.get(token) ?? tokens.userOf(cluster, token) ?? refusals.unauthorized();
}

function resource(cluster: Cluster, request: ApiRequest, user: User): ApiResponse {
  const path = resourcePath(request.path);
  if (!path)
    return {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: "404 page not found\n",
    };
  const kind = findKind(cluster, path);
  const verb = verbOf(request, path);
  const { namespace, name, subresource, plural, group } = path;
  const isPassedOn = isProxied(plural, subresource);
  const about = isPassedOn
    ? "services/proxy"
    : subresource === ""
      ? plural
      : `${plural}/${subresource}`;
  const inside = plural === "namespaces" && group === "" ? name : namespace;
  if (
    !isOfReviews(group) &&
    !mayAccess(user, { verb, group, resource: about, namespace: inside })
  ) {
    forbid(user, verb, { group, plural: about }, namespace, name);
  }
  if (!kind) {
    if (!isServed(cluster, path.group, path.version))
      return {
        status: 404,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: "404 page not found\n",
      };
    return refusals.noSuchResource();
  }
  if (isPassedOn) return proxied(cluster, request, path);
  const target: Target = { cluster, request, user, kind, namespace, name, subresource };
  if (kind.namespaced && namespace === "" && name !== "") refusals.noSuchResource();
  if (subresource !== "" && !kind.subresources.includes(subresource)) refusals.noSuchResource();
  if (name === "" && (verb === "update" || verb === "patch")) refusals.methodNotAllowed();
  const row = handlers[verb];
  if (!row || (subresource === "" && !kind.verbs.includes(verb))) refusals.methodNotAllowed();
  return (subresources[subresource] ?? row ?? refusals.methodNotAllowed)(target);
}

/** Everybody may ask who they are and what they may do. */
const isOfReviews = (group: string): boolean =>
  group === "authorization.k8s.io" || group === "authentication.k8s.io";

const isServed = (cluster: Cluster, group: string, version: string): boolean =>
  discover(cluster, {
    method: "GET",
    path: group === "" ? `/api/${version}` : `/apis/${group}/${version}`,
    query: new URLSearchParams(),
    headers: {},
    body: "",
  }) !== undefined;

function forbid(
  user: User,
  verb: string,
  kind: { group: string; plural: string },
  namespace: string,
  name: string,
): never {
  const where = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
  return refusals.forbidden(
    { group: kind.group, plural: kind.plural.split("/")[0] ?? "" },
    name,
    `User "${user.name}" cannot ${verb} resource "${kind.plural}" in API group "${kind.group}" ${where}`,
  );
}

function verbOf(
  { method, query }: ApiRequest,
  { name, isWatch }: { name: string; isWatch: boolean },
): string {
  switch (method) {
    case "GET":
    case "HEAD":
      if (isWatch || isTrue(query.get("watch"))) return "watch";
      return name === "" ? "list" : "get";
    case "POST":
      return "create";
    case "PUT":
      return "update";
    case "PATCH":
      return "patch";
    case "DELETE":
      return name === "" ? "deletecollection" : "delete";
    default:
      return method.toLowerCase();
  }
}

const isTrue = (text: string | null): boolean => text === "true" || text === "1";

type Handler = (target: Target) => ApiResponse;

const handlers: Readonly<Record<string, Handler>> = {
  get: (target) => json(get(target)),
  list: (target) => json(list(target)),
  watch,
  create(target) {
    const sent = bodyOf(target);
    const answer = review(target, sent);
    if (answer) return json(answer, 201);
    if (target.name !== "") refusals.methodNotAllowed();
    const { object, warnings } = create(target, sent, writeOptions(target));
    return json(shownObject(target, object), 201, warnings);
  },
  update(target) {
    const { object, warnings } = update(target, bodyOf(target), writeOptions(target));
    return json(shownObject(target, object), 200, warnings);
  },
  patch(target) {
    const { object, warnings, isNew } = patch(target, writeOptions(target));
    return json(shownObject(target, object), isNew ? 201 : 200, warnings);
  },
  delete: (target) => json(deletion(target, remove(target))),
  deletecollection(target) {
    const { kind, cluster } = target;
    const whole = list({ ...target, request: { ...target.request, headers: {} } });
    for (const it of whole.items as readonly JsonObject[]) {
      const { name, namespace } = it.metadata as JsonObject;
      const place = { ...target, name: String(name), namespace: String(namespace ?? "") };
      if (cluster.store.get(kind.storage, `${place.namespace}/${place.name}`)) remove(place);
    }
    return json(whole);
  },
};

/** Subresources that are no part of their object. */
const subresources: Readonly<Record<string, Handler>> = {
  scale: (target) =>
    json(
      target.request.method === "GET"
        ? readScale(target)
        : writeScale(target, writeOptions(target)),
    ),
  log: readLog,
  token: (target) =>
    target.request.method === "POST"
      ? json(tokens.issue(target), 201)
      : refusals.methodNotAllowed(),
  ...Object.fromEntries(
    Object.entries(podActions).map(([name, act]): [string, Handler] => [
      name,
      (target) =>
        target.request.method === "POST" ? json(act(target), 201) : refusals.methodNotAllowed(),
    ]),
  ),
};

function bodyOf({ request, kind }: Target): JsonObject {
  const type = (request.headers["content-type"] ?? "application/json").split(";")[0];
  if (type === PROTOBUF && !kind.isCustom && request.bytes) {
    return fromProtobuf(request.bytes, kind.schema);
  }
  if (type !== "application/json" && type !== "application/yaml") {
    refusals.unsupportedMediaType(["application/json", "application/yaml", PROTOBUF]);
  }
  return parseObject(request.body);
}

/** The object while something holds it; otherwise that it is gone. */
function deletion(target: Target, { object, isGone }: Removed): JsonObject {
  if (!isGone || target.kind.plural === "pods") return shownObject(target, object);
  const { name, uid } = object.metadata as JsonObject;
  const { group, plural } = target.kind;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Success",
    details: { name, ...(group !== "" && { group }), kind: plural, uid },
  };
}
