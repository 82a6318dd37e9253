import type { SentUrl } from "./sentUrl.ts";

/** Why nothing can be sent to an address, as Go's client says it; `undefined` where something can. */
export function unsendableTo({ scheme, host }: SentUrl): Unsendable | undefined {
  if (scheme !== "http" && scheme !== "https") {
    return { why: `unsupported protocol scheme "${scheme}"`, isTriedAgain: false };
  }
  return host === "" ? { why: "http: no Host in request URL", isTriedAgain: true } : undefined;
}

interface Unsendable {
  readonly why: string;
  readonly isTriedAgain: boolean;
}
