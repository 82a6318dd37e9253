import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";
import type { Files, SourceFile } from "../engine/kustomize/files.ts";
import { type PlacedDocument, splitDocuments } from "../engine/yaml.ts";

/**
 * The disk as a build sees it: a file is read when it is asked for, and stays as it was then. Paths are absolute, with
 * `/` between their parts on every system.
 */
export function diskFiles(): Files {
  return {
    file: remembering(readFile),
    folder: remembering(namesIn),
    real: remembering(realPath),
  };
}

function remembering<T>(ask: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (known.has(path)) return known.get(path) as T;
    const answer = ask(path);
    known.set(path, answer);
    return answer;
  };
}

function readFile(path: string): SourceFile | undefined {
  try {
    if (!statSync(path).isFile()) return undefined;
  } catch {
    return undefined;
  }
  return sourceFile(path, contentOf(path));
}

/** A file that may not be read is there all the same. */
function contentOf(path: string): SourceFile["content"] {
  try {
    const bytes = readFileSync(path);
    return isUtf8(bytes) ? bytes.toString("utf8") : bytes;
  } catch {
    return undefined;
  }
}

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

function namesIn(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path).sort();
  } catch {
    return undefined;
  }
}

function realPath(path: string): string {
  try {
    return slashed(realpathSync(path));
  } catch {
    return path;
  }
}

/** Only Windows writes backslashes between the parts of a path; elsewhere they belong to names. */
const slashed = (path: string): string => (sep === "\\" ? path.replaceAll("\\", "/") : path);
