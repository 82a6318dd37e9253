import type { SentUrl } from "./sentUrl.ts";

/** What Go's client says where nobody listens. */
export function refusedBy({ scheme, host }: SentUrl): string {
  const place = /:\d+$/.test(host) ? host : `${host}:${scheme === "https" ? 443 : 80}`;
  return `dial tcp ${place}: connect: connection refused`;
}
