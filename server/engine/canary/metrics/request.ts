import { type Address, addressOf, isUsual } from "./address.ts";

/** A GET that a provider sends. */
export interface Request {
  readonly address: string;
  /** Appended to the path of the address. */
  readonly path: string;
  /** White space in it is sent as single spaces. */
  readonly query: string;
}

/** Why a request never leaves Flagger; `undefined` where it does. */
export function unsendable(request: Request): string | undefined {
  if (isUsual(request.address)) return undefined;
  const address = addressOf(request.address);
  if (!address) return undefined;
  if (address.scheme !== "http" && address.scheme !== "https") {
    return requestFailed(request, `unsupported protocol scheme "${address.scheme}"`);
  }
  return address.host ? undefined : requestFailed(request, "http: no Host in request URL");
}

/** Nobody listens at the address. */
export function refused(request: Request): string {
  const address = addressOf(request.address);
  const port = address?.scheme === "https" ? 443 : 80;
  const host = address?.host ?? "";
  const place = /:\d+$/.test(host) ? host : `${host.replace(/:$/, "")}:${port}`;
  return requestFailed(request, `dial tcp ${place}: connect: connection refused`);
}

const requestFailed = (request: Request, why: string): string =>
  `request failed: Get "${urlOf(request)}": ${why}`;

/** https://github.com/golang/go/blob/go1.25.0/src/net/url/url.go */
function urlOf({ address, path, query }: Request): string {
  const { scheme, user = "", host, path: base } = addressOf(address) ?? NOWHERE;
  const place = `${encodeURI(joined(base, path)).replace(/%25/g, "%")}?query=${queryEscaped(query.replace(/\s+/g, " "))}`;
  if (!scheme && !host) return place;
  return `${scheme ? `${scheme}:` : ""}//${user}${host}${place}`;
}

const NOWHERE: Address = { scheme: "", host: "", path: "" };

/** As Go joins paths: empty and dotted steps are resolved. */
function joined(...paths: readonly string[]): string {
  const steps: string[] = [];
  for (const step of paths.join("/").split("/")) {
    if (step === "..") steps.pop();
    else if (step && step !== ".") steps.push(step);
  }
  return `/${steps.join("/")}`;
}

/** What stands in a query of a URL, as Go escapes it. */
export const queryEscaped = (text: string): string =>
  encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"))
    .replace(/%20/g, "+")
    .replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
