import { describe, expect, test } from "vitest";
import { deprecatedField } from "../../../server/engine/rules/deprecatedField.ts";
import { expectProblems, problemsIn } from "../../support/expect.ts";
import { dedented } from "../../support/features.ts";
import { fixed } from "../../support/fixed.ts";

const roots = [{ path: "", remotes: ["https://example.com/fleet"] }];

const expectThose = (...parts: readonly string[]): void =>
  expectProblems(parts.map(dedented).join("\n"), { roots });

const web = `
  #- base/kustomization.yaml
  resources: [web.yaml]
  #- base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { replicas: 1 }
`;

test("paths are told from the folder that is open, not as they are on the machine", () => {
  const [found] = problemsIn(
    new Map([
      ["/home/me/fleet/prod/kustomization.yaml", "components: [../more]\n"],
      ["/home/me/fleet/more/kustomization.yaml", "resources: []\nkind: Kustomization\n"],
    ]),
    { roots: [{ path: "/home/me/fleet", remotes: [] }] },
  );
  expect(found?.problem.message).toBe(
    "The build of prod fails: accumulating components: accumulateDirectory: \"expected kind 'Component' for path 'more' but got 'Kustomization'\"",
  );
});

describe("what a build says is held back", () => {
  test("where an entry leads out of the folders that are open", () => {
    const entry = ["/me/fleet/kustomization.yaml", "resources: [../base]\n"] as const;
    expect(problemsIn(new Map([entry]), { roots: [{ path: "/me/fleet", remotes: [] }] })).toEqual(
      [],
    );
  });

  test("where a file of the resources is still empty: bootstrap fills it", () => {
    expectThose(`
      #- flux-system/kustomization.yaml
      resources: [gotk-components.yaml]
      patches:
        - target: { kind: Deployment }
          patch: |-
            - { op: remove, path: /spec }
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: source-controller, namespace: flux-system }
      images: [{ name: nginx, newTag: "1" }]
      #- flux-system/gotk-components.yaml
      # flux bootstrap writes this
    `);
  });

  test("where something lies elsewhere, and below it", () => {
    expectThose(`
      #- base/kustomization.yaml
      resources: ["https://github.com/a/b//c?ref=v1"]
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ remote-resource (information)
      #- prod/kustomization.yaml
      resources: [../base]
      patches:
        - target: { kind: Deployment }
          patch: |-
            - { op: remove, path: /spec }
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
      replicas: [{ name: web, count: 2 }]
      replacements:
        - source: { kind: ConfigMap, name: a }
          targets: [{ select: { kind: Deployment }, fieldPaths: [spec.a] }]
    `);
  });

  test("where a Component, or a base, is for several builds and one of them needs it", () => {
    expectThose(
      web,
      `
      #- common/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      patches:
        - target: { kind: Deployment }
          patch: |-
            - { op: replace, path: /spec/replicas, value: 2 }
        - target: { kind: ConfigMap }
          patch: |-
            $patch: delete
            kind: ConfigMap
            apiVersion: v1
            metadata: { name: any }
      #- a/kustomization.yaml
      resources: [../base]
      components: [../common]
      #- b/kustomization.yaml
      resources: [settings.yaml]
      components: [../common]
      #- b/settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: settings }
    `,
    );
  });

  test("where a Component stands by itself", () => {
    expectThose(`
      #- common/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      patches:
        - target: { kind: Deployment }
          patch: |-
            - { op: replace, path: /spec/replicas, value: 2 }
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
    `);
  });

  test("where parents give all their children a patch that some need", () => {
    const child = (name: string) => `
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: ${name}, namespace: flux-system }
      spec:
        interval: 1h
        prune: true
        path: ./apps/${name}
        sourceRef: { kind: GitRepository, name: fleet }
    `;
    const manifest = (kind: string, name: string) => `
      #- apps/${name}/${name}.yaml
      apiVersion: v1
      kind: ${kind}
      metadata: { name: ${name}, namespace: shop }
      data: { a: "1" }
    `;
    expectThose(
      `
      #- clusters/main/kustomization.yaml
      resources: [children.yaml]
      patches:
        - target: { kind: Kustomization }
          patch: |-
            - op: add
              path: /spec/patches
              value:
                - target: { kind: ConfigMap }
                  patch: |
                    - { op: replace, path: /data/a, value: "2" }
      #- clusters/main/children.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: fleet, namespace: flux-system }
      spec: { interval: 1h, url: https://example.com/fleet }
      `,
      child("one"),
      child("two"),
      manifest("ConfigMap", "one"),
      manifest("Secret", "two"),
    );
  });
});

describe("a build that fails is told once, at the line that causes it", () => {
  test("with all builds in which it does", () => {
    expectThose(
      web,
      `
      #- common/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      replicas: [{ name: api, count: 2 }]
      #                  ^^^ replicas-without-target: Nothing here that has replicas is called "api", so the build of a and of b fails and nothing of it is applied. There is "web".
      #- a/kustomization.yaml
      resources: [../base]
      components: [../common]
      #- b/kustomization.yaml
      resources: [../base]
      components: [../common]
    `,
    );
  });

  test("where a rule has told it, that is enough", () => {
    expectThose(`
      #- kustomization.yaml
      resources: [missing.yaml]
      #           ^^^^^^^^^^^^ kustomization-entry-missing
    `);
  });
});

const said = (message: string, lines: string): void =>
  expectThose(
    web,
    `
    #- prod/kustomization.yaml
    resources: [../base]
    ${lines.replace("MESSAGE", message)}
  `,
  );

describe("why a target selects nothing", () => {
  const start =
    "patch-without-target: The target of this patch selects no object, so the patch changes nothing.";
  test("the name", () => {
    said(
      `${start} Nothing that fits otherwise is called "api". There is "web".`,
      `patches: [{ target: { kind: Deployment, name: api }, patch: '[{ "op": "remove", "path": "/spec" }]' }]
    #                                             ^^^ MESSAGE`,
    );
  });

  test("the kind", () => {
    said(
      `${start} Nothing that fits otherwise is a Deploymnt. Did you mean "Deployment"?`,
      `patches: [{ target: { kind: Deploymnt, name: web }, patch: '[{ "op": "remove", "path": "/spec" }]' }]
    #                           ^^^^^^^^^ MESSAGE`,
    );
  });

  test("the namespace, which the same file sets only later", () => {
    said(
      `${start} What fits otherwise is in no namespace at this step.`,
      `patches: [{ target: { kind: Deployment, namespace: shop }, patch: '[{ "op": "remove", "path": "/spec" }]' }]
    #                                                  ^^^^ MESSAGE
    namespace: shop`,
    );
  });

  test("labels", () => {
    said(
      `${start} labelSelector leaves out all that fits otherwise.`,
      `patches: [{ target: { labelSelector: a=b }, patch: '[{ "op": "remove", "path": "/spec" }]' }]
    #                                    ^^^ MESSAGE`,
    );
  });
});

describe("fixes", () => {
  const from = (code: string, lines: string) =>
    fixed(
      { code },
      [web, `#- prod/kustomization.yaml\n${dedented(lines)}`].map(dedented).join("\n"),
    );

  test("the name that was meant", () => {
    expect(
      from(
        "patch-without-target",
        `
        resources: [../base]
        patches:
          - target: { kind: Deployment, name: wbe }
            patch: |-
              - { op: remove, path: /spec/replicas }
      `,
      ),
    ).toContain("target: { kind: Deployment, name: web }");
  });

  test("a patch that changes nothing goes, and with the last of them the field", () => {
    expect(
      from(
        "patch-without-target",
        `
        resources: [../base]
        patches:
          - target: { kind: Service }
            patch: |-
              - { op: remove, path: /spec/replicas }
      `,
      ),
    ).toBe("resources: [../base]\n");
  });

  test("the path of a JSON patch", () => {
    expect(
      from(
        "json-patch-path",
        `
        resources: [../base]
        patches: [{ path: patch.yaml, target: { kind: Deployment } }]
        #- prod/patch.yaml
        - { op: remove, path: /spce/replicas }
      `,
      ),
    ).toBe("- { op: remove, path: /spec/replicas }\n");
  });

  const migrated = (lines: string) =>
    fixed(deprecatedField, `#- kustomization.yaml\n${dedented(lines)}`);

  test.for([
    ["bases: [../base]", "resources: [../base]"],
    ["resources: [a.yaml]\nbases: [../base]", "resources: [a.yaml, ../base]"],
    ["imageTags: [{ name: a, newTag: b }]", "images: [{ name: a, newTag: b }]"],
    [
      "patchesStrategicMerge:\n  - a.yaml # why\n  - b.yaml",
      "patches:\n  - path: a.yaml # why\n  - path: b.yaml",
    ],
    ["patchesStrategicMerge: [a.yaml]", "patches: [{ path: a.yaml }]"],
    [
      "patches:\n  - path: a.yaml\npatchesStrategicMerge:\n  - b.yaml",
      "patches:\n  - path: a.yaml\n  - path: b.yaml",
    ],
    [
      "patchesJson6902:\n  - path: a.yaml\n    target: { kind: A, name: a }",
      "patches:\n  - path: a.yaml\n    target: { kind: A, name: a }",
    ],
    [
      'commonLabels:\n  app: web\n  tier: "1"',
      'labels:\n  - includeSelectors: true\n    pairs:\n      app: web\n      tier: "1"',
    ],
    ["commonLabels: { a: b }", "labels: [{ includeSelectors: true, pairs: { a: b } }]"],
    [
      "commonLabels: { a: b }\nlabels:\n  - pairs: { c: d }",
      "labels:\n  - pairs: { c: d }\n  - includeSelectors: true\n    pairs:\n      a: b",
    ],
    [
      "configMapGenerator:\n  - name: a\n    env: a.env",
      "configMapGenerator:\n  - name: a\n    envs: [a.env]",
    ],
  ] as const)("%s", ([before, after]) => {
    expect(migrated(before)).toBe(`${after}\n`);
  });

  test("what must be decided is left to a person", () => {
    expect(migrated("vars: [{ name: A }]")).toBeUndefined();
    expect(migrated("commonLabels: { a: b }\nlabels: [{ pairs: { a: c } }]")).toBeUndefined();
  });
});

test("folders that include only one another are built by nobody else, and told once", () => {
  expectThose(`
    #- a/kustomization.yaml
    resources: [../b]
    #- b/kustomization.yaml
    resources: [x.yaml, ../a]
    #                   ^^^^ kustomization-cycle
    #- b/x.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: x }
  `);
});

test("an empty Component under resources is told once", () => {
  expectThose(`
    #- kustomization.yaml
    resources: [extra]
    #           ^^^^^ kustomization-folder
    #- extra/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1alpha1
    kind: Component
  `);
});
