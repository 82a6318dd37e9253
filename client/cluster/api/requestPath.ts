import type { Resource } from "./discovery.ts";
import type { WireRequest } from "./transport.ts";

/** Which words describe a request: `list` + `helmreleases` + ` in flux-system`. */
export interface Place {
  readonly verb: string;
  readonly what: string;
  readonly where: string;
}

/** Reads a request's path back into words. */
export function placeOfPath(method: WireRequest["method"], path: string): Place {
  const [clean = "", query = ""] = path.split("?", 2);
  const parts = clean.split("/").filter(Boolean).map(decoded);
  const rest = parts[0] === "api" ? parts.slice(2) : parts[0] === "apis" ? parts.slice(3) : [];
  const isInside = rest[0] === "namespaces" && rest.length > 2;
  const [what, name] = isInside ? rest.slice(2) : rest;
  if (what === undefined) return { verb: "read", what: clean, where: "" };
  const verb =
    method === "GET"
      ? /(^|&)watch=(1|true)/.test(query)
        ? "watch"
        : name === undefined
          ? "list"
          : "get"
      : method.toLowerCase();
  return {
    verb,
    what: name === undefined ? what : `${what}/${name}`,
    where: isInside ? ` in ${rest[1]}` : "",
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The path of a kind, of a namespace's share of it, or of one object. */
export function pathOf(
  {
    group,
    version,
    plural,
    isNamespaced,
  }: Pick<Resource, "group" | "version" | "plural" | "isNamespaced">,
  namespace?: string,
  name?: string,
): string {
  const root = group === "" ? `/api/${version}` : `/apis/${group}/${version}`;
  const inside =
    isNamespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : "";
  return `${root}${inside}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
}
