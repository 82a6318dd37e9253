import { isInside, join } from "../path.ts";

/** A git URL as kustomize takes it apart (kustomize.md §4.4). */
export interface GitUrl {
  readonly raw: string;
  /** What is cloned: host and repository. */
  readonly repository: string;
  /** The folder inside the repository; "" for its top. */
  readonly path: string;
  readonly ref: string;
}

/**
 * The parts of a git URL; `undefined` for what kustomize takes for a path of this machine.
 *
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/git/repospec.go
 */
export function gitUrlOf(raw: string): GitUrl | undefined {
  if (raw.startsWith("/")) return undefined;
  const [address, query] = cut(raw, "?");
  const host = hostOf(address);
  if (!host) return undefined;
  const parts = split(host.rest, host.host.startsWith("file://"));
  if (!parts || parts.repository === "" || leaves(parts.path)) return undefined;
  return {
    raw,
    repository: host.host + parts.repository,
    path: parts.path.replace(/^\//, ""),
    ref: refOf(query),
  };
}

/** Would kustomize fetch it as a file? */
export const isRemoteFile = (entry: string): boolean => /^https?:/i.test(entry);

/** Is it fetched, one way or the other? */
export const isRemote = (entry: string): boolean =>
  isRemoteFile(entry) || gitUrlOf(entry) !== undefined;

const SCHEMES = ["ssh://", "https://", "http://", "file://"];

interface Host {
  readonly host: string;
  readonly rest: string;
}

function hostOf(address: string): Host | undefined {
  const bare = withoutPrefix(address, "git::") ?? address;
  const scheme = SCHEMES.find((it) => withoutPrefix(bare, it) !== undefined) ?? "";
  const named = bare.slice(scheme.length);
  const user = /^[a-zA-Z][a-zA-Z0-9-]*@/.exec(named)?.[0] ?? "";
  const text = named.slice(user.length);
  const github = /^github\.com[/:]/i.test(text);
  const scp = scheme === "" && (user !== "" || github);
  if (scheme === "" && !scp) return undefined;
  if (scheme === "file://") return { host: scheme, rest: user + text };
  const end = hostEnd(text, scp);
  const host = end < 0 ? text : text.slice(0, end + 1);
  const rest = end < 0 ? "" : text.slice(end + 1);
  if (github) {
    return scheme === "ssh://" || user !== ""
      ? { host: `${user}github.com:`, rest }
      : { host: "https://github.com/", rest };
  }
  return host === "" ? undefined : { host: scheme + user + host, rest };
}

function withoutPrefix(text: string, prefix: string): string | undefined {
  return text.slice(0, prefix.length).toLowerCase() === prefix
    ? text.slice(prefix.length)
    : undefined;
}

/** Where the host ends: at a slash, and as `scp` writes it at a colon before that. */
function hostEnd(text: string, scp: boolean): number {
  const slash = text.indexOf("/");
  const colon = text.indexOf(":");
  if (scp && (slash === -1 || (colon > 0 && colon < slash))) return colon;
  return slash;
}

interface Parts {
  readonly repository: string;
  readonly path: string;
}

/** A mark tells repository and path apart; without one, the first two parts are the repository. */
function split(text: string, whole: boolean): Parts | undefined {
  const azure = text.indexOf("_git/");
  if (azure >= 0) {
    const [name = "", ...rest] = text.slice(azure + 5).split("/");
    return { repository: text.slice(0, azure + 5) + name, path: rest.join("/") };
  }
  const double = text.indexOf("//");
  if (double >= 0) return { repository: text.slice(0, double), path: text.slice(double + 2) };
  const suffix = text.indexOf(".git");
  if (suffix >= 0) return { repository: text.slice(0, suffix + 4), path: text.slice(suffix + 4) };
  if (whole) return { repository: text, path: "" };
  const parts = text.split("/");
  if (parts.length < 2) return undefined;
  return { repository: parts.slice(0, 2).join("/"), path: parts.slice(2).join("/") };
}

const leaves = (path: string): boolean => !isInside(join("/r", path), "/r") || climbs(path);

const climbs = (path: string): boolean => /^\.\.(\/|$)/.test(join("", path.replace(/^\//, "")));

/** `ref`, or its synonym `version`. A query that cannot be read says nothing. */
function refOf(query: string): string {
  const values = new Map<string, string>();
  for (const pair of query.split("&")) {
    const [key, value] = cut(pair, "=").map(unescaped);
    if (key === undefined || value === undefined || pair.includes(";")) return "";
    if (!values.has(key)) values.set(key, value);
  }
  return values.get("ref") || values.get("version") || "";
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

function cut(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}
