import { goUrl } from "../url/goUrl.ts";
import { isUsual } from "../url/isUsual.ts";
import { refusedBy } from "../url/refusedBy.ts";
import { resolvedBelow } from "../url/resolvedBelow.ts";
import { type SentUrl, sentUrl } from "../url/sentUrl.ts";
import { unsendableTo } from "../url/unsendableTo.ts";

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
  return isUsual(request.address) ? undefined : failure(request, (url) => unsendableTo(url)?.why);
}

/** Nobody listens at the address, which is one: no request is made for any other. */
export const refused = (request: Request): string => failure(request, refusedBy) ?? "";

/** `undefined` where nothing went wrong, or where the address is none. */
function failure(
  { address, path, query }: Request,
  whyOf: (url: SentUrl) => string | undefined,
): string | undefined {
  const base = goUrl(address);
  if ("error" in base) return undefined;
  const asked = `?query=${queryEscaped(query.replace(/\s+/g, " "))}`;
  const url = sentUrl(resolvedBelow(base, path, asked));
  const why = whyOf(url);
  return why && `request failed: Get "${url.textOfClient}": ${why}`;
}

/** What stands in a query of a URL, as Go escapes it. */
export const queryEscaped = (text: string): string =>
  encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd"))
    .replace(/%20/g, "+")
    .replace(/[!'()*]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
