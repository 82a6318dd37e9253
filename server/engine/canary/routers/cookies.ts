import { type JsonObject, numberOf, stringOf } from "../json.ts";
import type { Turn } from "../turn.ts";

/**
 * Cookies that keep a user on one side during an analysis. They live in the status of the Canary; their values are random
 * in Flagger, here they follow from the Canary and the tick.
 */
export interface Cookies {
  /** `name=value`. */
  readonly canary: string;
  readonly primary: string;
}

/** The cookies of the running analysis; made where there are none yet. */
export function cookiesInUse(turn: Turn, affinity: JsonObject): Cookies {
  const known = turn.status();
  const cookies = {
    canary:
      known.sessionAffinityCookie || `${stringOf(affinity.cookieName)}=${letters(turn, "canary")}`,
    primary:
      known.primarySessionAffinityCookie ||
      `${stringOf(affinity.primaryCookieName)}=${letters(turn, "primary")}`,
  };
  turn.remember({
    sessionAffinityCookie: cookies.canary,
    primarySessionAffinityCookie: cookies.primary,
  });
  return cookies;
}

/** As `cookiesInUse` for a provider that knows no cookie for the primary. */
export function cookieInUse(turn: Turn, affinity: JsonObject): string {
  const cookie =
    turn.status().sessionAffinityCookie ||
    `${stringOf(affinity.cookieName)}=${letters(turn, "canary")}`;
  turn.remember({ sessionAffinityCookie: cookie });
  return cookie;
}

/** Ends the analysis: the cookie to take back from users, `""` where there never was one. */
export function cookieToDelete(turn: Turn): string {
  const known = turn.status();
  const previous = known.sessionAffinityCookie || known.previousSessionAffinityCookie || "";
  turn.remember({
    sessionAffinityCookie: "",
    ...(previous ? { previousSessionAffinityCookie: previous } : {}),
  });
  return previous;
}

/** The value of a header `Set-Cookie`. */
export function setCookie(cookie: string, maxAge: number, affinity: JsonObject): string {
  const text = (name: string, value: string) => (value ? `; ${name}=${value}` : "");
  const flag = (name: string, value: unknown) => (value === true ? `; ${name}` : "");
  return [
    `${cookie}; Max-Age=${maxAge}`,
    text("Domain", stringOf(affinity.domain)),
    flag("HttpOnly", affinity.httpOnly),
    flag("Partitioned", affinity.partitioned),
    text("Path", stringOf(affinity.path)),
    text("SameSite", stringOf(affinity.sameSite)),
    flag("Secure", affinity.secure),
  ].join("");
}

/** Seconds; a day where nothing is said. */
export const maxAgeOf = (affinity: JsonObject): number => numberOf(affinity.maxAge) || 86400;

/** A regular expression for the header `Cookie` of requests that carry a cookie. */
export function cookiePattern(cookie: string): string {
  const [name, value = ""] = cookie.split("=");
  return `.*${name}.*${value}.*`;
}

function letters(turn: Turn, which: string): string {
  let hash = 2166136261;
  let text = "";
  const seed = `${turn.canary.namespace}/${turn.canary.name}/${which}/${turn.tick}`;
  for (let index = 0; text.length < 10; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index % seed.length), 16777619) >>> 0;
    if (index >= seed.length) text += ALPHABET[(hash >>> 8) % ALPHABET.length];
  }
  return text;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
