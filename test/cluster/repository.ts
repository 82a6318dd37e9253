import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ServedGit } from "./underTest.ts";

/** A Git repository that a cluster can fetch from. */
export interface Repository {
  readonly url: string;
  /** Writes files (`null`: removes one), commits and pushes them. */
  push(files: Readonly<Record<string, string | null>>): void;
  close(): void;
}

export function repository(served: ServedGit, name: string): Repository {
  const work = mkdtempSync(join(tmpdir(), "repository-"));
  const bare = join(served.root, `${name}.git`);
  const url = `${served.url}/${name}.git`;
  const git = (...args: readonly string[]) =>
    execFileSync(
      "git",
      ["-C", work, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
      { stdio: "pipe" },
    );
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch", "main", bare]);
  git("init", "--quiet", "--initial-branch", "main");
  return {
    url,
    push(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(work, path);
        if (text === null) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, text);
        }
      }
      git("add", "--all");
      git("commit", "--quiet", "--message", "a step");
      git("push", "--quiet", served.isFolder ? bare : url, "main");
    },
    close: () => rmSync(work, { recursive: true, force: true }),
  };
}
