import { describe, expect, test } from "vitest";
import {
  type DocumentSymbol,
  documentSymbols,
} from "../../../server/engine/features/documentSymbols.ts";
import { scoreOf, workspaceSymbols } from "../../../server/engine/features/workspaceSymbols.ts";
import { fileAt } from "../../../server/engine/workspace.ts";
import { drawMarks } from "../../support/drawMarks.ts";
import { dedented, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

/** The outline as indented lines: name, kind, detail. Every selection lies in its range, and every child in its parent. */
function outlineOf(source: string, path = "file.yaml"): string {
  const workspace = workspaceOf(readFixture(source).files);
  const file = fileAt(workspace, path);
  const lines: string[] = [];
  const walk = (symbols: readonly DocumentSymbol[], depth: number) => {
    for (const { name, kind, detail, span, selection, children } of symbols) {
      lines.push(`${"  ".repeat(depth)}${name} (${kind}) ${detail}`.trimEnd());
      expect(span.start <= selection.start && selection.end <= span.end).toBe(true);
      for (const it of children)
        expect(span.start <= it.span.start && it.span.end <= span.end).toBe(true);
      walk(children, depth + 1);
    }
  };
  walk(file ? documentSymbols(workspace, file) : [], 0);
  return lines.join("\n");
}

const expectOutline = (source: string, expected: string, path?: string): void =>
  expect(outlineOf(source, path)).toBe(dedented(expected));

describe("the outline of a file", () => {
  test("objects with their fields", () => {
    expectOutline(
      `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: &app apps, namespace: flux-system }
      spec:
        prune: true
        retries: 3
        empty:
        same: *app
        dependsOn:
          - name: infra
          - { x: 1 }
          - plain
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: team }
      `,
      `
      Kustomization/apps (module) flux-system
        apiVersion (string) kustomize.toolkit.fluxcd.io/v1
        kind (string) Kustomization
        metadata (field)
          name (string) apps
          namespace (string) flux-system
        spec (field)
          prune (boolean) true
          retries (number) 3
          empty (null)
          same (string) *app
          dependsOn (array)
            infra (field)
              name (string) infra
            1 (field)
              x (number) 1
            plain (string)
      Namespace/team (namespace)
        apiVersion (string) v1
        kind (string) Namespace
        metadata (field)
          name (string) team
      `,
    );
  });

  test("a kustomization file is told by its folder", () => {
    expectOutline(
      "#- apps/web/kustomization.yaml\nresources: [a.yaml]",
      `
      Kustomization (module) web
        resources (array)
          a.yaml (string)
      `,
      "apps/web/kustomization.yaml",
    );
  });

  test("a List holds its objects", () => {
    expectOutline(
      `
      apiVersion: v1
      kind: List
      items:
        - apiVersion: v1
          kind: ConfigMap
          metadata: { name: a }
      `,
      `
      List (array) 1
        ConfigMap/a (struct)
          apiVersion (string) v1
          kind (string) ConfigMap
          metadata (field)
            name (string) a
      `,
    );
  });

  test("values of a Secret are never shown", () => {
    const outline = outlineOf(`
      apiVersion: v1
      kind: Secret
      metadata: { name: creds }
      stringData:
        password: hunter2
        list: [hunter3]
        more: [{ name: hunter4 }]
    `);
    expect(outline).toContain("password (string)");
    expect(outline).not.toContain("hunter");
  });

  test("other YAML, long text, and text that is none", () => {
    expectOutline(
      `
      replicas: 2
      text: |
        one
        two
      long: ${"x".repeat(80)}
      "": odd
      `,
      `
      replicas (number) 2
      text (string) one…
      long (string) ${"x".repeat(59)}…
      "" (string) odd
      `,
    );
    expect(outlineOf("")).toBe("");
    expect(outlineOf("}{")).toBeTypeOf("string");
  });
});

describe("objects of the workspace", () => {
  const source = `
    #- a.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    ---
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: "infra-apps" }
    #- b.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: mapping }
    #- kustomization.yaml
    resources: []
  `;
  const { files } = readFixture(source);
  const found = (query: string) => workspaceSymbols(workspaceOf(files), query);

  test.for([
    ["", "Kustomization/flux-system/apps Kustomization/infra-apps ConfigMap/mapping"],
    ["apps", "Kustomization/flux-system/apps Kustomization/infra-apps"],
    ["kust/apps", "Kustomization/flux-system/apps Kustomization/infra-apps"],
    ["kinfra", "Kustomization/infra-apps"],
    ["MAPPING", "ConfigMap/mapping"],
    ["cm map", "ConfigMap/mapping"],
    ["nothing", ""],
  ] as const)("%j", ([query, names]) => {
    expect(
      found(query)
        .map((it) => it.name)
        .sort(),
    ).toEqual(names.split(" ").filter(Boolean).sort());
  });

  test("are shown at their names", () => {
    const marks = found("").map(({ place, name }) => ({ ...place, label: name }));
    expect(drawMarks(files, marks)).toBe(
      [
        "a.yaml:3\n  metadata: { name: apps, namespace: flux-system }\n                    ^^^^ Kustomization/flux-system/apps",
        'a.yaml:7\n  metadata: { name: "infra-apps" }\n                     ^^^^^^^^^^ Kustomization/infra-apps',
        "b.yaml:3\n  metadata: { name: mapping }\n                    ^^^^^^^ ConfigMap/mapping",
      ].join("\n"),
    );
  });

  test("better matches come first", () => {
    const labels = [
      "ConfigMap/x/wapps",
      "Kustomization/x/apps",
      "Apps/x/b",
      "Kustomization/x/apps-b",
      "A/p/ps",
    ];
    const sorted = labels.toSorted(
      (a, b) => (scoreOf("apps", a) ?? 99) - (scoreOf("apps", b) ?? 99),
    );
    expect(sorted).toEqual([
      "Kustomization/x/apps",
      "Kustomization/x/apps-b",
      "Apps/x/b",
      "ConfigMap/x/wapps",
      "A/p/ps",
    ]);
  });

  test("at most 200", () => {
    const many = Array.from(
      { length: 300 },
      (_, index) => `apiVersion: v1\nkind: Pod\nmetadata: { name: p${index} }\n`,
    );
    const workspace = workspaceOf(new Map([["pods.yaml", many.join("---\n")]]));
    expect(workspaceSymbols(workspace, "p")).toHaveLength(200);
  });
});
