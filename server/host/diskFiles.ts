import { isUtf8 } from "node:buffer";
import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { sep } from "node:path";
import type { Files, SourceFile } from "../engine/kustomize/files.ts";
import { basename, dirname, join } from "../engine/path.ts";
import { type PlacedDocument, splitDocuments } from "../engine/yaml.ts";

/**
 * The disk as a build sees it: a file is read when it is asked for, and stays as it was then. Paths are absolute, with
 * `/` between their parts on every system.
 */
export function diskFiles(): Files {
  const listed = remembering(entriesIn);
  const asked = new Map<string, number>();
  const entry = remembering((path) => {
    const folder = dirname(path);
    const count = (asked.get(folder) ?? 0) + 1;
    asked.set(folder, count);
    const siblings = count > FEW && folder !== path ? listed(folder) : undefined;
    return siblings ? siblings.get(basename(path)) : entryAt(path);
  });
  const real = remembering((path): string => realPath(path, entry, real));
  return {
    file: remembering((path) => readFile(path, entry)),
    folder: remembering((path) => {
      const entries = listed(path);
      return entries && [...entries.keys()].sort();
    }),
    isFolder: remembering((path) => targetOf(path, entry)?.isDirectory() ?? false),
    real,
  };
}

/** Where more than so many of a folder are asked for, all of them are asked for at once. */
const FEW = 8;

/** What stands at a path, be it a link. */
type Entry = Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink">;

type Ask<T> = (path: string) => T;

function remembering<T>(ask: Ask<T>): Ask<T> {
  const known = new Map<string, T>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined || known.has(path)) return found as T;
    const answer = ask(path);
    known.set(path, answer);
    return answer;
  };
}

/** `undefined` where nothing stands, or where nobody may look. */
function entryAt(path: string): Entry | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readFile(path: string, entry: Ask<Entry | undefined>): SourceFile | undefined {
  return targetOf(path, entry)?.isFile() ? sourceFile(path, contentOf(path)) : undefined;
}

/** What stands where the link leads, if it is one. */
function targetOf(path: string, entry: Ask<Entry | undefined>): Entry | undefined {
  const found = entry(path);
  if (!found?.isSymbolicLink()) return found;
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A file that may not be read is there all the same. */
function contentOf(path: string): SourceFile["content"] {
  try {
    const text = readFileSync(path, AS_TEXT);
    // Where this stands, it may be in the place of bytes that are no UTF-8.
    if (!text.includes("\ufffd")) return text;
    const bytes = readFileSync(path);
    return isUtf8(bytes) ? text : bytes;
  } catch {
    return undefined;
  }
}

/** One object for all files: Node 20 makes one for each where it is told only the encoding. */
const AS_TEXT = { encoding: "utf8", flag: "r" } as const;

/** Documents are made when somebody asks: generators take files as they are. */
function sourceFile(path: string, content: SourceFile["content"]): SourceFile {
  let documents: readonly PlacedDocument[] | undefined;
  return {
    path,
    content,
    get documents() {
      documents ??= splitDocuments(typeof content === "string" ? content : "");
      return documents;
    },
  };
}

/** By name; `undefined` where there is no such folder. */
function entriesIn(path: string): ReadonlyMap<string, Entry> | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return new Map(entries.map((it) => [it.name, it]));
  } catch {
    return undefined;
  }
}

/** Most paths hold no link, and most folders are asked for again and again: one question for each part is enough. */
function realPath(path: string, entry: Ask<Entry | undefined>, real: Ask<string>): string {
  const found = entry(path);
  if (!found) return path;
  const folder = dirname(path);
  if (found.isSymbolicLink()) return followed(path);
  return folder.includes("/") ? join(real(folder), basename(path)) : path;
}

function followed(path: string): string {
  try {
    return slashed(realpathSync(path));
  } catch {
    return path;
  }
}

/** Only Windows writes backslashes between the parts of a path; elsewhere they belong to names. */
const slashed = (path: string): string => (sep === "\\" ? path.replaceAll("\\", "/") : path);
