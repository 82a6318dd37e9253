import { createHash } from "node:crypto";
import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { discoveryVersion } from "../accept.ts";
import type { ApiRequest, ApiResponse } from "../apiRequest.ts";
import { type Cluster, servedKinds } from "../cluster.ts";
import type { Kind } from "../kind.ts";
import { release } from "../kubernetes.ts";
import { aggregated } from "./aggregated.ts";
import { legacy } from "./groups.ts";
import { openApi, openApiPaths } from "./openapi.ts";

/** Answers about the server itself; `undefined` where the path is about objects. */
export function discover(cluster: Cluster, request: ApiRequest): ApiResponse | undefined {
  const path = request.path.replace(/(.)\/$/, "$1");
  if (health.test(path))
    return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: "ok" };
  if (path === "/version") return json(version());
  const kinds = servedKinds(cluster);
  const form = discoveryVersion(request.headers.accept);
  if (form && (path === "/api" || path === "/apis")) {
    const type = `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`;
    return json(aggregated(kinds, path === "/api", form), type);
  }
  if (path === "/openapi/v3") return json(openApiPaths(kinds, hashOf(kinds)));
  const found = path.startsWith("/openapi/v3/")
    ? openApi(kinds, path.slice(12))
    : groupAt(kinds, path);
  return found && json(found);
}

const health = /^\/(healthz|livez|readyz)(\/.*)?$/;

function groupAt(kinds: readonly Kind[], path: string): JsonObject | undefined {
  const [, root, group, version, rest] = path.split("/");
  if (rest !== undefined) return undefined;
  if (root === "api") {
    if (group === undefined) return legacy.versions();
    return version === undefined ? legacy.resources(kinds, group) : undefined;
  }
  if (root !== "apis") return undefined;
  if (group === undefined) return legacy.groups(kinds);
  return version === undefined
    ? legacy.group(kinds, group)
    : legacy.resources(kinds, `${group}/${version}`);
}

/** Changes with what is served: clients keep what they read under it. */
function hashOf(kinds: readonly Kind[]): string {
  const known = hashes.get(kinds);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(JSON.stringify(kinds)).digest("hex").toUpperCase();
  hashes.set(kinds, hash);
  return hash;
}

const hashes = new WeakMap<readonly Kind[], string>();

function version(): JsonObject {
  const [, major = "", minor = ""] = /^v(\d+)\.(\d+)/.exec(release) ?? [];
  return {
    major,
    minor,
    emulationMajor: major,
    emulationMinor: minor,
    minCompatibilityMajor: major,
    minCompatibilityMinor: String(Number(minor) - 1),
    gitVersion: release,
    gitCommit: "",
    gitTreeState: "clean",
    buildDate: "1970-01-01T00:00:00Z",
    goVersion: "go1.26",
    compiler: "gc",
    platform: "linux/amd64",
  };
}

function json(value: JsonObject, type = "application/json"): ApiResponse {
  const headers = { "content-type": type, "cache-control": "no-cache, private" };
  return { status: 200, headers, body: JSON.stringify(value) };
}
