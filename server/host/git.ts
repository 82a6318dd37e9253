import ignore from "ignore";
import type { SimpleGit, SimpleGitOptions } from "simple-git";
import { dirname, isInside, join } from "../engine/path.ts";
import type { FileChange, FileContent } from "../engine/workspace.ts";
import type { Answer, Host, LoadOptions } from "./host.ts";
import { data, isIgnoredBy, isRead, linkTo, manifest, type Rules } from "./reading.ts";

/** The commit that a revision names in the git repository around a folder. */
export const commitOf: Host["commitOf"] = async (root, revision) => {
  // What begins like an option, or holds what no revision can hold, never reaches git.
  if (!/^[^-\p{Cc}][^\p{Cc}]*$/u.test(revision)) return { problem: notThere(root, revision) };
  const asked = ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`];
  return run(root, revision, async (git) => (await git().raw(asked)).trim());
};

/** The files of a folder as they are in a commit: one process lists them, a second one reads them all. */
export const filesAt: Host["filesAt"] = (root, commit, options, also) =>
  run(root, commit, async (git) => {
    const listing = await git().raw(["ls-tree", "-r", "-z", "--long", "--end-of-options", commit]);
    const entries = entriesOf(root, listing);
    const wanted = entries.filter((it) => isWanted(it, options, also));
    const contents = await contentsOf(git, wanted);
    const ignored = ignoredAt(root, wanted, contents, options);
    return entries.flatMap((entry): readonly FileChange[] => {
      const bytes = contents.get(entry.path);
      if (entry.link) return bytes ? linkIn(root, entry, bytes) : [];
      if (!bytes) return [{ path: entry.path, content: "listed" }];
      return [{ path: entry.path, content: contentOf(entry, bytes, options, also, ignored) }];
    });
  });

/** All files of a commit as they are, by their absolute paths; links are left out, and so is what is larger than `limit` bytes. */
export const bytesAt = (
  root: string,
  commit: string,
  limit: number,
): Promise<Answer<ReadonlyMap<string, Buffer>>> =>
  run(root, commit, async (git) => {
    const listing = await git().raw(["ls-tree", "-r", "-z", "--long", "--end-of-options", commit]);
    return contentsOf(
      git,
      entriesOf(root, listing).filter((it) => !it.link && it.size <= limit),
    );
  });

/** Branches and tags of a repository, such as `refs/heads/main`, and the commits that they lead to. */
export const refsOf = (root: string): Promise<Answer<ReadonlyMap<string, string>>> =>
  run(root, "its branches", async (git) => {
    const format = "%(refname) %(objectname) %(*objectname)";
    const rows = (await git().raw(["for-each-ref", `--format=${format}`])).split("\n");
    return new Map(
      rows.flatMap((row): [string, string][] => {
        const [name = "", own = "", tagged = ""] = row.split(" ");
        return name === "" ? [] : [[name, tagged || own]];
      }),
    );
  });

/** The first line of what was said of a commit. */
export const subjectOf = (root: string, commit: string): Promise<Answer<string>> =>
  run(root, commit, async (git) =>
    (await git().raw(["show", "--no-patch", "--format=%s", "--end-of-options", commit])).trim(),
  );

/** A file of a commit. */
interface Entry {
  readonly path: string;
  readonly object: string;
  /** In bytes. */
  readonly size: number;
  readonly link: boolean;
}

/** `100644 blob OBJECT SIZE<tab>PATH`, each ended by a zero byte. Submodules hold no files here. */
const entriesOf = (root: string, listing: string): readonly Entry[] =>
  listing.split("\0").flatMap((row): Entry[] => {
    const [, mode, object = "", size, name = ""] =
      /^(\d+) blob (\w+) +(\d+)\t(.*)$/s.exec(row) ?? [];
    if (mode === undefined) return [];
    return [{ path: join(root, name), object, size: Number(size), link: mode === "120000" }];
  });

const isWanted = (
  { path, size, link }: Entry,
  { maxFileBytes }: LoadOptions,
  also: ReadonlySet<string>,
): boolean =>
  link || (size <= maxFileBytes && (isRead(path) || isGitignore(path) || also.has(path)));

const isGitignore = (path: string): boolean => path.endsWith("/.gitignore");

/** A link that leads out of the folder is none, as on disk. */
function linkIn(root: string, { path }: Entry, bytes: Buffer): readonly FileChange[] {
  const content = linkTo(path, bytes.toString("utf8"));
  const leads = typeof content === "object" && "link" in content && isInside(content.link, root);
  return leads ? [{ path, content }] : [];
}

function contentOf(
  { path }: Entry,
  bytes: Buffer,
  options: LoadOptions,
  also: ReadonlySet<string>,
  ignored: (path: string) => boolean,
): FileContent {
  if (also.has(path)) return data(bytes);
  return isRead(path) && !ignored(path) ? manifest(bytes, options) : "listed";
}

/** What git ignores is read neither here nor there, though it may be committed. */
function ignoredAt(
  root: string,
  entries: readonly Entry[],
  contents: ReadonlyMap<string, Buffer>,
  { exclude, useGitignore }: LoadOptions,
): (path: string) => boolean {
  const excluded: Rules = { base: root, rules: ignore().add([...exclude]) };
  const own = entries.flatMap(({ path }): Rules[] =>
    useGitignore && isGitignore(path)
      ? [{ base: dirname(path), rules: ignore().add(contents.get(path)?.toString("utf8") ?? "") }]
      : [],
  );
  return (path) => isIgnoredBy(path, [excluded, ...own]);
}

/** All of them through one process, which is given the names on its input. */
async function contentsOf(
  git: Git,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (entries.length === 0) return contents;
  const input = entries.map((it) => `${it.object}\n`).join("");
  const output = await git(input).binaryCatFile(["--batch"]);
  let at = 0;
  for (const { path } of entries) {
    // `OBJECT blob SIZE`, or `OBJECT missing`, then the bytes and a line feed.
    const end = output.indexOf("\n", at);
    const size = Number(/ blob (\d+)$/.exec(output.toString("latin1", at, end))?.[1]);
    at = end + 1;
    if (Number.isNaN(size)) continue;
    contents.set(path, output.subarray(at, at + size));
    at += size + 1;
  }
  return contents;
}

/** git, given what it is to read on its input. */
type Git = (input?: string) => SimpleGit;

/** Reads only: it waits for no lock and no password, and fetches nothing that a partial clone lacks. */
const environment = {
  GIT_OPTIONAL_LOCKS: "0",
  GIT_TERMINAL_PROMPT: "0",
  GIT_NO_LAZY_FETCH: "1",
  GIT_ALLOW_PROTOCOL: "none",
  LC_ALL: "C",
};

async function run<T>(
  root: string,
  revision: string,
  work: (git: Git) => Promise<T>,
): Promise<Answer<T>> {
  try {
    // Read when it is first needed: most people never compare.
    const { simpleGit } = await import("simple-git");
    const git: Git = (input) =>
      simpleGit(root, optionsFor(input)).env({ ...inherited(), ...environment });
    return { value: await work(git) };
  } catch (error) {
    return { problem: sentence(root, revision, String((error as Error)?.message ?? error)) };
  }
}

const optionsFor = (input: string | undefined): Partial<SimpleGitOptions> => ({
  allowEnvironment: Object.keys(environment),
  ...(input === undefined ? {} : { input: () => input }),
});

/** What a person has set for git on the command line, such as another repository, does not count here. */
const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(GIT_|SSH_ASKPASS|.*EDITOR$|.*PAGER$|PREFIX$)/i.test(name),
    ),
  );

/** Why git did not answer, in our words, and what to do. */
function sentence(root: string, revision: string, said: string): string {
  const found = SENTENCES.find(([pattern]) => pattern.test(said));
  if (found) return found[1](root, revision);
  return `git could not read ${revision} in ${root}: ${said.trim().split("\n")[0]}`;
}

const notThere = (root: string, revision: string): string =>
  `There is no revision ${JSON.stringify(revision)} in ${root}; git log lists those that there are.`;

const SENTENCES: readonly (readonly [RegExp, (root: string, revision: string) => string])[] = [
  [/ENOENT/, () => "git was not found; install it, or put it on the PATH."],
  [
    /dubious ownership/,
    (root) =>
      `git does not read ${root}, which belongs to somebody else; if you trust it, run: git config --global --add safe.directory ${root}`,
  ],
  [/not a git repository/i, (root) => `${root} is in no git repository.`],
  [/does not exist/, (root) => `${root} is no folder on this machine, so git knows nothing of it.`],
  [/Needed a single revision|[Nn]ot a valid object|unknown revision|ambiguous/, notThere],
];
