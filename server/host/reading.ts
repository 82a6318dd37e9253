import { isUtf8 } from "node:buffer";
import type { Ignore } from "ignore";
import { basename, dirname, extname, join, relative } from "../engine/path.ts";
import type { FileContent } from "../engine/workspace.ts";
import type { LoadOptions } from "./host.ts";

/** Text is read from these; all else is only listed. */
export const isRead = (path: string): boolean =>
  [".yaml", ".yml", ".json"].includes(extname(path)) ||
  ["Kustomization", ".sourceignore"].includes(basename(path));

/** What is known of a file that is read as a manifest. */
export const manifest = (bytes: Buffer, { maxFileBytes }: LoadOptions): FileContent =>
  bytes.length > maxFileBytes || bytes.includes(0) ? "listed" : { text: bytes.toString("utf8") };

/** Why a file is not read, or not as it is; `undefined` where it is. */
export function flawOf(
  bytes: Buffer,
  content: FileContent,
  { maxFileBytes }: LoadOptions,
): string | undefined {
  if (bytes.length > maxFileBytes) {
    return `is larger than ${Math.floor(maxFileBytes / 1024)} KiB, so it is not checked`;
  }
  if (content === "listed") return "is no text, so it is not checked";
  return isUtf8(bytes)
    ? undefined
    : "is no UTF-8, so kustomize refuses it; what cannot be read of it counts as �";
}

/** What a build needs of any file: its text, or its bytes where they are no UTF-8. */
export function data(bytes: Buffer): FileContent {
  const text = bytes.toString("utf8");
  return { data: Buffer.from(text, "utf8").equals(bytes) ? text : bytes };
}

/** What a symbolic link says: an absolute path, or one that counts from its own folder. */
export function linkTo(path: string, said: string): FileContent {
  const target = said.replaceAll("\\", "/");
  const drive = /^(?:\/\/\?\/)?([a-z]):/i.exec(target);
  if (drive) return { link: `${drive[1]?.toLowerCase()}:${target.slice(drive[0].length)}` };
  return { link: join(target.startsWith("/") ? "/" : dirname(path), target) };
}

/** Patterns in the syntax of .gitignore, and the folder that they count from. */
export interface Rules {
  readonly base: string;
  readonly rules: Ignore;
}

/** A folder ends with a slash. */
export const isIgnoredBy = (path: string, all: readonly Rules[]): boolean =>
  all.some(({ base, rules }) => {
    const it = relative(base, path) + (path.endsWith("/") ? "/" : "");
    return !it.startsWith("..") && it !== "." && rules.ignores(it);
  });
