import { expect, test } from "vitest";
import { gitSentence } from "../../../client/git/gitSentence.ts";
import { repositoryState } from "../../../client/git/repositoryState.ts";

const said = (text: string): string => gitSentence(text, "/repo");

test.for([
  [
    "To origin\n ! [rejected] main -> main (fetch first)\nerror: failed to push some refs to 'x'",
    "The remote has commits that are not here; pull, then push again.",
  ],
  [
    "remote: error: GH006: Protected branch update failed for refs/heads/main.\n ! [remote rejected] main -> main (protected branch hook declined)\nerror: failed to push some refs",
    "The remote refused the push: GH006: Protected branch update failed for refs/heads/main.",
  ],
  [
    " ! [remote rejected] main -> main (shallow update not allowed)",
    "The remote refused the push: shallow update not allowed.",
  ],
  [
    "fatal: could not read Username for 'https://git.example.com': terminal prompts disabled",
    "The remote did not let us in; sign in once with git push in a terminal, then try again.",
  ],
  [
    "git@git.example.com: Permission denied (publickey).\nfatal: Could not read from remote repository.",
    "The remote did not let us in; sign in once with git push in a terminal, then try again.",
  ],
  [
    "Host key verification failed.\nfatal: Could not read from remote repository.",
    "The host of the remote is not known yet; connect to it once in a terminal and accept its key.",
  ],
  [
    "fatal: unable to access 'https://git.example.com/x/': Could not resolve host: git.example.com",
    "The host git.example.com of the remote cannot be found; is there a network?",
  ],
  [
    "fatal: Unable to create '/repo/.git/index.lock': File exists.",
    "Another git is at work in /repo; try again when it has ended.",
  ],
  [
    "error: gpg failed to sign the data\nfatal: failed to write commit object",
    "The commit could not be signed; git's own settings commit.gpgSign and user.signingKey say how.",
  ],
  ["spawn git ENOENT", "git was not found; install it, or put it on the PATH."],
  ["block timeout reached", "git gave no sign of life for two minutes and was ended."],
  [
    "husky - pre-push\nlint failed\nerror: failed to push some refs to 'x'",
    "A hook refused the push: lint failed.",
  ],
  ["fatal: something new", "git failed in /repo: something new."],
  ["", "git failed in /repo: it did not say why."],
])("%s", ([text = "", sentence = ""]) => {
  expect(said(text)).toBe(sentence);
});

test("passwords in addresses are not repeated", () => {
  const text = said("fatal: bad https://me:secret@git.example.com/x");
  expect(text).toBe("git failed in /repo: bad https://git.example.com/x.");
});

test("a status is read field by field, whatever names files have", () => {
  const output = [
    "# branch.oid 0123456789012345678901234567890123456789",
    "# branch.head feature/x",
    "# branch.upstream origin/feature/x",
    "# branch.ab +2 -3",
    "1 .M N... 100644 100644 100644 abc abc one two.yaml",
    "1 A. N... 000000 100644 100644 abc abc new.yaml",
    "1 .D N... 100644 100644 000000 abc abc gone.yaml",
    "2 R. N... 100644 100644 100644 abc abc R100 now.yaml",
    "before.yaml",
    "u UU N... 100644 100644 100644 100644 abc abc abc both.yaml",
    "? # branch.head.yaml",
    "",
  ].join("\0");
  expect(repositoryState(output)).toEqual({
    branch: "feature/x",
    head: "0123456789012345678901234567890123456789",
    upstream: "origin/feature/x",
    ahead: 2,
    behind: 3,
    files: [
      { path: "one two.yaml", change: "changed" },
      { path: "new.yaml", change: "added" },
      { path: "gone.yaml", change: "deleted" },
      { path: "now.yaml", change: "renamed" },
      { path: "both.yaml", change: "conflict" },
      { path: "# branch.head.yaml", change: "untracked" },
    ],
  });
  expect(repositoryState("# branch.oid (initial)\0# branch.head main\0")).toEqual({
    branch: "main",
    ahead: 0,
    behind: 0,
    files: [],
  });
});
