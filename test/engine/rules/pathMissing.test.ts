import { describe, expect, test } from "vitest";
import { pathMissing } from "../../../server/engine/rules/pathMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(pathMissing);

const ks = (
  file: string,
  path: string,
  mark = "",
  spec = "sourceRef: { kind: GitRepository, name: flux-system }",
) => `
    #- ${file}
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${file.replace(/\W+/g, "-")}, namespace: flux-system }
    spec:
      ${spec}
      path: ${path}${mark && `\n      #     ${"^".repeat(path.length)} path-missing${mark}`}`;

const bootstrap = (root = "") =>
  ks(`${root}clusters/main/flux-system/gotk-sync.yaml`, "./clusters/main");

const repository = (name: string, url: string, spec = "interval: 1h") => `
    #- sources/${name}.yaml
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: ${name}, namespace: flux-system }
    spec: { url: "${url}", ${spec} }`;

const app = (folder: string) => `
    #- ${folder}/app.yaml
    kind: ConfigMap`;

describe("certain, because bootstrap's own file says where the root is", () => {
  test("the root of the checkout", () => {
    expectProblems(
      scene(
        bootstrap(),
        ks(
          "a.yaml",
          "./apps",
          ' (error): No folder "./apps" in GitRepository flux-system, so nothing is applied, and nothing removed.',
        ),
      ),
    );
  });

  test("a folder below what is opened", () => {
    expectProblems(
      scene(
        bootstrap("fleet/"),
        ks("fleet/a.yaml", "./apps"),
        ks("fleet/b.yaml", "./fleet/apps", " (error)"),
        app("fleet/apps"),
      ),
    );
  });

  test("each of several repositories means its own source of that name", () => {
    expectProblems(
      scene(
        bootstrap("one/"),
        bootstrap("two/"),
        ks("one/a.yaml", "./apps"),
        ks("two/a.yaml", "./apps", " (error)"),
        app("one/apps"),
      ),
    );
  });

  test("the root itself, however it is written", () => {
    for (const path of ["./", "/", ".", '""', "./clusters/../"])
      expectProblems(scene(bootstrap(), ks("a.yaml", path)));
  });

  test("a path cannot leave the root", () => {
    expectProblems(scene(bootstrap(), ks("a.yaml", "../../apps"), app("apps")));
  });

  test("a source with the URL of bootstrap's", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- clusters/main/flux-system/source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { url: ssh://git@github.com/shop/fleet }
`,
        repository("fleet", "https://github.com/shop/Fleet.git"),
        ks("a.yaml", "./apps", " (error)", "sourceRef: { kind: GitRepository, name: fleet }"),
      ),
    );
  });
});

describe("certain, because the URL is that of the checkout", () => {
  const world = { roots: [{ path: "", remotes: ["git@github.com:shop/fleet.git"] }] };

  test("a GitRepository", () => {
    expectProblems(
      scene(
        repository("fleet", "https://github.com/shop/fleet"),
        ks("a.yaml", "./apps", " (error)", "sourceRef: { kind: GitRepository, name: fleet }"),
      ),
      world,
    );
  });

  test("a FluxInstance", () => {
    expectProblems(
      scene(
        `

      #- flux.yaml
      apiVersion: fluxcd.controlplane.io/v1
      kind: FluxInstance
      metadata: { name: flux, namespace: flux-system }
      spec: { sync: { kind: GitRepository, url: "https://github.com/shop/fleet.git", path: clusters/main } }
`,
        ks("a.yaml", "./apps", " (error)"),
      ),
      world,
    );
  });

  test("the values of the flux-instance chart", () => {
    expectProblems(
      scene(
        `

      #- flux.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flux-instance, namespace: flux-system }
      spec:
        chartRef: { kind: OCIRepository, name: flux-instance }
        values:
          instance: { sync: { kind: GitRepository, url: "https://github.com/shop/fleet.git", path: clusters/main } }
`,
        ks("a.yaml", "./apps", " (error)"),
      ),
      world,
    );
  });

  test("a tag may hold another tree", () => {
    expectProblems(
      scene(
        repository("fleet", "https://github.com/shop/fleet", "ref: { tag: v1 }"),
        ks("a.yaml", "./apps", " (warning)", "sourceRef: { kind: GitRepository, name: fleet }"),
      ),
      world,
    );
  });
});

test("certain, because a setting says so", () => {
  expectProblems(
    scene(
      ks("a.yaml", "./apps", " (error)", "sourceRef: { kind: OCIRepository, name: fleet }"),
      ks("b.yaml", "./shop", "", "sourceRef: { kind: OCIRepository, name: fleet }"),
      app("deploy/shop"),
    ),
    { settings: { sources: { "OCIRepository/flux-system/fleet": "deploy" } } },
  );
});

describe("likely", () => {
  test("where the operator's file lies in the path that it syncs", () => {
    expectProblems(
      scene(
        `

      #- clusters/main/flux.yaml
      apiVersion: fluxcd.controlplane.io/v1
      kind: FluxInstance
      metadata: { name: flux, namespace: flux-system }
      spec: { sync: { kind: GitRepository, url: "https://github.com/shop/fleet.git", path: clusters/main } }
`,
        ks("a.yaml", "./apps", " (warning)"),
      ),
    );
  });

  test("where a folder beside the checkout bears the name of the repository", () => {
    expectProblems(
      scene(
        bootstrap("fleet/"),
        repository("web", "https://github.com/shop/web-deploy"),
        ks("fleet/a.yaml", "./base", "", "sourceRef: { kind: GitRepository, name: web }"),
        ks(
          "fleet/b.yaml",
          "./bsae",
          ' (warning): No folder "./bsae" in GitRepository web, so nothing is applied, and nothing removed. Did you mean "./base"?',
          "sourceRef: { kind: GitRepository, name: web }",
        ),
        app("web-deploy/base"),
      ),
    );
  });

  test("where nearly all other paths of the source are found", () => {
    expectProblems(
      scene(
        ["one", "two", "three"]
          .map((it) => ks(`${it}.yaml`, `./apps/${it}`) + app(`apps/${it}`))
          .join("\n"),
        ks("four.yaml", "./apps/four", " (warning)"),
      ),
    );
  });

  test("where the parent adds its own source", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- clusters/main/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        path: ./apps
        sourceRef: { kind: GitRepository, name: flux-system }
        patches:
          - patch: |-
              apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: { name: any }
              spec: { sourceRef: { kind: GitRepository, name: flux-system } }
            target: { kind: Kustomization }
`,
        ks("apps/web/ks.yaml", "./apps/wbe/app", " (error)", "prune: true"),
        app("apps/web/app"),
      ),
    );
  });
});

describe("not known", () => {
  test("where nothing says which folder holds the source", () => {
    expectProblems(ks("a.yaml", "./apps"));
  });

  test("where the source is another repository", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- clusters/main/flux-system/source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { url: https://github.com/shop/fleet }
`,
        repository("web", "https://github.com/shop/web-deploy"),
        ks("a.yaml", "./base", "", "sourceRef: { kind: GitRepository, name: web }"),
      ),
    );
  });

  test("where the source is an artifact", () => {
    for (const kind of ["OCIRepository", "Bucket", "ExternalArtifact"])
      expectProblems(
        scene(
          bootstrap(),
          ks("a.yaml", "./apps", "", `sourceRef: { kind: ${kind}, name: flux-system }`),
        ),
      );
  });

  test("where another repository is laid into the source", () => {
    expectProblems(
      scene(
        bootstrap(),
        repository(
          "flux-system",
          "https://x/y",
          "include: [{ repository: { name: web }, toPath: apps/web }]",
        ),
        ks("a.yaml", "./apps/web/prod"),
        ks("b.yaml", "./apps/shop", " (error)"),
      ),
    );
  });

  test("where the path holds a variable", () => {
    expectProblems(scene(bootstrap(), ks("a.yaml", "./apps/${ENVIRONMENT}")));
  });
});

describe("the folder that is meant", () => {
  const meant = (path: string, folder: string, file = "a.yaml") => {
    const source = scene(bootstrap(), ks(file, path), app(folder));
    return /path: (.*)/.exec(fixed(pathMissing, source) ?? "")?.[1];
  };

  test.for([
    [
      "the app moved, its ks.yaml with it",
      "./apps/media/web/app",
      "apps/default/web/app",
      "apps/default/web/ks.yaml",
      "./apps/default/web/app",
    ],
    [
      "a copied ks.yaml names its neighbour",
      "./apps/media/old/app",
      "apps/media/web/app",
      "apps/media/web/ks.yaml",
      "./apps/media/web/app",
    ],
    ["two letters", "./apps/wbe", "apps/web", undefined, "./apps/web"],
    ["two letters in the middle", "apps/mdeia/web", "apps/media/web", undefined, "apps/media/web"],
    ["another middle", "./apps/media/web", "apps/default/web", undefined, "./apps/default/web"],
    [
      "a prefix that is missing",
      "/clusters/west",
      "k8s/clusters/west",
      undefined,
      "/k8s/clusters/west",
    ],
    ["a segment too many", "./apps/media/web", "apps/web", undefined, "./apps/web"],
    [
      "a slash lost",
      "./apps/mediaweb/app",
      "apps/media/web/app",
      undefined,
      "./apps/media/web/app",
    ],
    ["backslashes", ".\\apps\\web", "apps/web", undefined, "apps/web"],
  ] as const)("%s", ([, path, folder, file, right]) => {
    expect(meant(path, folder, file)).toBe(right);
  });

  test("one segment too deep, where the folder above is a kustomization", () => {
    const source = scene(
      bootstrap(),
      ks("a.yaml", "./apps/web/app"),
      `
      #- apps/web/kustomization.yaml
      resources: []
    
`,
    );
    expect(fixed(pathMissing, source)).toContain("path: ./apps/web\n");
  });

  test("several that fit are none", () => {
    const source = scene(
      bootstrap(),
      ks("a.yaml", "./apps/x/web"),
      app("apps/a/web"),
      app("apps/b/web"),
    );
    expect(fixed(pathMissing, source)).toBeUndefined();
  });
});

describe("other paths", () => {
  test("a Component that is not there", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- a.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: flux-system }
      spec:
        path: ./apps
        sourceRef: { kind: GitRepository, name: flux-system }
        components: [../components/alerts, ../components/none]
        #                                  ^^^^^^^^^^^^^^^^^^ path-missing: No folder "../components/none" in GitRepository flux-system, so the build fails.
`,
        app("apps"),
        `
      #- components/alerts/kustomization.yaml
      kind: Component
      apiVersion: kustomize.config.k8s.io/v1alpha1
    
`,
      ),
    );
  });

  test("a missing Component may be allowed", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- a.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: flux-system }
      spec:
        path: ./apps
        ignoreMissingComponents: true
        sourceRef: { kind: GitRepository, name: flux-system }
        components: [../components/none]
`,
        app("apps"),
      ),
    );
  });

  test("a chart in the repository", () => {
    expectProblems(
      scene(
        bootstrap(),
        `
      #- a.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: a, namespace: flux-system }
      spec:
        chart:
          spec:
            chart: ./charts/wbe
            #      ^^^^^^^^^^^^ path-missing: No folder "./charts/wbe" in GitRepository flux-system, so the chart is not found. Did you mean "./charts/web"?
            sourceRef: { kind: GitRepository, name: flux-system }
      #- charts/web/Chart.yaml
      name: web
    
`,
      ),
    );
  });
});
