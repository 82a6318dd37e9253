import { bytesOf, escaped, unescaped } from "./escapes.ts";
import type { GoUrl } from "./goUrl.ts";

/**
 * The URL that Flagger makes of the address of a server and a path below it: both are joined, and what that gives is
 * resolved against the address once more.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/metrics/providers/prometheus.go
 */
export function resolvedBelow(base: GoUrl, path: string, query: string): GoUrl {
  const below = escaped(joined(base.path, bytesOf(path)), "path");
  const folder = base.sentPath.slice(0, base.sentPath.lastIndexOf("/") + 1);
  const sentPath = below.startsWith("/") ? below : resolved(folder + below);
  const meant = unescaped(sentPath, "path");
  const full = typeof meant === "string" ? meant : sentPath;
  return { ...base, opaque: "", omitsHost: false, path: full, sentPath, query, fragment: "" };
}

function resolved(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return `/${steps.join("/")}`;
}

/** As Go joins paths: empty and dotted steps are resolved. */
function joined(...paths: readonly string[]): string {
  const path = paths.filter((it) => it !== "").join("/");
  const isRooted = path.startsWith("/");
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.length > 0 && steps.at(-1) !== "..") steps.pop();
    else if (!isRooted) steps.push(step);
  }
  return `${isRooted ? "/" : ""}${steps.join("/")}`;
}
