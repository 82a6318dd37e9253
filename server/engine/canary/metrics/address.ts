import { hasControl } from "./controls.ts";

/** The address of a server as Go reads it, as far as it decides whether a request can be made. */
export interface Address {
  readonly scheme: string;
  /** Who asks, up to the `@`; a password is told as `***`. */
  readonly user?: string;
  /** With its port. */
  readonly host: string;
  readonly path: string;
}

/**
 * `undefined` where Go finds that it is no address at all. Much is one: `prometheus:9090` has the scheme `prometheus`.
 *
 * https://github.com/golang/go/blob/go1.25.0/src/net/url/url.go
 */
export function addressOf(text: string): Address | undefined {
  if (hasControl(text)) return undefined;
  const [beforeFragment = "", ...fragment] = text.split("#");
  if (!isEscaped(fragment.join("#"))) return undefined;
  const [, scheme = "", rest = beforeFragment] =
    /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(beforeFragment) ?? [];
  if (beforeFragment.startsWith(":")) return undefined;
  const hierarchy = rest.split("?")[0] ?? "";
  return placeOf(scheme.toLowerCase(), hierarchy);
}

/** What nearly all addresses look like: those need no closer look. */
export const isUsual = (text: string): boolean => /^https?:\/\/[\w.-]+(?::\d+)?\/?$/.test(text);

function placeOf(scheme: string, text: string): Address | undefined {
  if (!text.startsWith("/")) {
    if (scheme) return { scheme, host: "", path: "" };
    return text.split("/")[0]?.includes(":") || !isEscaped(text)
      ? undefined
      : { scheme, host: "", path: text };
  }
  if (!text.startsWith("//") || (!scheme && text.startsWith("///"))) {
    return isEscaped(text) ? { scheme, host: "", path: text } : undefined;
  }
  const [, authority = "", path = ""] = /^\/\/([^/]*)(.*)$/.exec(text) ?? [];
  const at = authority.lastIndexOf("@");
  const host = authority.slice(at + 1);
  const isUser = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, Math.max(at, 0)));
  if (!isUser || !isHost(host) || !isEscaped(path)) return undefined;
  const [name, ...password] = authority.slice(0, Math.max(at, 0)).split(":");
  const user = `${name}${password.length > 0 ? ":***" : ""}@`;
  return { scheme, host, path, ...(at < 0 ? {} : { user }) };
}

/** A bracketed address or a name, each with an optional port of digits. */
const isHost = (text: string): boolean =>
  /^(?:\[[^\]]*\]|(?:[A-Za-z0-9\-_.~!$&'()*+,;=<>"\u0080-\uffff]|%[89A-Fa-f][0-9A-Fa-f])*)(?::\d*)?$/.test(
    text,
  );

const isEscaped = (text: string): boolean => !/%(?![0-9A-Fa-f]{2})/.test(text);
