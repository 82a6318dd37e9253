import { expect, test } from "vitest";
import { pathOf, uriOf } from "../../server/lsp/uri.ts";

test.for([
  ["file:///home/me/repo/apps.yaml", "/home/me/repo/apps.yaml"],
  ["file:///home/me/with%20space/%23a.yaml", "/home/me/with space/#a.yaml"],
  ["vscode-vfs://github/owner/repo/x.yaml", "/~vscode-vfs/github/owner/repo/x.yaml"],
] as const)("%s is %s and back", ([uri, path]) => {
  expect(pathOf(uri)).toBe(path);
  expect(uriOf(path)).toBe(uri);
});

test.for([
  ["file:///C%3A/repo/x.yaml", "c:/repo/x.yaml"],
  ["file:///c:/repo/x.yaml", "c:/repo/x.yaml"],
  ["file:///home/me/repo/", "/home/me/repo"],
  ["file:///100%/x", "/100%/x"],
] as const)("%s is read as %s", ([uri, path]) => {
  expect(pathOf(uri)).toBe(path);
});
