import { expect, test } from "vitest";
import { gitUrlOf, isRemote } from "../../../server/engine/kustomize/remote.ts";

/** Repository, folder in it and revision. */
const parts = (url: string) => {
  const it = gitUrlOf(url);
  return it && [it.repository, it.path, it.ref];
};

test.each([
  ["https://github.com/org/repo", "https://github.com/org/repo", "", ""],
  ["https://github.com/org/repo/a/b?ref=v1", "https://github.com/org/repo", "a/b", "v1"],
  ["github.com/org/repo//a?version=v2", "https://github.com/org/repo", "a", "v2"],
  ["GitHub.com/org/repo?ref=a&version=b", "https://github.com/org/repo", "", "a"],
  ["git@github.com:org/repo.git/a", "git@github.com:org/repo.git", "a", ""],
  ["ssh://git@github.com/org/repo", "git@github.com:org/repo", "", ""],
  ["https://user@github.com/org/repo", "user@github.com:org/repo", "", ""],
  ["git@example.com:org/repo/a", "git@example.com:org/repo", "a", ""],
  ["https://example.com/a/b.git/c", "https://example.com/a/b.git", "c", ""],
  ["https://dev.azure.com/o/p/_git/r/a/b", "https://dev.azure.com/o/p/_git/r", "a/b", ""],
  ["git::https://example.com/a/b", "https://example.com/a/b", "", ""],
  ["file:///srv/repo", "file:///srv/repo", "", ""],
  ["file:///srv/repo//a", "file:///srv/repo", "a", ""],
  // Odd, but so kustomize reads whatever begins with a user.
  ["a@b/c/d", "a@b/c/d", "", ""],
  ["HTTPS://example.com/a/b?ref=%C3%A9", "https://example.com/a/b", "", "é"],
])("%s is a repository", (url, repository, path, ref) => {
  expect(parts(url)).toEqual([repository, path, ref]);
});

test.each([
  "../base",
  "base",
  "/srv/base",
  "example.com/org/repo",
  "https://example.com/only",
  "https://github.com/org/repo//../x",
])("%s is a path of this machine", (entry) => {
  expect(parts(entry)).toBeUndefined();
});

test("a file behind http is remote though it is no repository", () => {
  expect(isRemote("https://example.com/a.yaml")).toBe(true);
  expect(isRemote("a.yaml")).toBe(false);
});
