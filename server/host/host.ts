import type { FileChange } from "../engine/workspace.ts";

/** What the server asks of the world around it; Node answers in `files.ts`, a web worker may answer otherwise. */
export interface Host {
  /** All files of a folder, in portions small enough to do something else in between. */
  readonly load: (root: string, options: LoadOptions) => AsyncIterable<readonly FileChange[]>;
  /** One file as it is now. */
  readonly read: (path: string, options: LoadOptions) => FileChange;
  /** A file inside `root` that a build needs though it is no manifest: its text, or its bytes where they are no UTF-8. */
  readonly readData: (path: string, root: string, options: LoadOptions) => FileChange;
  /** Tells what changed on disk; for editors that do not watch files themselves. Ends when the returned function is called. */
  readonly poll: (
    root: string,
    options: LoadOptions,
    tell: (changes: readonly FileChange[]) => void,
  ) => () => void;
  /** URLs of the git remotes of a folder, and whether it is the top of a checkout. */
  readonly remotes: (root: string) => Promise<readonly string[]>;
  /** Lets waiting requests through. */
  readonly pause: () => Promise<void>;
}

export interface LoadOptions {
  /** Patterns in the syntax of .gitignore: files that exist but are not read. */
  readonly exclude: readonly string[];
  readonly useGitignore: boolean;
  /** Larger files are listed, not read. */
  readonly maxFileBytes: number;
}
