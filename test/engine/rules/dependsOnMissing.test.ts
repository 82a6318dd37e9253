import { describe, expect, test } from "vitest";
import { dependsOnMissing } from "../../../server/engine/rules/dependsOnMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(dependsOnMissing);

/** A file with one Kustomization; a line of `spec` may be a mark. */
const ks = (file: string, namespace: string, ...spec: readonly string[]) => `
#- ${file}.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: "${file.replace(/.*\//, "")}"${namespace && `, namespace: ${namespace}`} }
spec:
  prune: true
${spec.map((it) => `  ${it}`).join("\n")}`;

const release = (...it: Parameters<typeof ks>) =>
  ks(...it)
    .replace("kustomize.toolkit.fluxcd.io/v1", "helm.toolkit.fluxcd.io/v2")
    .replace("kind: Kustomization", "kind: HelmRelease");

/** A dependency, marked when there is something to say about it. */
const on = (name: string, said?: string, namespace?: string): readonly string[] => [
  "dependsOn:",
  `  - name: ${name}`,
  ...(said === undefined ? [] : [`#         ${"^".repeat(name.length)} depends-on-missing${said}`]),
  ...(namespace === undefined ? [] : [`    namespace: ${namespace}`]),
];

const nowhere = (name: string, meant?: string): string =>
  ` (error): No Kustomization "${name}" in this workspace, so this object never starts.` +
  (meant ? ` Did you mean "${meant}"?` : "");

describe("a dependency", () => {
  test("that nothing declares", () => {
    expectProblems(scene(ks("apps", "flux-system", ...on("databases", nowhere("databases")))));
  });

  test("that only a HelmRelease declares: both wait for their own kind alone", () => {
    expectProblems(scene(ks("apps", "x", ...on("db", "")), release("db", "x", ...on("apps", ""))));
  });

  test("in another namespace than it is looked for", () => {
    const said =
      ' (error): Kustomization "certs" is in namespace "security", not in "flux-system" where this looks for it, so this object never starts.';
    const source = scene(ks("apps", "flux-system", ...on("certs", said)), ks("certs", "security"));
    expectProblems(source);
    expect(fixed(dependsOnMissing, source)).toContain("namespace: security");
  });

  test("with the wrong namespace written", () => {
    const source = scene(
      ks("apps", "flux-system", ...on("certs", "", "safety")),
      ks("certs", "security"),
    );
    expectProblems(source);
    expect(fixed(dependsOnMissing, source)).toContain("    namespace: security\n");
  });

  test("that is a letter off is named, and put right", () => {
    const said = nowhere("infrastucture", "infrastructure");
    const source = scene(
      ks("apps", "flux-system", ...on("infrastucture", said)),
      ks("infrastructure", "flux-system"),
    );
    expectProblems(source);
    expect(fixed(dependsOnMissing, source)).toContain("- name: infrastructure\n");
  });

  test("that lost its prefix", () => {
    const said = nowhere("postgres", "apps-postgres");
    expectProblems(scene(ks("web", "", ...on("postgres", said)), ks("apps-postgres", "")));
  });

  test("with another number is another thing", () => {
    expectProblems(scene(ks("web", "", ...on("node-1", nowhere("node-1"))), ks("node-2", "")));
  });

  test("of nearly that name in another namespace is not meant", () => {
    expectProblems(scene(ks("web", "a", ...on("certz", nowhere("certz"))), ks("certs", "b")));
  });
});

describe("namespaces that a kustomization gives", () => {
  const listed = (folder: string, entry: string, ...more: readonly string[]) =>
    scene(
      `#- ${folder}/kustomization.yaml`,
      `namespace: ${folder}`,
      `resources: [${entry}.yaml]`,
      ...more,
    );

  test("count as if they were written", () => {
    expectProblems(
      scene(
        listed("media", "player"),
        ks("media/player", "", ...on("db", undefined, "database")),
        listed("music", "player"),
        ks("music/player", "", ...on("db", "")),
        listed("database", "db"),
        ks("database/db", ""),
      ),
    );
  });

  test("are not known where a Component is fetched from elsewhere", () => {
    expectProblems(
      scene(
        listed("media", "player", 'components: ["https://example.com/x?ref=main"]'),
        ks("media/player", "", ...on("db")),
        listed("database", "db"),
        ks("database/db", ""),
      ),
    );
  });

  test("come from a Component too", () => {
    expectProblems(
      scene(
        `
        #- components/ns/kustomization.yaml
        apiVersion: kustomize.config.k8s.io/v1alpha1
        kind: Component
        namespace: media
        #- media/kustomization.yaml
        components: [../components/ns]
        resources: [player.yaml]
        `,
        ks("media/player", "", ...on("db", "")),
        listed("database", "db"),
        ks("database/db", ""),
      ),
    );
  });

  test("are those of every overlay, and what holds in one of them says in which", () => {
    const said =
      ' (error): Kustomization "db" is in namespace "west", not in "east" where this looks for it, so this object never starts (in east).';
    expectProblems(
      scene(
        ks("base/player", "", ...on("db", said)),
        "#- base/kustomization.yaml\nresources: [player.yaml]",
        "#- east/kustomization.yaml\nnamespace: east\nresources: [../base]",
        "#- west/kustomization.yaml\nnamespace: west\nresources: [../base]",
        ks("db", "west"),
      ),
    );
  });

  test("are not known where a parent patches targetNamespace into what applies the file", () => {
    const parent = [
      "path: ./apps",
      "sourceRef: { kind: GitRepository, name: flux-system }",
      "patches: [{ patch: 'spec: { targetNamespace: x }', target: { kind: Kustomization } }]",
    ];
    expectProblems(
      scene(
        ks("clusters/main/flux-system/gotk-sync", "flux-system", "path: ./clusters/main"),
        ks("clusters/main/apps", "flux-system", ...parent),
        ks("apps/web/ks", "flux-system", "path: ./apps/web/app"),
        "#- apps/web/app/kustomization.yaml\nresources: [release.yaml]",
        release("apps/web/app/release", "web", ...on("db")),
        release("db", "x"),
      ),
    );
  });
});

describe("nothing is said", () => {
  test("of a name that a prefix makes", () => {
    expectProblems(
      scene(
        ks("web", "", ...on("prod-db")),
        "#- prod/kustomization.yaml\nnamePrefix: prod-\nresources: [../base]",
        "#- base/kustomization.yaml\nresources: [db.yaml]",
        ks("base/db", ""),
      ),
    );
  });

  test("of a name that a variable makes, or that is one", () => {
    expectProblems(
      scene(
        ks("web", "", ...on("eu-db")),
        ks("api", "", ...on("${REGION}-cache")),
        ks("${REGION}-db", ""),
      ),
    );
  });

  test("of a name that a ResourceSet makes", () => {
    expectProblems(
      scene(
        ks("web", "apps", ...on("tenants")),
        `
        #- set.yaml
        apiVersion: fluxcd.controlplane.io/v1
        kind: ResourceSet
        metadata: { name: x, namespace: apps }
        spec:
          resources:
            - apiVersion: kustomize.toolkit.fluxcd.io/v1
              kind: Kustomization
              metadata: { name: << inputs.name >> }
        `,
      ),
    );
  });

  test("of bootstrap's own Kustomization, whose files are often kept elsewhere", () => {
    expectProblems(scene(ks("web", "flux-system", ...on("flux-system"))));
  });

  test("inside a Helm chart", () => {
    expectProblems(scene("#- chart/Chart.yaml", ks("chart/templates/a", "", ...on("nowhere"))));
  });

  test("in a document with Jinja statements", () => {
    expectProblems(scene(ks("web", "", "#% if enabled %#", ...on("nowhere"), "#% endif %#")));
  });
});

test("what no kustomization lists is only noted: it is not applied", () => {
  expectProblems(
    scene(
      "#- apps/kustomization.yaml\nresources: [a.yaml]",
      ks("apps/a", ""),
      ks("apps/b", "", ...on("nowhere", " (information)")),
    ),
  );
});

test("nor what such a Kustomization would apply", () => {
  expectProblems(
    scene(
      "#- clusters/kustomization.yaml\nresources: [on.yaml]",
      ks("clusters/on", "x"),
      ks("clusters/off", "x", "path: ./app"),
      "#- app/kustomization.yaml\nresources: [release.yaml]",
      release("app/release", "x", ...on("nowhere", " (information)")),
    ),
  );
});
