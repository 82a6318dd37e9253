import { expect, test } from "vitest";
import { artifactFiles, type SourceTree } from "../../../server/engine/flux/artifact.ts";
import type { Files } from "../../../server/engine/kustomize/files.ts";
import { join } from "../../../server/engine/path.ts";
import { memoryFiles } from "../../kustomize/memoryFiles.ts";

const plain: SourceTree = {
  root: "/repo",
  ignore: undefined,
  sparse: undefined,
  includes: [],
  ignoreFiles: [],
};

/** Every path that the artifact has; folders end with a slash. */
function listed(paths: readonly string[], tree: Partial<SourceTree> = {}): readonly string[] {
  const contents = paths.map((it): readonly [string, string] => {
    const [path = "", content = "a: b\n"] = it.split(" = ");
    return [`/repo/${path}`, content.replaceAll("; ", "\n")];
  });
  const files = artifactFiles(memoryFiles(new Map(contents)), { ...plain, ...tree });
  return below(files, "/repo").map((it) => it.slice("/repo/".length));
}

const below = (files: Files, folder: string): readonly string[] =>
  [...(files.folder(folder) ?? [])].sort().flatMap((name) => {
    const path = join(folder, name);
    if (files.folder(path) === undefined) return files.file(path) ? [path] : [];
    const inner = below(files, path);
    return inner.length > 0 ? inner : [`${path}/`];
  });

test("what no rule names is there, but for files of git, pictures and CI", () => {
  const paths = [
    ".gitignore",
    "a.yaml",
    "logo.png",
    ".github/x.yaml",
    "apps/.sops.yaml",
    "README.md",
  ];
  expect(listed(paths)).toEqual(["README.md", "a.yaml", "apps/"]);
});

test("a rule of one's own takes the default rules away", () => {
  const paths = [
    ".gitignore",
    "logo.png",
    "apps/.sops.yaml",
    "apps/a.txt",
    ".sourceignore = *.txt",
  ];
  const ignoreFiles = ["/repo/.sourceignore"];
  expect(listed(paths, { ignoreFiles })).toEqual([".sourceignore", "apps/.sops.yaml", "logo.png"]);
  const comment = [...paths.slice(0, -1), ".sourceignore = # nothing; "];
  expect(listed(comment, { ignoreFiles })).toEqual([".sourceignore", "apps/a.txt"]);
});

test("the carriage return at the end of a line is not a part of the rule, nor is that at the end of the text", () => {
  const paths = ["a.txt", "b.txt", "c.md", ".sourceignore = *.txt\r; *.md\r"];
  expect(listed(paths, { ignoreFiles: ["/repo/.sourceignore"] })).toEqual([".sourceignore"]);
});

test("rules of the source come last, and may take back what lies in an ignored folder", () => {
  const paths = ["apps/a.yaml", "apps/b.yaml", "infra/c.yaml"];
  expect(listed(paths, { ignore: "/*\n!/apps\n/apps/b.yaml\n" })).toEqual(["apps/a.yaml"]);
  expect(listed(paths, { ignore: "apps/\n!apps/b.yaml" })).toEqual(["apps/b.yaml", "infra/c.yaml"]);
});

test("a nested file of rules speaks of its own folder", () => {
  const paths = ["a.yaml", "apps/a.yaml", "apps/.sourceignore = /a.yaml"];
  const ignoreFiles = ["/repo/apps/.sourceignore"];
  expect(listed(paths, { ignoreFiles })).toEqual(["a.yaml", "apps/.sourceignore"]);
});

test("a sparse checkout has what begins with its folders", () => {
  const paths = ["apps/a.yaml", "apps2/b.yaml", "infra/c.yaml"];
  expect(listed(paths, { sparse: ["./apps"] })).toEqual(["apps/a.yaml", "apps2/b.yaml"]);
});

test("another source is laid over a folder, by its own rules", () => {
  const paths = ["apps/a.yaml", "lib/base/cm.yaml", "lib/base/no.yaml"];
  const tree = { ...plain, ignore: "no.yaml" };
  const includes = [{ from: "lib", to: "apps/shared", tree }];
  expect(listed(paths, { includes })).toEqual([
    "apps/a.yaml",
    "apps/shared/base/cm.yaml",
    "lib/base/cm.yaml",
    "lib/base/no.yaml",
  ]);
});

test("where links are files that hold a path, they are left out like links", () => {
  expect(listed(["apps = real", "real/a.yaml", "b.yaml = real/a.yaml", "c.yaml = real/x"])).toEqual(
    ["c.yaml", "real/a.yaml"],
  );
});
