import { expect, test } from "vitest";
import { artifactFiles } from "../../server/engine/flux/artifact.ts";
import { printObjects } from "../../server/engine/kustomize/print.ts";
import { rebuilt, rendering } from "../../server/engine/renderings.ts";
import { changed, type FileChange, type Workspace } from "../../server/engine/workspace.ts";
import { workspaceFiles } from "../../server/engine/workspaceFiles.ts";
import { workspaceOf } from "../support/features.ts";
import { readFixture } from "../support/fixture.ts";

const configMap = (name: string) =>
  `{ apiVersion: v1, kind: ConfigMap, metadata: { name: ${name} } }`;

const files = `
  #- prod/kustomization.yaml
  resources: [base, more.yaml]
  #- shared/kustomization.yaml
  resources: [web.yaml]
  #- shared/web.yaml
  ${configMap("web")}
  #- shared/more.yaml
  ${configMap("more")}
  #- other/kustomization.yaml
  resources: [web.yaml]
  #- other/web.yaml
  ${configMap("other")}
`;

const linked = (links: Readonly<Record<string, string | undefined>>): readonly FileChange[] =>
  Object.entries(links).map(([path, link]) => ({
    path,
    content: link === undefined ? undefined : { link },
  }));

const LINKS = { "prod/base": "again", again: "shared", "prod/more.yaml": "shared/more.yaml" };

function after(
  workspace: Workspace,
  links: Readonly<Record<string, string | undefined>>,
): Workspace {
  return rebuilt(changed(workspace, linked(links)).workspace).workspace;
}

const start = () => after(workspaceOf(readFixture(files).files), LINKS);

function namesIn(workspace: Workspace): string {
  const { objects = [], error } = rendering(workspace, "kustomize prod") ?? {};
  if (error) return error.message;
  const text = printObjects(objects.map((it) => it.node));
  return [...text.matchAll(/ name: (.*)/g)].map((it) => it[1]).join(" ");
}

test("kustomize follows links to files and to folders, through other links, too", () => {
  expect(namesIn(start())).toBe("more web");
});

test("a link that leads elsewhere now, and one that is gone", () => {
  const elsewhere = after(start(), { again: "other" });
  expect(namesIn(elsewhere)).toBe("more other");
  expect(namesIn(after(elsewhere, { "prod/more.yaml": undefined }))).toMatch(/more\.yaml/);
});

test("a file in the place of a link", () => {
  const text = `${configMap("own")}\n`;
  const { workspace } = changed(start(), [{ path: "prod/more.yaml", content: { text } }]);
  expect(namesIn(rebuilt(workspace).workspace)).toBe("own web");
});

test("links that lead in a circle lead nowhere", () => {
  const circle = after(start(), { again: "prod/base" });
  expect(namesIn(circle)).toMatch("accumulating resources from 'base'");
});

test("an artifact holds no links, nor what lies behind them", () => {
  const real = workspaceFiles(start());
  const ignoreFiles: readonly string[] = [];
  const artifact = artifactFiles(real, {
    root: "",
    ignore: undefined,
    sparse: undefined,
    includes: [],
    ignoreFiles,
  });
  expect(real.file("prod/more.yaml")?.path).toBe("shared/more.yaml");
  expect(real.folder("prod/base")).toEqual(real.folder("shared"));
  expect(artifact.folder("prod")).toEqual(["kustomization.yaml"]);
  expect(artifact.file("prod/more.yaml")).toBeUndefined();
  expect(artifact.file("prod/base/web.yaml")).toBeUndefined();
  expect(artifact.folder("prod/base")).toBeUndefined();
  expect(artifact.file("shared/web.yaml")?.path).toBe("shared/web.yaml");
});
