import type { Files, SourceFile } from "../../server/engine/kustomize/files.ts";
import { splitDocuments } from "../../server/engine/yaml.ts";

/** Files by absolute path, as a build sees them. There are no symbolic links. */
export function memoryFiles(contents: ReadonlyMap<string, string | Uint8Array>): Files {
  return filesOf(
    new Map([...contents].map(([path, content]) => [path, sourceFile(path, content)])),
  );
}

/** The next moment: the same files but for one, which changes, comes or (`undefined`) goes. */
export function withFile(
  files: Files,
  all: readonly string[],
  path: string,
  content: string | Uint8Array | undefined,
): Files {
  const kept = new Map<string, SourceFile>();
  for (const it of all) {
    const file = files.file(it);
    if (file && it !== path) kept.set(it, file);
  }
  if (content !== undefined) kept.set(path, sourceFile(path, content));
  return filesOf(kept, files);
}

function filesOf(sources: ReadonlyMap<string, SourceFile>, before?: Files): Files {
  const folders = new Map<string, Set<string>>();
  for (const path of sources.keys()) {
    const parts = path.split("/");
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join("/") || "/";
      folders.set(folder, (folders.get(folder) ?? new Set()).add(parts[depth] ?? ""));
    }
  }
  const names = new Map(
    [...folders].map(([path, it]) => [path, sameList(before?.folder(path), [...it])]),
  );
  return {
    file: (path) => sources.get(path),
    folder: (path) => names.get(path),
    real: (path) => path,
  };
}

/** A list that did not change stays the same list. */
function sameList(
  before: readonly string[] | undefined,
  now: readonly string[],
): readonly string[] {
  const isSame = before?.length === now.length && before.every((it) => now.includes(it));
  return isSame ? before : now;
}

const sourceFile = (path: string, content: string | Uint8Array): SourceFile => ({
  path,
  content,
  documents: splitDocuments(typeof content === "string" ? content : ""),
});
