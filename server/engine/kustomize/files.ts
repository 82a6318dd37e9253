import type { PlacedDocument } from "../yaml.ts";

/**
 * What a build reads. Synchronous: whoever gives it has the files at hand, or says that it has not (`content`
 * undefined). Paths have `/` between their parts and no `.` or `..`; they may be absolute or relative, all alike.
 */
export interface Files {
  /** `undefined` when there is no such file. The same object as long as the file did not change. */
  readonly file: (path: string) => SourceFile | undefined;
  /** Names of the files and folders inside; `undefined` when there is no such folder. The same list until one comes or goes. */
  readonly folder: (path: string) => readonly string[] | undefined;
  /** Whether there is such a folder, where that is known without its names; else its names tell. */
  readonly isFolder?: (path: string) => boolean;
  /** Where a path leads when symbolic links are followed; the path itself where there are none. */
  readonly real: (path: string) => string;
  /** The folder that stands in for a repository, by the URL that would be cloned; none where that is not said. */
  readonly standIn?: (url: string) => string | undefined;
}

export interface SourceFile {
  readonly path: string;
  /** Text, or bytes that are no UTF-8; `undefined`: the file is there, but was not read yet. */
  readonly content: string | Uint8Array | undefined;
  /** Of a text, at least one. Where the text is no YAML, the first stands for all of it. */
  readonly documents: readonly PlacedDocument[];
}
