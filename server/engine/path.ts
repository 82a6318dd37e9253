/** Paths inside the engine: forward slashes, no trailing slash. A workspace folder is a prefix; in tests it may be "". */

export function dirname(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The part from the last dot on, with the dot; "" where there is none. */
export function extname(path: string): string {
  const name = basename(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot);
}

/**
 * `relative` seen from a folder: `.` and `..` are followed, doubled slashes dropped.
 * A path that climbs above the top keeps its `..` and so names nothing.
 */
export function join(folder: string, relative: string): string {
  const path = `${folder}/${relative}`;
  if (folder !== "" && !folder.startsWith(".") && !INDIRECT.test(path)) return path;
  const absolute = folder.startsWith("/");
  const out: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..") out.pop();
    else out.push(part);
  }
  return (absolute ? "/" : "") + out.join("/");
}

/** A part that is empty, `.` or `..`. */
const INDIRECT = /\/\.{0,2}(?:\/|$)/;

/** How a person in folder `from` writes `to`: `../base`, `app.yaml`, `.` for the folder itself. */
export function relative(from: string, to: string): string {
  const a = from.split("/").filter(Boolean);
  const b = to.split("/").filter(Boolean);
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return [...a.slice(common).map(() => ".."), ...b.slice(common)].join("/") || ".";
}

/** Is `path` that folder or below it? */
export function isInside(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
