import type { ApiRequest, ApiResponse } from "./apiRequest.ts";
import type { Cluster } from "./cluster.ts";
import { failure } from "./refusal.ts";
import { refusals } from "./refusals.ts";
import { storeKey } from "./store.ts";

/** A request that the API server passes on to a Service. */
export interface ServiceRequest {
  readonly namespace: string;
  readonly service: string;
  readonly method: string;
  /** Begins with a slash. */
  readonly path: string;
  readonly body: string;
}

export interface ServiceResponse {
  readonly status: number;
  readonly body: string;
}

export const isProxied = (plural: string, subresource: string): boolean =>
  plural === "services" && /^proxy(\/|$)/.test(subresource);

/**
 * Passes a request on to what stands behind a Service: `services/NAME/proxy/PATH`, where NAME may be `NAME:PORT` or
 * `SCHEME:NAME:PORT`. Nothing runs in a demo cluster, so only what is played there answers.
 */
export function proxied(
  cluster: Cluster,
  { method, body }: ApiRequest,
  at: { readonly namespace: string; readonly name: string; readonly subresource: string },
): ApiResponse {
  const { namespace, subresource } = at;
  const parts = at.name.split(":");
  const service = (parts.length === 3 ? parts[1] : parts[0]) ?? "";
  if (!cluster.store.get("/services", storeKey(namespace, service))) {
    refusals.notFound({ group: "", plural: "services" }, service);
  }
  const path = subresource.slice("proxy".length) || "/";
  const answer = cluster.services({ namespace, service, method, path, body });
  if (answer) {
    const headers = { "content-type": "text/plain; charset=utf-8" };
    return { status: answer.status, headers, body: answer.body };
  }
  const text = `no endpoints available for service "${at.name}"`;
  return {
    status: 503,
    headers: { "content-type": "application/json" },
    body: `${JSON.stringify(failure(503, "ServiceUnavailable", text))}\n`,
  };
}
