import type { GitOutcome } from "./gitOutcome.ts";
import { gitSentence } from "./gitSentence.ts";

export interface GitCall {
  /** A folder inside the repository. */
  readonly root: string;
  readonly args: readonly string[];
  /** What git reads on its input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
}

/** So long git may be silent before it is ended: nobody can answer what it may be asking, in milliseconds. */
const SILENCE = 120_000;

/** Never asks on a terminal, takes paths for paths, and speaks English. */
const environment = { GIT_TERMINAL_PROMPT: "0", GIT_LITERAL_PATHSPECS: "1", LC_ALL: "C" };

/** What people tell git about how it signs in and who they are. Which repository it works in is not theirs to say here. */
const OWN =
  /^(GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|(AUTHOR|COMMITTER)_(NAME|EMAIL))|SSH_ASKPASS)$/;

/** Runs git once. Only for workspaces that are trusted: the repository decides what git does. */
export async function runGit({ root, args, input, signal }: GitCall): Promise<GitOutcome<string>> {
  try {
    // Read when it is first needed: most windows never ask git.
    const { simpleGit } = await import("simple-git");
    const git = simpleGit(root, {
      allowEnvironment: [...Object.keys(environment), ...ownNames()],
      unsafe: { allowUnsafeSshCommand: true, allowUnsafeAskPass: true },
      timeout: { block: SILENCE },
      ...(input === undefined ? {} : { input: () => input }),
      ...(signal ? { abort: signal } : {}),
    }).env({ ...inherited(), ...environment });
    return { value: await git.raw([...args]) };
  } catch (error) {
    if (signal?.aborted) return { problem: "Cancelled." };
    return { problem: gitSentence(String((error as Error)?.message ?? error), root) };
  }
}

const ownNames = (): readonly string[] => Object.keys(process.env).filter((it) => OWN.test(it));

const inherited = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => OWN.test(name) || !/^(GIT_|.*EDITOR$|.*PAGER$|PREFIX$)/i.test(name),
    ),
  );
