import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../../scripts/paths.mjs";

/** The two repositories of the workshop, each with a bare one beside it that it is pushed to. */
export interface Workshop {
  /** Where the repository with the cluster lies; the application is in `faces-demo` beside it. */
  readonly folder: string;
  /** Commits a change of a file; tells the commit. */
  readonly commit: (path: string, change: (text: string) => string, message: string) => string;
  readonly git: (...args: readonly string[]) => string;
}

/** Makes git repositories of a copy of `examples/faces` and of the application beside it. */
export function workshopRepositories(folder: string, settings: object): Workshop {
  const beside = join(dirname(folder), "faces-demo");
  cpSync(join(root, "examples", "faces-demo"), beside, { recursive: true });
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings, null, 2));
  for (const it of [folder, beside]) versioned(it);
  const git = (...args: readonly string[]): string => gitIn(folder, ...args);
  return {
    folder,
    git,
    commit(path, change, message) {
      const file = join(folder, path);
      writeFileSync(file, change(readFileSync(file, "utf8")));
      git("commit", "--quiet", "-a", "-m", message);
      return git("rev-parse", "HEAD").trim();
    },
  };
}

function versioned(folder: string): void {
  const origin = `${folder}-origin.git`;
  gitIn(dirname(folder), "init", "--quiet", "--bare", "--initial-branch=main", origin);
  gitIn(folder, "init", "--quiet", "--initial-branch=main");
  gitIn(folder, "config", "user.name", "Somebody");
  gitIn(folder, "config", "user.email", "somebody@example.com");
  gitIn(folder, "config", "commit.gpgSign", "false");
  gitIn(folder, "add", ".");
  gitIn(folder, "commit", "--quiet", "-m", "The workshop");
  gitIn(folder, "remote", "add", "origin", origin);
  gitIn(folder, "push", "--quiet", "--set-upstream", "origin", "main");
}

const gitIn = (cwd: string, ...args: readonly string[]): string =>
  execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
