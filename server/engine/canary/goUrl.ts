import { utf8Bytes } from "../kustomize/bytes.ts";
import { hasControl } from "./metrics/controls.ts";
import { quote } from "./metrics/template/quote.ts";

/** The address of a web server as Go reads it. */
export interface GoUrl {
  readonly scheme: string;
  /** With its port. */
  readonly host: string;
  /** As it is sent; a password in it is `xxxxx`, and `***` in the words of a client that failed. */
  readonly text: string;
  readonly textOfClient: string;
}

/**
 * Reads an address; or says in Go's words why it is none.
 *
 * https://github.com/golang/go/blob/go1.26.0/src/net/url/url.go
 */
export function goUrl(written: string): GoUrl | { readonly error: string } {
  const [address = "", ...fragment] = written.split("#");
  const mistake = (text: string, why: string) => ({
    error: `parse ${quote(text)}: ${why}`,
  });
  if (hasControl(address)) {
    return mistake(address, "net/url: invalid control character in URL");
  }
  if (address.startsWith(":")) return mistake(address, "missing protocol scheme");
  const [, before = "", rest = address] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(address) ?? [];
  const [hierarchy = "", ...query] = rest.split("?");
  const tail = `${query.length > 0 ? `?${query.join("?")}` : ""}${fragment.length > 0 ? `#${fragment.join("#")}` : ""}`;
  const scheme = before.toLowerCase();
  if (!hierarchy.startsWith("/")) {
    if (scheme !== "") return plain(scheme, "", `${scheme}:${hierarchy}${tail}`);
    if (hierarchy.split("/")[0]?.includes(":")) {
      return mistake(address, "first path segment in URL cannot contain colon");
    }
  }
  const hasHost = hierarchy.startsWith("//") && (scheme !== "" || !hierarchy.startsWith("///"));
  const [, authority = "", path = ""] = hasHost
    ? (/^\/\/([^/]*)(.*)$/s.exec(hierarchy) ?? [])
    : ["", "", hierarchy];
  const at = authority.lastIndexOf("@");
  const [user, host] = [authority.slice(0, Math.max(at, 0)), authority.slice(at + 1)];
  const why = hostMistake(scheme, host) ?? userMistake(user) ?? escapeMistake(path);
  if (why !== undefined) return mistake(address, why);
  const start = `${scheme === "" ? "" : `${scheme}:`}${hasHost ? "//" : ""}`;
  const end = `${host}${sentPath(path)}${tail}`;
  if (at < 0) return plain(scheme, host, start + end);
  const [name = "", ...password] = user.split(":");
  const hidden = (by: string) => `${name}${password.length > 0 ? `:${by}` : ""}@`;
  const [text, textOfClient] = ["xxxxx", "***"].map((it) => start + hidden(it) + end);
  return { scheme, host, text: text ?? "", textOfClient: textOfClient ?? "" };
}

const plain = (scheme: string, host: string, text: string): GoUrl => ({
  scheme,
  host,
  text,
  textOfClient: text,
});

function hostMistake(scheme: string, host: string): string | undefined {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) return "invalid IP-literal";
  const end = host.lastIndexOf("]");
  if (bracket === 0 && end < 0) return "missing ']' in host";
  const isStrict = scheme === "http" || scheme === "https";
  const colon = isStrict ? host.indexOf(":") : host.lastIndexOf(":");
  const port = bracket === 0 ? host.slice(end + 1) : colon < 0 ? "" : host.slice(colon);
  if (!/^(?::[0-9]*)?$/.test(port)) return `invalid port ${quote(port)} after host`;
  const escaped = /%(?!25|[89A-Fa-f][0-9A-Fa-f]).{0,2}/s.exec(host)?.[0];
  if (escaped !== undefined) return `invalid URL escape ${quote(escaped)}`;
  const odd = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/.exec(host)?.[0];
  return odd === undefined ? undefined : `invalid character ${quote(odd)} in host name`;
}

const userMistake = (user: string): string | undefined =>
  /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user)
    ? escapeMistake(user)
    : "net/url: invalid userinfo";

function escapeMistake(text: string): string | undefined {
  const escaped = /%(?![0-9A-Fa-f]{2}).{0,2}/s.exec(text)?.[0];
  return escaped === undefined ? undefined : `invalid URL escape ${quote(escaped)}`;
}

/** A path that is escaped as it should be stays as it is written. */
function sentPath(path: string): string {
  if (/^(?:[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]]|%[0-9A-Fa-f]{2})*$/.test(path)) return path;
  return path.replace(/%([0-9A-Fa-f]{2})|[^%]/gsu, (all, hex?: string) =>
    escapedBytes(hex === undefined ? utf8Bytes(all) : [Number.parseInt(hex, 16)]),
  );
}

const escapedBytes = (bytes: Iterable<number>): string =>
  [...bytes]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
