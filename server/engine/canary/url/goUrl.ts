import { goQuote } from "../../goQuote.ts";
import { hasControl } from "../metrics/controls.ts";
import { type ByteText, bytesOf, quoteBytes, resent, unescaped } from "./escapes.ts";
import { ipLiteralMistake } from "./ipLiteral.ts";

/** A URL as Go reads it. Much is one: `prometheus:9090` has the scheme `prometheus`, and `prometheus` is a path. */
export interface GoUrl {
  readonly scheme: string;
  /** What follows the scheme where that is no path. */
  readonly opaque: string;
  /** Who asks. */
  readonly user?: { readonly name: ByteText; readonly password?: ByteText };
  /** With its port. */
  readonly host: ByteText;
  /** Is there a path right behind the scheme, without slashes for a host? */
  readonly omitsHost: boolean;
  /** What the path means, and how it is sent. */
  readonly path: ByteText;
  readonly sentPath: string;
  /** With the `?` it begins with. */
  readonly query: string;
  /** With the `#` it begins with, as it is sent. */
  readonly fragment: string;
}

/**
 * Reads a URL; or says in Go's words why it is none.
 *
 * https://github.com/golang/go/blob/go1.26.0/src/net/url/url.go
 */
export function goUrl(written: string): GoUrl | Mistake {
  const hash = written.indexOf("#");
  const address = hash < 0 ? written : written.slice(0, hash);
  const url = hasControl(address)
    ? fault("net/url: invalid control character in URL")
    : of(address);
  if ("error" in url) return fault(`parse ${goQuote(address)}: ${url.error}`);
  const fragment = hash < 0 ? "" : bytesOf(written.slice(hash + 1));
  if (fragment === "") return url;
  const meant = unescaped(fragment, "fragment");
  if (typeof meant !== "string") return fault(`parse ${goQuote(written)}: ${meant.error}`);
  return { ...url, fragment: `#${resent(fragment, meant, "fragment")}` };
}

interface Mistake {
  readonly error: string;
}

const fault = (error: string): Mistake => ({ error });

function of(address: string): GoUrl | Mistake {
  if (address === "*") return { ...NOTHING, path: "*", sentPath: "*" };
  if (address.startsWith(":")) return fault("missing protocol scheme");
  const [, before = "", rest = address] =
    /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(address) ?? [];
  const scheme = before.toLowerCase();
  const mark = rest.indexOf("?");
  const hierarchy = mark < 0 ? rest : rest.slice(0, mark);
  const start = { ...NOTHING, scheme, query: mark < 0 ? "" : rest.slice(mark) };
  if (!hierarchy.startsWith("/")) {
    if (scheme !== "") return { ...start, opaque: hierarchy };
    if (hierarchy.split("/")[0]?.includes(":")) {
      return fault("first path segment in URL cannot contain colon");
    }
  }
  const hasHost = hierarchy.startsWith("//") && (scheme !== "" || !hierarchy.startsWith("///"));
  if (!hasHost) return withPath({ ...start, omitsHost: scheme !== "" }, hierarchy);
  const slash = hierarchy.indexOf("/", 2);
  const authority = bytesOf(hierarchy.slice(2, slash < 0 ? undefined : slash));
  const at = authority.lastIndexOf("@");
  const host = hostOf(scheme, authority.slice(at + 1));
  if (typeof host !== "string") return host;
  const user = at < 0 ? undefined : userOf(authority.slice(0, at));
  if (user && "error" in user) return user;
  return withPath(
    user ? { ...start, host, user } : { ...start, host },
    slash < 0 ? "" : hierarchy.slice(slash),
  );
}

const NOTHING: GoUrl = {
  scheme: "",
  opaque: "",
  host: "",
  omitsHost: false,
  path: "",
  sentPath: "",
  query: "",
  fragment: "",
};

function withPath(url: GoUrl, text: string): GoUrl | Mistake {
  const written = bytesOf(text);
  const path = unescaped(written, "path");
  if (typeof path !== "string") return path;
  return { ...url, path, sentPath: resent(written, path, "path") };
}

function hostOf(scheme: string, host: ByteText): ByteText | Mistake {
  const bracket = host.lastIndexOf("[");
  if (bracket > 0) return fault("invalid IP-literal");
  if (bracket === 0) return literalOf(host);
  const isStrict = scheme === "http" || scheme === "https";
  const colon = isStrict ? host.indexOf(":") : host.lastIndexOf(":");
  return portMistake(colon < 0 ? "" : host.slice(colon)) ?? unescaped(host, "host");
}

/** An address of IPv6, with its port. */
function literalOf(host: ByteText): ByteText | Mistake {
  const end = host.lastIndexOf("]");
  if (end < 0) return fault("missing ']' in host");
  const port = host.slice(end + 1);
  const mistake = portMistake(port);
  if (mistake) return mistake;
  const inside = host.slice(1, end);
  const mark = inside.indexOf("%25");
  const address = unescaped(mark < 0 ? inside : inside.slice(0, mark), "host");
  if (typeof address !== "string") return address;
  const zone = unescaped(mark < 0 ? "" : inside.slice(mark), "zone");
  if (typeof zone !== "string") return zone;
  const why = ipLiteralMistake(address + zone);
  return why === undefined ? `[${address}${zone}]${port}` : fault(why);
}

const portMistake = (port: ByteText): Mistake | undefined =>
  /^(?::[0-9]*)?$/.test(port) ? undefined : fault(`invalid port ${quoteBytes(port)} after host`);

function userOf(text: ByteText): Exclude<GoUrl["user"], undefined> | Mistake {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) return fault("net/url: invalid userinfo");
  const colon = text.indexOf(":");
  const name = unescaped(colon < 0 ? text : text.slice(0, colon), "user");
  if (typeof name !== "string") return name;
  if (colon < 0) return { name };
  const password = unescaped(text.slice(colon + 1), "user");
  return typeof password === "string" ? { name, password } : password;
}
