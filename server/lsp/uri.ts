/**
 * The engine knows paths, LSP knows URIs. `file:///a/b` is `/a/b`, `file:///c%3A/x` is `c:/x`,
 * and `scheme://authority/x` of a virtual file system is `/~scheme/authority/x`.
 */
export function pathOf(uri: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(\/.*)?$/i.exec(uri);
  if (!match) return decode(uri);
  const [, scheme = "", authority = "", rest = ""] = match;
  const path = decode(rest.replace(/[?#].*$/, "")).replace(/\/+$/, "");
  if (scheme.toLowerCase() !== "file") return `/~${scheme}/${decode(authority)}${path}`;
  const drive = /^\/([a-z]):/i.exec(path);
  if (drive) return `${drive[1]?.toLowerCase()}:${path.slice(3)}`;
  return authority === "" ? path : `//${authority}${path}`;
}

export function uriOf(path: string): string {
  const virtual = /^\/~([^/]+)\/([^/]*)(.*)$/.exec(path);
  if (virtual) return `${virtual[1]}://${encode(virtual[2] ?? "")}${encode(virtual[3] ?? "")}`;
  if (/^[a-z]:/i.test(path)) return `file:///${encode(path)}`;
  return path.startsWith("//") ? `file:${encode(path)}` : `file://${encode(path)}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: the text means itself.
    return text;
  }
}

/** As VS Code and Node write them: everything but letters, digits, `-._~/` and a few harmless marks. */
const encode = (path: string): string =>
  path
    .split("/")
    .map((it) => encodeURIComponent(it).replace(/[!'()*]/g, escapeMark))
    .join("/");

const escapeMark = (mark: string): string =>
  mark === "!" || mark === "*" ? mark : `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
