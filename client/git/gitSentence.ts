/** Why git failed, in our words, and what to do next. Addresses that hold a password are shown without it. */
export function gitSentence(said: string, root: string): string {
  const text = withoutPasswords(said);
  for (const [pattern, sentence] of SENTENCES) {
    const match = pattern.exec(text);
    if (match) return sentence(match, root);
  }
  return `git failed in ${root}: ${essential(text)}`;
}

type Sentence = (match: RegExpExecArray, root: string) => string;

/** In this order: what git says first is often only what follows from the rest. */
const SENTENCES: readonly (readonly [RegExp, Sentence])[] = [
  [/ENOENT/, () => "git was not found; install it, or put it on the PATH."],
  [
    /dubious ownership/,
    (_, root) =>
      `git does not touch ${root}, which belongs to somebody else; if you trust it, run: git config --global --add safe.directory ${root}`,
  ],
  [/not a git repository/i, (_, root) => `${root} is in no git repository.`],
  [/index\.lock/, (_, root) => `Another git is at work in ${root}; try again when it has ended.`],
  [
    /tell me who you are|empty ident name|unable to auto-detect email/i,
    () =>
      'git does not know who you are; run: git config --global user.name "…" and git config --global user.email "…"',
  ],
  [
    /failed to sign|signing failed/i,
    () =>
      "The commit could not be signed; git's own settings commit.gpgSign and user.signingKey say how.",
  ],
  [
    /\(fetch first\)|\(non-fast-forward\)/,
    () => "The remote has commits that are not here; pull, then push again.",
  ],
  [
    /\[remote rejected\][^(]*\(([^)]*)\)/,
    (match) => `The remote refused the push: ${remoteWords(match.input) ?? match[1]}.`,
  ],
  [
    /Authentication failed|could not read (Username|Password)|Permission denied \(|Invalid username|HTTP Basic: Access denied|terminal prompts disabled|requested URL returned error: (401|403)/i,
    () => "The remote did not let us in; sign in once with git push in a terminal, then try again.",
  ],
  [
    /Host key verification failed/,
    () =>
      "The host of the remote is not known yet; connect to it once in a terminal and accept its key.",
  ],
  [
    /Could not resolve host(?:name)?:? ([^\s:;]+)/i,
    (match) => `The host ${match[1]} of the remote cannot be found; is there a network?`,
  ],
  [
    /Repository not found|does not appear to be a git repository|repository '[^']*' does not exist/i,
    () =>
      "The remote is no repository, or not one that you may see; git remote -v shows its address.",
  ],
  [
    /Failed to connect|Connection (refused|timed out|reset)|Could not read from remote repository|unable to access/i,
    (match) => `The remote cannot be reached: ${essential(match.input)}`,
  ],
  [
    /No configured push destination/i,
    () => "The repository has no remote; add one with git remote add.",
  ],
  [
    /CONFLICT|unmerged files|fix conflicts|after resolving the conflicts|could not revert/i,
    (_, root) => `There are conflicts in ${root}; resolve them first.`,
  ],
  [
    /local changes [^:]*would be overwritten|your local changes/i,
    () => "Changes that are not committed are in the way; commit them or put them aside first.",
  ],
  [/nothing (added )?to commit|no changes added/i, () => "There is nothing to commit."],
  [/block timeout reached/i, () => "git gave no sign of life for two minutes and was ended."],
  [/failed to push some refs/, (match) => `A hook refused the push: ${essential(match.input)}`],
];

/** What a hook on the other end said. */
function remoteWords(text: string): string | undefined {
  const lines = [...text.matchAll(/^remote: *(.*\S)/gm)].map((it) => it[1] ?? "");
  const found = lines.find((it) => /error|denied|declined|protected|not allowed|must/i.test(it));
  return (found ?? lines.at(-1))?.replace(/^(error|fatal): /i, "").replace(/\.$/, "");
}

/** The line that tells most: an error of git, or what stands last, where hooks speak. */
function essential(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((it) => it.replace(/\p{Cc}+/gu, " ").trim())
    .filter((it) => it !== "" && !/^(hint:|To |Everything up-to-date)/.test(it));
  const found = lines.find((it) => /^(fatal|error): /.test(it) && !/failed to push/.test(it));
  const line = (found ?? lines.filter((it) => !/failed to push/.test(it)).at(-1) ?? lines[0] ?? "")
    .replace(/^(fatal|error): /, "")
    .slice(0, 300);
  return line === "" ? "it did not say why." : `${line.replace(/\.$/, "")}.`;
}

const withoutPasswords = (text: string): string => text.replace(/(\w+:\/\/)[^\s/@]+@/g, "$1");
