/** What `git status --porcelain=v2 --branch -z` tells of a repository. */
export interface RepositoryState {
  /** Absent while no branch is checked out. */
  readonly branch?: string;
  /** Absent before the first commit. */
  readonly head?: string;
  /** `origin/main` */
  readonly upstream?: string;
  /** Commits that the upstream lacks, and those that it has besides. */
  readonly ahead: number;
  readonly behind: number;
  readonly files: readonly ChangedFile[];
}

export interface ChangedFile {
  /** From the top of the repository. */
  readonly path: string;
  readonly change: "changed" | "added" | "deleted" | "renamed" | "untracked" | "conflict";
}

/** https://git-scm.com/docs/git-status#_porcelain_format_version_2 */
export function repositoryState(output: string): RepositoryState {
  const rows = output.split("\0");
  const header = (name: string): string | undefined =>
    rows.find((it) => it.startsWith(`# ${name} `))?.slice(name.length + 3);
  const branch = header("branch.head");
  const head = header("branch.oid");
  const upstream = header("branch.upstream");
  const [, ahead = "0", behind = "0"] = /^\+(\d+) -(\d+)$/.exec(header("branch.ab") ?? "") ?? [];
  return {
    ...(branch && branch !== "(detached)" ? { branch } : {}),
    ...(head && head !== "(initial)" ? { head } : {}),
    ...(upstream ? { upstream } : {}),
    ahead: Number(ahead),
    behind: Number(behind),
    files: filesIn(rows),
  };
}

function filesIn(rows: readonly string[]): readonly ChangedFile[] {
  const files: ChangedFile[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? "";
    const [type = ""] = row;
    const fields = FIELDS[type];
    if (fields === undefined) continue;
    const parts = row.split(" ");
    const path = parts.slice(fields).join(" ");
    files.push({ path, change: changeOf(type, parts[1] ?? "") });
    // The name before follows as a row of its own.
    if (type === "2") at++;
  }
  return files;
}

/** How many fields stand before the path. */
const FIELDS: Readonly<Record<string, number>> = { "1": 8, "2": 9, u: 10, "?": 1 };

function changeOf(type: string, marks: string): ChangedFile["change"] {
  if (type === "?") return "untracked";
  if (type === "u") return "conflict";
  if (type === "2") return "renamed";
  if (marks.includes("D")) return "deleted";
  return marks.startsWith("A") ? "added" : "changed";
}
