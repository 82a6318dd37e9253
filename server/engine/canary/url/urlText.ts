import { escaped } from "./escapes.ts";
import type { GoUrl } from "./goUrl.ts";

/** A URL as Go writes it. `user`: who asks, up to the `@`. */
export function urlText(url: GoUrl, user: string = userText(url)): string {
  const { scheme, opaque, omitsHost, host, sentPath, query, fragment } = url;
  const start = scheme === "" ? "" : `${scheme}:`;
  const end = query + fragment;
  if (opaque !== "") return `${start}${opaque}${end}`;
  const hasPlace = host !== "" || user !== "";
  const isPlaced = hasPlace || (scheme !== "" && !omitsHost && sentPath !== "");
  const place = isPlaced ? `//${user}${escaped(host, "host")}` : "";
  const isAmbiguous = start + place === "" && sentPath.split("/")[0]?.includes(":");
  return `${start}${place}${isAmbiguous ? "./" : ""}${sentPath}${end}`;
}

/** Who asks. `password`: what stands in its place where there is one. */
export function userText({ user }: GoUrl, password?: string): string {
  if (!user) return "";
  const secret =
    user.password === undefined ? "" : `:${password ?? escaped(user.password, "user")}`;
  return `${escaped(user.name, "user")}${secret}@`;
}
