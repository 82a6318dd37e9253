import { describe, expect, test } from "vitest";
import { kustomizationEntryMissing } from "../../../server/engine/rules/kustomizationEntryMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(kustomizationEntryMissing);

describe("every list of files", () => {
  test("is looked at", () => {
    expectProblems(
      `
      #- apps/kustomization.yaml
      resources: [a.yaml, sub]
      #           ^^^^^^ kustomization-entry-missing: File "a.yaml" is not there, so this kustomization does not build and nothing of it is applied.
      #                   ^^^ kustomization-entry-missing: Folder "sub" is not there, so this kustomization does not build and nothing of it is applied.
      components: [../x]
      #            ^^^^ kustomization-entry-missing (error): Component "../x" is not there, so this kustomization does not build and nothing of it is applied.
      patches: [{ path: p.yaml }]
      #                 ^^^^^^ kustomization-entry-missing: File "p.yaml" is not there, so this kustomization does not build and nothing of it is applied.
      patchesStrategicMerge: [s.yaml]
      #                       ^^^^^^ kustomization-entry-missing
      configMapGenerator:
        - name: c
          files: [key=f.txt, f.txt]
      #           ^^^^^^^^^ kustomization-entry-missing: File "f.txt" is not there, so this kustomization does not build and nothing of it is applied.
      #                      ^^^^^ kustomization-entry-missing
          envs: [.env]
      #          ^^^^ kustomization-entry-missing (error)
      secretGenerator:
        - name: s
          envs: [.env]
      #          ^^^^ kustomization-entry-missing (warning)
      configurations: [k.yaml]
      #                ^^^^^^ kustomization-entry-missing
    `,
    );
  });

  test("of a Component too", () => {
    expectProblems(`
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1alpha1
      kind: Component
      resources: [a.yaml]
      #           ^^^^^^ kustomization-entry-missing
    `);
  });
});

describe("nothing is said", () => {
  test("of what is fetched, written inline, or filled in later", () => {
    expectProblems(`
      #- kustomization.yaml
      resources:
        - https://example.com/a.yaml
        - github.com/org/repo//deploy?ref=v1
        - git@github.com:org/repo.git
        - git::https://example.com/org/repo//x
        - ssh://git@example.com/org/repo
        - gitlab.example.com/org/repo.git/deploy
        - apps/\${ENV}
      patchesStrategicMerge:
        - |-
          kind: Deployment
      transformers:
        - |-
          apiVersion: builtin
          kind: PrefixTransformer
    `);
  });

  test("of what lies above the folder that is open", () => {
    expectProblems(
      `
      #- /repo/apps/kustomization.yaml
      resources: [../../base, ../none]
      #                       ^^^^^^^ kustomization-entry-missing
    `,
      { roots: [{ path: "/repo", remotes: [] }] },
    );
  });

  test("of a file that nobody reads but that is there", () => {
    expectProblems(`
      #- kustomization.yaml
      configMapGenerator: [{ name: c, files: [logo.png] }]
      #- logo.png
    `);
  });

  test("where another repository is laid over the folder", () => {
    expectProblems(`
      #- apps/kustomization.yaml
      resources: [base/app.yaml]
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: x }
      spec: { include: [{ repository: { name: lib }, toPath: apps/base }] }
    `);
  });
});

describe("what Flux does not apply may be completed by a script", () => {
  const sync = `
    #- clusters/main/flux-system/gotk-sync.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec: { path: ./clusters/main, sourceRef: { kind: GitRepository, name: flux-system } }`;

  test("a folder that no Kustomization leads to", () => {
    expectProblems(
      scene(
        sync,
        `
        #- clusters/main/kustomization.yaml
        resources: [a.yaml]
        #           ^^^^^^ kustomization-entry-missing (error)
        #- talos/kustomization.yaml
        resources: [b.yaml]
        #           ^^^^^^ kustomization-entry-missing (warning)
        `,
      ),
    );
  });
});

describe("the entry that is meant", () => {
  const entry = (written: string, ...there: readonly string[]) => {
    const source = scene(
      `#- apps/web/kustomization.yaml\nresources: [namespace.yaml, ${written}]`,
      "#- apps/web/namespace.yaml\nkind: Namespace",
      ...there.map((it) => `#- ${it}\nkind: ConfigMap`),
    );
    return /namespace\.yaml, (.*)\]/.exec(fixed(kustomizationEntryMissing, source) ?? "")?.[1];
  };

  test.for([
    ["a letter", "release.yaml", "apps/web/relaese.yaml", "relaese.yaml"],
    ["a hyphen", "helm-release.yaml", "apps/web/helmrelease.yaml", "helmrelease.yaml"],
    ["an extension", "app.yml", "apps/web/app.yaml", "app.yaml"],
    ["no extension", "./app", "apps/web/app.yaml", "./app.yaml"],
    ["an extension too much", "app.yaml", "apps/web/app/kustomization.yaml", "app"],
    ["encrypted since", "secret.yaml", "apps/web/secret.sops.yaml", "secret.sops.yaml"],
    ["case", "Service.yaml", "apps/web/service.yaml", "service.yaml"],
    ["one level too few", "../base", "base/kustomization.yaml", "../../base"],
    ["one level too many", "../../base", "apps/base/kustomization.yaml", "../base"],
    ["moved down", "pvc.yaml", "apps/web/storage/pvc.yaml", "storage/pvc.yaml"],
  ] as const)("%s", ([, written, there, meant]) => {
    expect(entry(written, there)).toBe(meant);
  });

  test("is not one that is listed already", () => {
    expect(entry("namespac.yaml")).toBeUndefined();
  });

  test("is none where several fit", () => {
    expect(entry("x.yaml", "apps/web/a/x.yaml", "apps/web/b/x.yaml")).toBeUndefined();
  });

  test("keeps the key in front of a generator's file", () => {
    const source = `
      #- kustomization.yaml
      configMapGenerator: [{ name: c, files: ["site=conf/sit.conf"] }]
      #- conf/site.conf
    `;
    expect(fixed(kustomizationEntryMissing, source)).toContain('["site=conf/site.conf"]');
  });
});

test("the line can go, where nothing near is there", () => {
  const source = `
    #- kustomization.yaml
    resources:
      - a.yaml
      - gone/dashboard.json
    #- a.yaml
    kind: ConfigMap
  `;
  expect(fixed(kustomizationEntryMissing, source)).toBe("resources:\n  - a.yaml\n");
});
