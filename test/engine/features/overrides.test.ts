import { describe, expect, test } from "vitest";
import { hover } from "../../../server/engine/features/hover.ts";
import { inlayHints } from "../../../server/engine/features/inlayHints.ts";
import { spanOf } from "../../../server/engine/source.ts";
import { dedented, readScene, workspaceOf } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** What hover says of overlays, without schemas, which say other things. */
function said(...parts: readonly string[]): string | undefined {
  const { workspace, cursor } = readScene(parts.map(dedented).join("\n"));
  return hover(workspace, cursor)?.markdown;
}

const overlay = (name: string, lines: string) => `
  #- apps/${name}/kustomization.yaml
  resources: [../base]
  ${lines}
`;

const base = (web: string) => `
  #- apps/base/kustomization.yaml
  resources: [web.yaml]
  #- apps/base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    ${web}
`;

const setsReplicas = (count: number) => `replicas: [{ name: web, count: ${count} }]`;

describe("hover on a field says what overlays make of it", () => {
  test("one line for each value", () => {
    expect(
      said(
        base("replicas: <|>1"),
        overlay("dev", ""),
        overlay("prod", setsReplicas(3)),
        overlay("staging", setsReplicas(2)),
      ),
    ).toMatchInlineSnapshot(`
      "Overlays change it

      - in apps/prod: \`3\`, set by replicas in apps/prod/kustomization.yaml:2
      - in apps/staging: \`2\`, set by replicas in apps/staging/kustomization.yaml:2"
    `);
  });

  test("nothing where they leave it, and nothing on what no build takes up", () => {
    expect(said(base("replicas: <|>1"), overlay("dev", ""))).toBeUndefined();
    expect(
      said(base("paused: <|>true").replace("resources: [web.yaml]", "namespace: shop")),
    ).toBeUndefined();
  });

  test("builds that agree are told together", () => {
    expect(
      said(
        base("replicas: <|>1"),
        `
        #- apps/more/kustomization.yaml
        kind: Component
        apiVersion: kustomize.config.k8s.io/v1alpha1
        ${setsReplicas(4)}
        `,
        overlay("dev", "components: [../more]"),
        overlay("prod", "components: [../more]"),
      ),
    ).toMatchInlineSnapshot(`
      "Overlays change it

      - in all 2 builds: \`4\`, set by replicas in apps/more/kustomization.yaml:3"
    `);
  });

  test("the line of a patch, wherever lists have moved the element", () => {
    expect(
      said(
        base(
          "template: { spec: { containers: [{ name: web, env: [{ name: B, value: b }, { name: A, value: <|>a }] }] } }",
        ),
        `
        #- apps/prod/kustomization.yaml
        resources: [../base]
        patches: [{ path: patch.yaml }]
        #- apps/prod/patch.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          template:
            spec:
              containers:
                - name: web
                  env:
                    - name: B
                      $patch: delete
                    - name: A
                      value: z
        `,
      ),
    ).toMatchInlineSnapshot(`
      "Overlays change it

      - in apps/prod: \`z\`, set by a patch in apps/prod/patch.yaml:13"
    `);
  });

  test("what is taken away", () => {
    const patch = (at: string) => `
      #- apps/prod/kustomization.yaml
      resources: [../base]
      patches:
        - target: { kind: Deployment }
          patch: |-
            - { op: remove, path: ${at} }
    `;
    const manifest = base("paused: <|>true");
    expect(said(manifest, patch("/spec/paused"))).toMatchInlineSnapshot(`
      "Overlays change it

      - in apps/prod: removed by a patch in apps/prod/kustomization.yaml:3"
    `);
    expect(said(manifest, patch("/spec"))).toMatchInlineSnapshot(`
      "Overlays change it

      - in apps/prod: removed by a patch in apps/prod/kustomization.yaml:3"
    `);
  });

  test("a map that is replaced as a whole", () => {
    expect(
      said(
        base("strategy: { type: <|>RollingUpdate }"),
        `
        #- apps/prod/kustomization.yaml
        resources: [../base]
        patches:
          - target: { kind: Deployment }
            patch: |-
              - { op: replace, path: /spec/strategy, value: { type: Recreate } }
        `,
      ),
    ).toMatchInlineSnapshot(`
      "Overlays change it

      - in apps/prod: \`Recreate\`, set by a patch in apps/prod/kustomization.yaml:5"
    `);
  });

  test("at most five lines", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const overlays = names.map((it, index) => overlay(it, setsReplicas(index + 10)));
    const lines = said(base("replicas: <|>1"), ...overlays)?.split("\n") ?? [];
    expect(lines.slice(-2)).toEqual([
      "- in apps/e: `14`, set by replicas in apps/e/kustomization.yaml:2",
      "- and 2 more",
    ]);
  });

  test("values of Secrets are not shown, wherever they end up", () => {
    expect(
      said(`
        #- base/kustomization.yaml
        resources: [a.yaml]
        #- base/a.yaml
        apiVersion: v1
        kind: Secret
        metadata: { name: a }
        stringData: { password: <|>one }
        #- prod/kustomization.yaml
        resources: [../base]
        patches:
          - target: { kind: Secret }
            patch: |-
              - { op: replace, path: /stringData/password, value: two }
      `),
    ).toBeUndefined();
    const carried = said(`
      #- base/kustomization.yaml
      resources: [a.yaml, b.yaml]
      #- base/a.yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: a }
      stringData: { password: hunter2 }
      #- base/b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: b }
      data: { copy: <|>none }
      #- prod/kustomization.yaml
      resources: [../base]
      replacements:
        - source: { kind: Secret, name: a, fieldPath: stringData.password }
          targets: [{ select: { kind: ConfigMap }, fieldPaths: [data.copy] }]
    `);
    expect(carried).not.toContain("hunter2");
    expect(carried).toContain("a value out of a Secret, set by replacements");
  });

  test("in a patch: what it changes", () => {
    expect(
      said(
        base("replicas: 1"),
        `
        #- apps/prod/kustomization.yaml
        resources: [../base]
        patches: [{ path: patch.yaml }]
        #- apps/prod/patch.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec: { replicas: <|>2 }
        `,
      ),
    ).toBe("This patch changes Deployment web.");
  });
});

/** Hints stand behind the marked words. */
function expectHints(source: string): void {
  const { files, marks } = readFixture(source);
  const workspace = workspaceOf(files);
  const found = [...files].flatMap(([path, text]) =>
    inlayHints(workspace, path, spanOf(0, text.length)).map(({ offset, label }) => {
      const word = /[^\s'"]+['"]?$/.exec(text.slice(0, offset))?.[0].length ?? 0;
      return { path, span: spanOf(offset - word, offset), label };
    }),
  );
  sameMarks(files, found, marks);
}

describe("hints behind what overlays replace", () => {
  test("images and replicas", () => {
    expectHints(`
      #- base/kustomization.yaml
      resources: [web.yaml]
      #- base/web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 1
        #         ^ → 3
        template:
          spec:
            containers:
              - name: web
                image: nginx:1.27
                #      ^^^^^^^^^^ → 1.28
              - name: other
                image: redis:7
      #- prod/kustomization.yaml
      resources: [../base]
      images: [{ name: nginx, newTag: "1.28" }]
      replicas: [{ name: web, count: 3 }]
    `);
  });

  test("two values are told, more are left to the hover", () => {
    expectHints(`
      #- base/kustomization.yaml
      resources: [web.yaml, api.yaml]
      #- base/web.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec: { template: { spec: { containers: [{ name: web, image: nginx }] } } }
      #                                                            ^^^^^ → nginx:2 or nginx:3
      #- base/api.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec: { replicas: 1 }
      #- a/kustomization.yaml
      resources: [../base]
      images: [{ name: nginx, newTag: "2" }]
      replicas: [{ name: api, count: 2 }]
      #- b/kustomization.yaml
      resources: [../base]
      images: [{ name: nginx, newTag: "3" }]
      replicas: [{ name: api, count: 3 }]
      #- c/kustomization.yaml
      resources: [../base]
      replicas: [{ name: api, count: 4 }]
    `);
  });
});
