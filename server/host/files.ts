import {
  type Dirent,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  statSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import ignore from "ignore";
import { dirname, isInside, join } from "../engine/path.ts";
import type { FileChange, FileContent } from "../engine/workspace.ts";
import { commitOf, filesAt } from "./git.ts";
import type { Host, LoadOptions } from "./host.ts";
import { data, flawOf, isIgnoredBy, isRead, linkTo, manifest, type Rules } from "./reading.ts";

/** Folders that hold no manifests and may be huge. */
const SKIPPED = new Set([".git", "node_modules", ".terraform"]);

/** How long one portion may take before others get their turn, in milliseconds. */
const PORTION = 8;

/** How often files are looked at where nobody watches them, in milliseconds. */
const POLL = 2000;

/**
 * The files of a folder on disk. A symbolic link that leads inside the folder is known for what it is, but not read
 * through: what it leads to is read where it lies, and source-controller leaves links out (flux.md §5.1).
 */
export const nodeHost: Host = {
  async *load(root, options) {
    let portion: FileChange[] = [];
    let since = performance.now();
    for (const { path, ignored, link } of walk(root, options)) {
      if (link) portion.push({ path, content: linkAt(path) });
      else portion.push(ignored ? { path, content: "listed" } : contentOf(path, options));
      if (performance.now() - since < PORTION) continue;
      yield portion;
      await pause();
      portion = [];
      since = performance.now();
    }
    yield portion;
  },

  read: (path, options) => {
    try {
      if (lstatSync(path).isSymbolicLink()) return { path, content: linkAt(path) };
      if (!statSync(path).isFile()) return { path, content: undefined };
    } catch {
      return { path, content: undefined };
    }
    return isIgnored(path, options) ? { path, content: "listed" } : contentOf(path, options);
  },

  readData: (path, root, options) => {
    try {
      if (lstatSync(path).isSymbolicLink()) return { path, content: linkAt(path) };
      const { size } = statSync(path);
      if (size > options.maxFileBytes || !leadsInside(path, real(root) ?? root))
        return { path, content: "listed" };
      return { path, content: data(readFileSync(path)) };
    } catch {
      return { path, content: undefined };
    }
  },

  poll(root, options, tell) {
    let known = times(root, options);
    const timer = setInterval(() => {
      const now = times(root, options);
      const paths = [...new Set([...known.keys(), ...now.keys()])];
      const different = paths.filter((path) => known.get(path) !== now.get(path));
      known = now;
      if (different.length > 0) tell(different.map((path) => nodeHost.read(path, options)));
    }, POLL);
    timer.unref();
    return () => clearInterval(timer);
  },

  /** Read from git's own file: a checkout is recognised without starting git. */
  remotes: async (root) => {
    try {
      const config = await readFile(join(root, ".git/config"), "utf8");
      return [...config.matchAll(/^\s*url\s*=\s*(\S+)\s*$/gm)].map((it) => it[1] ?? "");
    } catch {
      return [];
    }
  },

  commitOf,
  filesAt,

  pause: () => pause(),
};

const pause = (): Promise<void> => new Promise((done) => setImmediate(done));

function contentOf(path: string, options: LoadOptions): FileChange {
  if (!isRead(path)) return { path, content: "listed" };
  try {
    const bytes = readFileSync(path);
    const content = manifest(bytes, options);
    const what = options.tell && flawOf(bytes, content, options);
    if (what !== undefined) options.tell?.(path, what);
    return { path, content };
  } catch (error) {
    // It vanished, or may not be read: its name is all that is known.
    options.tell?.(path, `cannot be read (${(error as Error).message}), so it is not checked`);
    return { path, content: "listed" };
  }
}

/** A link that leads nowhere is none. */
function linkAt(path: string): FileContent | undefined {
  try {
    return real(path) === undefined ? undefined : linkTo(path, readlinkSync(path));
  } catch {
    return undefined;
  }
}

interface Found {
  readonly path: string;
  readonly ignored: boolean;
  readonly link?: true;
}

/** Every file below a folder, each real one once. */
function* walk(root: string, options: LoadOptions): Generator<Found> {
  const top = real(root);
  if (top === undefined) return;
  yield* walkFolder(
    root,
    [{ base: root, rules: ignore().add([...options.exclude]) }],
    options,
    top,
  );
}

function* walkFolder(
  folder: string,
  above: readonly Rules[],
  options: LoadOptions,
  top: string,
): Generator<Found> {
  const entries = listing(folder);
  const own = options.useGitignore && entries.some((it) => it.name === ".gitignore");
  const rules = own ? [...above, gitignoreOf(folder)] : above;
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (SKIPPED.has(entry.name)) continue;
      // What is ignored is not read, but other files may still name it.
      if (isIgnoredBy(`${path}/`, rules)) yield* names(path);
      else yield* walkFolder(path, rules, options, top);
    } else if (entry.isSymbolicLink()) {
      if (leadsInside(path, top)) yield { path, ignored: true, link: true };
    } else if (entry.isFile()) {
      yield { path, ignored: isIgnoredBy(path, rules) };
    }
  }
}

/** The names in an ignored folder, one level deep: enough to know that it is there. */
function* names(folder: string): Generator<Found> {
  for (const entry of listing(folder)) {
    if (entry.isFile()) yield { path: join(folder, entry.name), ignored: true };
  }
}

/** One file that was not met on a walk: asks the folders above it. */
function isIgnored(path: string, options: LoadOptions): boolean {
  const excluded = ignore().add([...options.exclude]);
  const rules: Rules[] = [];
  for (
    let folder = dirname(path);
    folder !== "" && folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    rules.push({ base: folder, rules: excluded });
    if (options.useGitignore) rules.push(gitignoreOf(folder));
    if (listing(folder).some((it) => it.name === ".git")) break;
  }
  return isIgnoredBy(path, rules);
}

function gitignoreOf(folder: string): Rules {
  const rules = ignore();
  try {
    rules.add(readFileSync(join(folder, ".gitignore"), "utf8"));
  } catch {
    // None there, or not readable: nothing is ignored.
  }
  return { base: folder, rules };
}

function listing(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

const leadsInside = (path: string, top: string): boolean => isInside(real(path) ?? "", top);

function times(root: string, options: LoadOptions): Map<string, number> {
  const out = new Map<string, number>();
  for (const { path } of walk(root, options)) {
    try {
      const { mtimeMs, size } = statSync(path);
      out.set(path, mtimeMs + size / 1e9);
    } catch {
      // It vanished between the listing and the look.
    }
  }
  return out;
}
