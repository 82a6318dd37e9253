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
  /** The commit that a revision names in the git repository around a folder. */
  readonly commitOf: (root: string, revision: string) => Promise<Answer<string>>;
  /**
   * The files of a folder as they are in a commit, read as `load` reads them. `also` names files that a build needs
   * though they are no manifests. Nothing is checked out, and no hook or filter runs.
   */
  readonly filesAt: (
    root: string,
    commit: string,
    options: LoadOptions,
    also: ReadonlySet<string>,
  ) => Promise<Answer<readonly FileChange[]>>;
  /** Lets waiting requests through. */
  readonly pause: () => Promise<void>;
}

/** What was asked for, or why it cannot be had, in one sentence. */
export type Answer<T> = { readonly value: T } | { readonly problem: string };

export interface LoadOptions {
  /** Patterns in the syntax of .gitignore: files that exist but are not read. */
  readonly exclude: readonly string[];
  readonly useGitignore: boolean;
  /** Larger files are listed, not read. */
  readonly maxFileBytes: number;
  /** Told of each manifest that could not be read as it is; `what` continues a sentence that begins with the file. */
  readonly tell?: (path: string, what: string) => void;
}
