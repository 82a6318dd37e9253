import { expect, test } from "vitest";
import { folderFor } from "../../../demo/repositories/foldersByUrl.ts";

const folders = [
  { path: "/home/ann/fleet", remotes: ["git@git.example.com:org/infra.git"] },
  { path: "/home/ann/apps.git", remotes: [] },
  { path: "/home/ann/other", url: "https://git.example.com/org/apps", remotes: [] },
];

test.for([
  ["the URL that it was named for", "https://git.example.com/org/apps.git", "/home/ann/other"],
  ["a remote, spelled otherwise", "ssh://git@git.example.com/org/infra", "/home/ann/fleet"],
  ["its own path", "file:///home/ann/fleet", "/home/ann/fleet"],
  ["the last part of the URL", "https://elsewhere.example.com/x/apps", "/home/ann/apps.git"],
  ["nothing", "https://git.example.com/org/none", undefined],
  [
    "nothing: one that stands for another URL alone",
    "https://elsewhere.example.com/other",
    undefined,
  ],
] as const)("a folder is found by %s", ([, url, expected]) => {
  expect(folderFor(folders, url)).toBe(expected);
});
