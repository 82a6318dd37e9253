import { describe, expect, test } from "vitest";
import { locate, namedAt, referenceAt } from "../../server/engine/locate.ts";
import { readScene } from "../support/features.ts";

/** `on path` of what is under the cursor, counted from the document. */
function located(source: string): string {
  const { workspace, cursor } = readScene(source);
  const location = locate(workspace, cursor);
  return location ? `${location.on} ${location.path.join(".")}`.trim() : "no file";
}

describe("the path under a cursor", () => {
  test.for([
    ["a: 1<|>", "value a"],
    ["a<|>: 1", "key a"],
    ["a:<|> 1", "nowhere"],
    ["a: <|>1", "value a"],
    ["<|>a: 1", "key a"],
    ["a:\n  b: [1, <|>2]", "value a.b.1"],
    ["a:\n  b: [1,<|> 2]", "nowhere a.b"],
    ["a:\n  - b: x<|>\n  - c: y", "value a.0.b"],
    ["a:\n  - <|>b: x", "key a.0.b"],
    ["a: {b: {c<|>: 1}}", "key a.b.c"],
    ["a: |\n  te<|>xt\nb: 1", "value a"],
    ["a: 1\n# com<|>ment", "nowhere"],
    ["a: 1\n---\nb: <|>2", "value b"],
    ["a: &x 1\nb: *<|>x", "value b"],
    ["a: 1\na: <|>2", "value a"],
    ["- - <|>x", "value 0.0"],
    ["<|>", "nowhere"],
    ["}<|>", "nowhere"],
  ] as const)("%j", ([source, expected]) => {
    expect(located(source)).toBe(expected);
  });

  test("a file that is not there", () => {
    const { workspace } = readScene("a: <|>1");
    expect(locate(workspace, { path: "other.yaml", offset: 0 })).toBe(undefined);
  });
});

describe("the resource around it", () => {
  const list = `
    apiVersion: v1
    kind: List
    items:
      - apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: one }
      - apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: two }
        spec: { dependsOn: [{ name: on<|>e }] }
  `;

  test("inside a List, its path counts from the item", () => {
    const { workspace, cursor } = readScene(list);
    const location = locate(workspace, cursor);
    expect(location?.resource?.name).toBe("two");
    expect(location?.resourcePath).toEqual(["spec", "dependsOn", 0, "name"]);
    expect(location && referenceAt(location)?.reference.text).toBe("one");
  });

  test("its own name, through an alias too", () => {
    const { workspace, cursor } = readScene(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { labels: { a: &name settings }, name: *na<|>me }
    `);
    const location = locate(workspace, cursor);
    expect(location && namedAt(location)?.name).toBe("settings");
  });

  test("neither is found on a key", () => {
    const { workspace, cursor } = readScene(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { na<|>me: a }
    `);
    const location = locate(workspace, cursor);
    expect(location && namedAt(location)).toBe(undefined);
    expect(location && referenceAt(location)).toBe(undefined);
  });
});
