import { describe, expect, test } from "vitest";
import { completion } from "../../../server/engine/features/completion.ts";
import { completionDocumentation } from "../../../server/engine/features/completionDocumentation.ts";
import { catalogue } from "../../support/catalogue.ts";
import { readScene, workspaceOf } from "../../support/features.ts";
import { expectChosen, itemsAt, labelsAt } from "./completing.ts";

/** A Flux Kustomization with these lines in its spec, and a few objects and files around it. */
const flux = (...spec: readonly string[]) => `
#- clusters/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
${spec.map((it) => `  ${it}`).join("\n")}
#- clusters/others.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: infra, namespace: flux-system }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: tenant, namespace: tenants }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: fleet, namespace: flux-system }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: artifacts, namespace: flux-system }
#- apps/kustomization.yaml
resources: [deployment.yaml]
#- apps/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
`;

describe("fields", () => {
  test("in the order of the schema, required ones first, without those that are there", () => {
    const labels = labelsAt(flux("interval: 10m", "<|>", "prune: true"));
    expect(labels.slice(0, 3)).toEqual(["sourceRef", "buildMetadata", "commonMetadata"]);
    expect(labels).not.toContain("interval");
    expect(labels).not.toContain("prune");
  });

  test("with a snippet of what they require", () => {
    expectChosen(
      "apiVersion: flagger.app/v1beta1\nkind: Canary\nspec:\n  analysis:\n    al<|>\n    interval: 1m\n",
      "alerts",
      `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      spec:
        analysis:
          alerts:
            - name: $1
              providerRef:
                name: $2
          interval: 1m
      `,
    );
  });

  test("with values to choose from, and sensible durations", () => {
    const texts = Object.fromEntries(itemsAt(flux("<|>")).map((it) => [it.label, it.text]));
    expect(texts).toMatchObject({
      prune: "prune: ${1|true,false|}",
      interval: "interval: ${1:10m}",
      force: "force: ${1|false,true|}",
      sourceRef:
        "sourceRef:\n    kind: ${1|GitRepository,OCIRepository,Bucket,ExternalArtifact|}\n    name: $2",
    });
  });

  test("the rest of a key that has its colon", () => {
    expectChosen(
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  repl<|>as: 1\n",
      "replicas",
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: 1",
    );
  });

  test("of an item of a list", () => {
    expectChosen(
      "apiVersion: flagger.app/v1beta1\nkind: Canary\nspec:\n  analysis:\n    webhooks:\n      - t<|>\n      - name: x\n",
      "timeout",
      `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      spec:
        analysis:
          webhooks:
            - timeout: \${1:30s}
            - name: x
      `,
    );
  });

  test("of an item whose dash is missing", () => {
    const source = flux("dependsOn:", "  - name: infra", "  <|>");
    expect(itemsAt(source)[0]).toMatchObject({ label: "name", text: "- name: $1" });
    expect(itemsAt(flux("dependsOn:", "  <|>"))).toMatchObject([
      { label: "- ", text: "- name: $1" },
    ]);
  });

  test("in braces", () => {
    const source = flux("sourceRef: { kind: GitRepository, na<|> }");
    expect(itemsAt(source).map((it) => [it.label, it.text])).toEqual([
      ["name", "name: $1"],
      ["apiVersion", "apiVersion: $1"],
      ["namespace", "namespace: $1"],
    ]);
  });

  test("not those that what is there excludes", () => {
    const analysis = (field: string) =>
      labelsAt(
        `apiVersion: flagger.app/v1beta1\nkind: Canary\nspec:\n  analysis:\n    ${field}\n    <|>\n`,
      );
    expect(analysis("interval: 1m")).toContain("iterations");
    expect(analysis("stepWeight: 5")).not.toContain("iterations");
  });

  test("in the column of their neighbours, wherever the line begins", () => {
    for (const margin of ["", " ", "    "]) {
      expectChosen(
        `apiVersion: apps/v1\nkind: Deployment\nspec:\n${margin}repl<|>\n  paused: true\n`,
        "replicas",
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: $1\n  paused: true",
      );
    }
  });

  test("in front of a comment", () => {
    expectChosen(
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  <|># why\n",
      "replicas",
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: $1 # why",
    );
  });

  test("of objects inside a List", () => {
    const labels = labelsAt(
      "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: apps/v1\n    kind: Deployment\n    spec:\n      <|>\n",
    );
    expect(labels).toContain("replicas");
  });

  test("of a kustomization file without apiVersion and kind", () => {
    expect(labelsAt("#- kustomization.yaml\nnamespace: a\n<|>\n")).toContain("resources");
  });

  test("nothing for what is no manifest, in block text, and inside a value", () => {
    expect(labelsAt("a:\n  b: <|>\n")).toEqual([]);
    expect(labelsAt("apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    x<|>\n")).toEqual([]);
    expect(labelsAt(flux("path: >-", "  ./ap<|>ps"))).toEqual([]);
  });
});

describe("values", () => {
  test.for([
    ["prune: <|>", ["true", "false"]],
    ["prune: tr<|>", ["true", "false"]],
    ["prune:<|>", ["true", "false"]],
    ["force: <|>", ["false", "true"]],
    ["deletionPolicy: <|>", ["MirrorPrune", "Delete", "WaitForTermination", "Orphan"]],
    ["interval: <|>", ["10m", "1m", "5m", "30m", "1h"]],
    ["interval: 1<|>", ["10m", "1m", "5m", "30m", "1h"]],
    ["sourceRef: { kind: <|> }", ["GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"]],
  ] as const)("%s", ([line, expected]) => {
    expect(labelsAt(flux(line)).toSorted()).toEqual([...expected].sort());
  });

  test("durations in the grammar of the field", () => {
    const canary =
      "apiVersion: flagger.app/v1beta1\nkind: Canary\nspec:\n  analysis:\n    interval: <|>\n";
    expect(labelsAt(canary)).toEqual(["1m", "30s", "10s", "5m"]);
    const source =
      "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  timeout: <|>\n";
    expect(labelsAt(source)).not.toContain("1h");
  });

  test("a value right behind the colon gets its space", () => {
    expectChosen(
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  paused:<|>\n",
      "true",
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  paused: true",
    );
  });

  test("inside quotes the quotes stay", () => {
    expectChosen(
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  strategy: { type: "Re<|>" }\n',
      "Recreate",
      'apiVersion: apps/v1\nkind: Deployment\nspec:\n  strategy: { type: "Recreate" }',
    );
  });

  test("nothing inside the values of Secrets", () => {
    expect(labelsAt("apiVersion: v1\nkind: Secret\nstringData:\n  a: <|>\n")).toEqual([]);
    expect(labelsAt("apiVersion: v1\nkind: Secret\ndata:\n  <|>\n")).toEqual([]);
  });
});

describe("names of other objects", () => {
  test("of the kind that fits, with their namespace where it must be said", () => {
    expect(itemsAt(flux("dependsOn:", "  - name: <|>"))).toMatchObject([
      {
        label: "infra",
        text: "infra",
        detail: "Kustomization in flux-system",
        from: "clusters/others.yaml",
      },
      { label: "tenant", text: "tenant\n      namespace: tenants" },
    ]);
  });

  test("in braces", () => {
    expect(itemsAt(flux("dependsOn: [{ name: t<|> }]")).map((it) => it.text)).toEqual([
      "infra",
      "tenant, namespace: tenants",
    ]);
  });

  test("not the object itself, and none that is listed already", () => {
    expect(labelsAt(flux("dependsOn:", "  - name: infra", "  - name: <|>"))).toEqual(["tenant"]);
  });

  test("of the kind that is written beside", () => {
    expect(labelsAt(flux("sourceRef:", "  kind: OCIRepository", "  name: <|>"))).toEqual([
      "artifacts",
    ]);
  });

  test("of all kinds, and then with the kind", () => {
    expect(itemsAt(flux("sourceRef:", "  name: <|>")).map((it) => it.text)).toEqual([
      "fleet",
      "artifacts\n    kind: OCIRepository",
    ]);
  });

  test("of the namespace that is written beside", () => {
    expect(labelsAt(flux("dependsOn:", "  - namespace: tenants", "    name: <|>"))).toEqual([
      "tenant",
    ]);
  });

  test("only of its own namespace where the reference cannot leave it", () => {
    const source = `
      #- a.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: a, namespace: here }
      spec:
        valuesFrom:
          - kind: ConfigMap
            name: <|>
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: near, namespace: here }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: far, namespace: there }
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: secret, namespace: here }
    `;
    expect(labelsAt(source)).toEqual(["near"]);
  });

  test("namespaces of the objects of that name", () => {
    const source = flux("dependsOn:", "  - name: tenant", "    namespace: <|>");
    expect(itemsAt(source)).toMatchObject([{ label: "tenants", from: "clusters/others.yaml" }]);
  });

  test("namespaces for an object", () => {
    const source =
      "#- a.yaml\nkind: ConfigMap\napiVersion: v1\nmetadata:\n  namespace: <|>\n#- b.yaml\napiVersion: v1\nkind: Namespace\nmetadata: { name: web }\n";
    expect(labelsAt(source)).toEqual(["web"]);
  });

  test("keys of the ConfigMap that is named", () => {
    const source = (name: string) => `
      #- a.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: a, namespace: here }
      spec:
        valuesFrom:
          - kind: ConfigMap
            name: ${name}
            valuesKey: <|>
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: values, namespace: here }
      data: { values.yaml: "a: 1", extra.yaml: "b: 2" }
    `;
    expect(labelsAt(source("values"))).toEqual(["values.yaml", "extra.yaml"]);
    expect(labelsAt(source("other"))).not.toContain("values.yaml");
  });
});

describe("files and folders", () => {
  const repository = (entry: string) => `
#- apps/web/kustomization.yaml
resources:
  - deployment.yaml
  ${entry}
patches:
  - path: patch.yaml
#- apps/web/deployment.yaml
apiVersion: apps/v1
kind: Deployment
#- apps/web/service.yaml
apiVersion: v1
kind: Service
#- apps/web/values.yaml
replicas: 1
#- apps/web/patch.yaml
apiVersion: apps/v1
kind: Deployment
#- apps/web/base/kustomization.yaml
resources: []
#- apps/web/empty/notes.txt
#- apps/component/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
#- apps/api/kustomization.yaml
resources: []
#- shared/kustomization.yaml
resources: []
`;
  test("what resources does not list yet, and what overlays share", () => {
    expect(labelsAt(repository("- <|>"))).toEqual([
      "service.yaml",
      "base",
      "../api",
      "../../shared",
    ]);
  });

  test("with the dash where it is missing", () => {
    expect(itemsAt(repository("<|>"))[0]).toMatchObject({
      label: "service.yaml",
      text: "- service.yaml",
    });
  });

  test("above, and below the folder that is typed", () => {
    expect(labelsAt(repository("- ../<|>"))).toContain("../api");
    expect(labelsAt(repository("- ../../sh<|>"))).toContain("../../shared");
    expect(labelsAt(repository("- ../<|>"))).not.toContain("../web/service.yaml");
  });

  test("components", () => {
    const source = repository("- service.yaml\ncomponents:\n  - <|>");
    expect(labelsAt(source)).toEqual(["../component"]);
  });

  test("patches", () => {
    const source = repository("- service.yaml").replace("path: patch.yaml", "path: <|>");
    expect(labelsAt(source)).toEqual(["values.yaml", "patch.yaml"]);
  });

  test("spec.path from the root of the source", () => {
    expect(labelsAt(flux("path: <|>"))).toEqual(["./clusters", "./apps"]);
    expect(labelsAt(flux("path: ap<|>"))).toEqual(["clusters", "apps"]);
  });
});

describe("apiVersion and kind", () => {
  test("a kind brings its apiVersion", () => {
    expectChosen("kind: Can<|>\n", "Canary", "apiVersion: flagger.app/v1beta1\nkind: Canary");
  });

  test("a kind corrects the apiVersion", () => {
    expectChosen(
      "apiVersion: apps\nkind: Can<|>\n",
      "Canary",
      "apiVersion: flagger.app/v1beta1\nkind: Canary",
    );
  });

  test("an apiVersion narrows the kinds", () => {
    const labels = labelsAt("apiVersion: batch/v1\nkind: <|>\n");
    expect(labels.toSorted()).toEqual(["CronJob", "Job"]);
  });

  test("an apiVersion brings its kind", () => {
    expectChosen(
      "apiVersion: <|>\nmetadata: {}\n",
      "helm.toolkit.fluxcd.io/v2 HelmRelease",
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {}",
    );
  });

  test("a kind narrows the apiVersions, old ones left out", () => {
    expect(labelsAt("apiVersion: <|>\nkind: HelmRelease\n")).toEqual(["helm.toolkit.fluxcd.io/v2"]);
  });

  test("in the items of a List", () => {
    expectChosen(
      "apiVersion: v1\nkind: List\nitems:\n  - kind: <|>\n",
      "ConfigMap",
      "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap",
    );
  });

  test("the one that is missing, as a key", () => {
    expectChosen(
      "apiVersion: policy/v1\nki<|>\n",
      "kind: PodDisruptionBudget",
      "apiVersion: policy/v1\nkind: PodDisruptionBudget",
    );
  });
});

describe("whole objects", () => {
  test("in an empty document", () => {
    expectChosen(
      "#- web/release.yaml\n<|>\n#- web/namespace.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: web }\n",
      "HelmRelease, chart of an OCIRepository",
      `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata:
        name: \${1:web}
        namespace: \${2:web}
      spec:
        interval: \${3:30m}
        chartRef:
          kind: OCIRepository
          name: $4

      `,
    );
  });

  test("behind a document marker", () => {
    expect(labelsAt("kind: A\n---\n<|>\n")).toContain("Canary, blue/green");
  });

  test("of what a schema requires", () => {
    const chart = itemsAt("<|>\n").find((it) => it.label === "HelmChart");
    expect(chart?.text).toContain("  chart: $3\n");
  });

  test("in kustomization.yaml only what belongs there", () => {
    const snippets = itemsAt("#- kustomization.yaml\n<|>\n").filter((it) => it.kind === "snippet");
    expect(snippets.map((it) => it.label)).toEqual(["Kustomization", "Component"]);
  });

  test("every snippet parses, and its stops count up from one", () => {
    const { workspace, cursor } = readScene("<|>\n", { catalogue });
    for (const { text } of completion(workspace, cursor)?.items ?? []) {
      const stops = [...text.matchAll(/\$\{?(\d+)/g)].map((it) => Number(it[1]));
      expect(stops.toSorted((a, b) => a - b)[0] ?? 1).toBe(1);
      const filled = text.replace(
        /\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g,
        "$1$2",
      );
      const files = new Map([["a.yaml", filled]]);
      const [resource] = workspaceOf(files).kinds.shards.flatMap((it) => [...it.values()].flat());
      expect(filled).toContain(`kind: ${resource?.kind}`);
    }
  });
});

describe("image policies in comments", () => {
  const images = (line: string) => `
#- a.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec:
  template:
    spec:
      containers:
        - ${line}
#- b.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
#- policies.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: other, namespace: flux-system }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: web, namespace: flux-system }
spec: { imageRepositoryRef: { name: web } }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: web, namespace: flux-system }
spec: { image: ghcr.io/o/web }
`;
  test("the policy of that image first", () => {
    expect(labelsAt(images("image: ghcr.io/o/web:1.0.0 # <|>"))).toEqual([
      '# {"$imagepolicy": "flux-system:web"}',
      '# {"$imagepolicy": "flux-system:other"}',
    ]);
  });

  test("before a comment is begun", () => {
    const [first] = itemsAt(images("image: ghcr.io/o/web:1.0.0 <|>"));
    expect(first?.text).toBe('# {"\\$imagepolicy": "flux-system:web"\\}');
  });

  test("for a tag only the tag", () => {
    expect(labelsAt(images("tag: 1.0.0 # {<|>"))[0]).toContain(":other:tag");
  });

  test("none behind other values unless a comment is begun", () => {
    expect(labelsAt(images("port: 80 <|>"))).toEqual([]);
    expect(labelsAt(images("name: web <|>"))).toEqual([]);
    expect(labelsAt(images("image: web:1 # because <|>"))).toEqual([]);
    expect(labelsAt(images("# <|>"))).toEqual([]);
  });
});

describe("beside another YAML extension", () => {
  const settings = { otherYamlExtension: true };

  test("plain fields and values are left to it", () => {
    expect(labelsAt(flux("<|>"), { settings })).toEqual([]);
    expect(labelsAt(flux("prune: <|>"), { settings })).toEqual([]);
  });

  test("names, paths and objects are not", () => {
    expect(labelsAt(flux("dependsOn:", "  - name: <|>"), { settings })).toContain("infra");
    expect(labelsAt("<|>\n", { settings })).toContain("Canary");
  });

  test("unless the settings say always", () => {
    const always = { settings: { ...settings, schemaValidation: "always" as const } };
    expect(labelsAt(flux("prune: <|>"), always)).toEqual(["true", "false"]);
  });
});

describe("settings of the repository", () => {
  test("codes of rules with their severities", () => {
    expect(labelsAt("#- .flightpath.yaml\nrules:\n  de<|>\n")).toContain("depends-on-missing");
    expect(labelsAt("#- .flightpath.yaml\nrules:\n  unknown-field: <|>\n")).toContain("off");
    expect(labelsAt("#- .flightpath.yaml\n<|>\n")).toEqual(["rules", "exclude", "sources"]);
  });
});

test("documentation comes once an item is looked at", () => {
  const { workspace, cursor } = readScene(flux("<|>"), { catalogue });
  const item = completion(workspace, cursor)?.items.find((it) => it.label === "prune");
  const text = item?.about && completionDocumentation(workspace, item.about);
  expect(text).toMatch(/^`spec.prune` · true or false · required\n\n/);
});
