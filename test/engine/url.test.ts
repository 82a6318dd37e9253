import { expect, test } from "vitest";
import { normalUrl } from "../../server/engine/url.ts";

test.for([
  ["https://github.com/Shop/Fleet.git", "github.com/shop/fleet"],
  ["git@github.com:shop/fleet.git", "github.com/shop/fleet"],
  ["ssh://git@github.com/shop/fleet", "github.com/shop/fleet"],
  ["ssh://git@ssh.github.com:443/shop/fleet.git", "github.com/shop/fleet"],
  ["https://token@github.com/shop/fleet/", "github.com/shop/fleet"],
  ["https://git.example.com/Shop/Fleet", "git.example.com/Shop/Fleet"],
  ["ssh://git@git.example.com:22/a/b/c.git", "git.example.com/a/b/c"],
  ["ssh://git@git.example.com:2222/a/b", "git.example.com:2222/a/b"],
  ["HTTPS://Git.Example.com/a", "git.example.com/a"],
  ["git@ssh.dev.azure.com:v3/org/project/repo", "dev.azure.com/org/project/_git/repo"],
  ["https://dev.azure.com/org/project/_git/repo", "dev.azure.com/org/project/_git/repo"],
  ["https://github.com/a/b.c", "github.com/a/b.c"],
  ["", ""],
] as const)("%s is %s", ([url, normal]) => {
  expect(normalUrl(url)).toBe(normal);
});
