import { expect, test } from "vitest";
import { shownMessage } from "../../server/engine/shownMessage.ts";
import { shownPath } from "../../server/engine/shownPath.ts";

const from = (...paths: readonly string[]) => ({ roots: paths.map((path) => ({ path })) });

test.each([
  [
    "of the only folder, from there",
    from("/home/me/fleet"),
    "/home/me/fleet/apps/a.yaml",
    "apps/a.yaml",
  ],
  ["the only folder", from("/home/me/fleet"), "/home/me/fleet", "."],
  [
    "of one of several, with its name",
    from("/me/fleet", "/me/demo"),
    "/me/demo/a.yaml",
    "demo/a.yaml",
  ],
  ["one of several", from("/me/fleet", "/me/demo"), "/me/demo", "demo"],
  [
    "of those with one name, with what tells them apart",
    from("/a/fleet", "/b/fleet"),
    "/b/fleet/x",
    "b/fleet/x",
  ],
  ["of a folder in another one", from("/me", "/me/fleet"), "/me/fleet/a.yaml", "fleet/a.yaml"],
  ["beside the only folder", from("/home/me/fleet"), "/home/me/other/a.yaml", "../other/a.yaml"],
  ["in a fixture", from(""), "apps/a.yaml", "apps/a.yaml"],
])("a path %s", (_, folders, path, shown) => {
  expect(shownPath(folders, path)).toBe(shown);
});

test("a path in a folder that stands in for a repository", () => {
  const sources = { "https://github.com/acme/base": "/home/me/.cache/git/base" };
  const settings = { sources };
  expect(
    shownPath({ ...from("/home/me/fleet"), settings }, "/home/me/.cache/git/base/web.yaml"),
  ).toBe("base/web.yaml");
});

test.each([
  ["open '/home/me/fleet/apps/a.yaml': no such file", "open 'apps/a.yaml': no such file"],
  ["candidate root '/home/me/fleet' contains it", "candidate root '.' contains it"],
  ["lstat /home/me/other: no such file", "lstat ../other: no such file"],
  ["stat /home/me/fleet-old/x: gone", "stat ../fleet-old/x: gone"],
])("in a message: %s", (message, shown) => {
  expect(shownMessage(from("/home/me/fleet"), message)).toBe(shown);
});

test.each([
  "add operation does not apply: doc is missing path: /home: missing value",
  "https://example.com/home/me/fleet/a",
  "/spec/template is no mapping",
])("what is no path stays: %s", (message) => {
  expect(shownMessage(from("/home/me/fleet"), message)).toBe(message);
});

test("in a message, with several folders open, one of which has a space in its name", () => {
  const folders = from("/home/me/my fleet", "/home/me/demo");
  expect(shownMessage(folders, "'/home/me/my fleet/a.yaml' and '/home/me/demo/b.yaml'.")).toBe(
    "'my fleet/a.yaml' and 'demo/b.yaml'.",
  );
});
