import { describe, expect, test } from "vitest";
import { chartSourceMissing } from "../../../server/engine/rules/chartSourceMissing.ts";
import { alertProviderMissing } from "../../../server/engine/rules/flagger/alertProviderMissing.ts";
import { providerMissing } from "../../../server/engine/rules/providerMissing.ts";
import { secretMissing } from "../../../server/engine/rules/secretMissing.ts";
import { sourceMissing } from "../../../server/engine/rules/sourceMissing.ts";
import { substituteFromMissing } from "../../../server/engine/rules/substituteFromMissing.ts";
import { valuesFromMissing } from "../../../server/engine/rules/valuesFromMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const object = (
  file: string,
  apiVersion: string,
  kind: string,
  name: string,
  ...more: readonly string[]
) =>
  [
    `#- ${file}`,
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: apps }`,
    ...more,
  ].join("\n");

const source = (kind: string, name: string, namespace = "apps") =>
  object(`${name}.yaml`, "source.toolkit.fluxcd.io/v1", kind, name).replace(
    "namespace: apps",
    `namespace: ${namespace}`,
  );

/** A line, and when there is something to say about the last word in it that is `name`, a mark below. */
const marked = (line: string, name: string, label?: string): readonly string[] =>
  label === undefined
    ? [line]
    : [line, `#${" ".repeat(line.lastIndexOf(name) - 1)}${"^".repeat(name.length)} ${label}`];

describe("sources", () => {
  const expectProblems = expectProblemsOf(sourceMissing);
  const ks = (name: string, label?: string) =>
    object(
      "ks.yaml",
      "kustomize.toolkit.fluxcd.io/v1",
      "Kustomization",
      "ks",
      ...marked(
        `spec: { sourceRef: { kind: GitRepository, name: ${name} } }`,
        name,
        label && `source-missing${label}`,
      ),
    );

  test("may come from anywhere, so a missing one alone is nothing", () => {
    expectProblems(scene(ks("web")));
    expectProblems(scene(ks("web"), source("GitRepository", "shop")));
  });

  test("of nearly the same name", () => {
    const said =
      ' (warning): No GitRepository "shoop" in this workspace. Unless it comes from elsewhere, nothing is fetched or applied. Did you mean "shop"?';
    const text = scene(ks("shoop", said), source("GitRepository", "shop"));
    expectProblems(text);
    expect(fixed(sourceMissing, text)).toContain("name: shop }");
  });

  test("of another kind are not meant", () => {
    expectProblems(scene(ks("shoop"), source("OCIRepository", "shop")));
  });

  test("in another namespace", () => {
    const said =
      ' (warning): GitRepository "shop" is in namespace "flux-system", not in "apps" where this looks for it, so nothing is fetched or applied.';
    const text = scene(ks("shop", said), source("GitRepository", "shop", "flux-system"));
    expectProblems(text);
    expect(fixed(sourceMissing, text)).toContain("name: shop, namespace: flux-system }");
  });

  test("are also made by an ArtifactGenerator, or by the operator", () => {
    const artifact = object(
      "ks.yaml",
      "kustomize.toolkit.fluxcd.io/v1",
      "Kustomization",
      "ks",
      "spec: { sourceRef: { kind: ExternalArtifact, name: shoop } }",
    );
    const generator = (...artifacts: readonly string[]) =>
      object(
        "generator.yaml",
        "source.extensions.fluxcd.io/v1beta1",
        "ArtifactGenerator",
        "g",
        `spec: { artifacts: [${artifacts.join(", ")}] }`,
      );
    expectProblems(
      scene(artifact, generator("{ name: shoop }"), source("ExternalArtifact", "shop")),
    );
    expectProblems(
      scene(artifact, generator("{ pathPattern: '@a/{x}' }"), source("ExternalArtifact", "shop")),
    );
    const instance = object(
      "flux.yaml",
      "fluxcd.controlplane.io/v1",
      "FluxInstance",
      "flux",
      "spec: { sync: { kind: GitRepository, name: shoop } }",
    );
    expectProblems(scene(ks("shoop"), instance, source("GitRepository", "shop")));
  });
});

describe("chart sources", () => {
  const expectProblems = expectProblemsOf(chartSourceMissing);
  const release = (name: string, label?: string) =>
    object(
      "release.yaml",
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      "web",
      ...marked(
        `spec: { chartRef: { kind: OCIRepository, name: ${name} } }`,
        name,
        label && `chart-source-missing${label}`,
      ),
    );

  test("are missed where others are kept here", () => {
    expectProblems(scene(release("podinfo", " (warning)"), source("OCIRepository", "redis")));
  });

  test("are merely noted where none is kept here", () => {
    expectProblems(scene(release("podinfo", " (information)")));
  });

  test("a HelmChart is made for each release", () => {
    expectProblems(
      scene(
        release("apps-web").replace("OCIRepository", "HelmChart"),
        source("HelmChart", "other"),
      ),
    );
  });
});

describe("variables", () => {
  const expectProblems = expectProblemsOf(substituteFromMissing);
  const ks = (from: string, label?: string) =>
    object(
      "ks.yaml",
      "kustomize.toolkit.fluxcd.io/v1",
      "Kustomization",
      "ks",
      ...marked(
        `spec: { postBuild: { substituteFrom: [{ kind: ConfigMap, name: ${from} }] } }`,
        "vars",
        label && `substitute-from-missing${label}`,
      ),
    );

  test("from a ConfigMap that is nowhere", () => {
    expectProblems(scene(ks("vars", " (information)")));
  });

  test("from one of nearly that name", () => {
    expectProblems(scene(ks("vars", " (warning)"), object("v.yaml", "v1", "ConfigMap", "var")));
  });

  test("from one in another namespace", () => {
    expectProblems(
      scene(
        ks("vars", " (information)"),
        object("v.yaml", "v1", "ConfigMap", "vars").replace("namespace: apps", "namespace: x"),
      ),
    );
  });

  test("from one that may be absent", () => {
    expectProblems(scene(ks("vars, optional: true")));
  });

  test("from one that a generator makes", () => {
    expectProblems(
      scene(
        ks("vars"),
        "#- kustomization.yaml\nconfigMapGenerator: [{ name: vars, literals: [A=1] }]",
      ),
    );
  });
});

describe("values", () => {
  const expectProblems = expectProblemsOf(valuesFromMissing);
  const release = (key: string, label?: string) =>
    object(
      "release.yaml",
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      "web",
      ...marked(
        `spec: { valuesFrom: [{ kind: ConfigMap, name: values, valuesKey: ${key} }] }`,
        key,
        label && `values-from-missing${label}`,
      ),
    );
  const values = (...keys: readonly string[]) =>
    object(
      "v.yaml",
      "v1",
      "ConfigMap",
      "values",
      `data: { ${keys.map((it) => `${it}: x`).join(", ")} }`,
    );

  test("at a key that the ConfigMap has", () => {
    expectProblems(scene(release("prod.yaml"), values("prod.yaml", "test.yaml")));
  });

  test("at a key that it has not", () => {
    const said =
      ' (warning): ConfigMap "values" has no key "prd.yaml", so the release fails with ValuesError. Did you mean "prod.yaml"?';
    const text = scene(release("prd.yaml", said), values("prod.yaml", "other.yaml"));
    expectProblems(text);
    expect(fixed(valuesFromMissing, text)).toContain("valuesKey: prod.yaml }");
  });

  test("at a key that a parent may add", () => {
    expectProblems(
      scene(
        release("prd.yaml"),
        values("prod.yaml").replace("#- v.yaml", "#- base/v.yaml"),
        "#- base/kustomization.yaml\nresources: [v.yaml]\npatches: [{ path: p.yaml }]",
        "#- base/p.yaml\ndata: {}",
      ),
    );
  });
});

describe("Secrets", () => {
  const expectProblems = expectProblemsOf(secretMissing);
  const repository = (name: string, label?: string) =>
    object(
      "repository.yaml",
      "source.toolkit.fluxcd.io/v1",
      "OCIRepository",
      "web",
      ...marked(`spec: { secretRef: { name: ${name} } }`, name, label && `secret-missing${label}`),
    );

  test("are made by hand, so a missing one is nothing", () => {
    expectProblems(scene(repository("registry"), object("s.yaml", "v1", "Secret", "database")));
  });

  test("of nearly that name", () => {
    expectProblems(
      scene(repository("registy", " (hint)"), object("s.yaml", "v1", "Secret", "registry")),
    );
  });

  test("of that name in another namespace", () => {
    expectProblems(
      scene(
        repository("registry", " (hint)"),
        object("s.yaml", "v1", "Secret", "registry").replace("namespace: apps", "namespace: x"),
      ),
    );
  });

  test("come out of many other kinds", () => {
    for (const [apiVersion, kind, spec] of [
      ["external-secrets.io/v1", "ExternalSecret", "spec: { target: { name: registry } }"],
      [
        "bitnami.com/v1alpha1",
        "SealedSecret",
        "spec: { template: { metadata: { name: registry } } }",
      ],
      ["cert-manager.io/v1", "Certificate", "spec: { secretName: registry }"],
      ["onepassword.com/v1", "OnePasswordItem", ""],
    ] as const) {
      const name = spec === "" ? "registry" : "maker";
      const maker = object("maker.yaml", apiVersion, kind, name, spec);
      expectProblems(scene(repository("registry"), maker));
      expectProblems(scene(repository("registyr", " (hint)"), maker));
    }
  });

  test("of a pod count too", () => {
    expectProblems(
      scene(
        object(
          "d.yaml",
          "apps/v1",
          "Deployment",
          "web",
          ...marked(
            "spec: { template: { spec: { imagePullSecrets: [{ name: registy }] } } }",
            "registy",
            "secret-missing (hint)",
          ),
        ),
        object("s.yaml", "v1", "Secret", "registry"),
      ),
    );
  });
});

describe("notifications", () => {
  test("a Provider of another namespace is none", () => {
    expectProblemsOf(providerMissing)(
      scene(
        object(
          "alert.yaml",
          "notification.toolkit.fluxcd.io/v1beta3",
          "Alert",
          "all",
          ...marked(
            "spec: { providerRef: { name: slack } }",
            "slack",
            "provider-missing (warning)",
          ),
        ),
        object("p.yaml", "notification.toolkit.fluxcd.io/v1beta3", "Provider", "slack").replace(
          "namespace: apps",
          "namespace: x",
        ),
      ),
    );
  });

  test("an AlertProvider may be named in another namespace", () => {
    const provider = object("p.yaml", "flagger.app/v1beta1", "AlertProvider", "slack");
    const canary = (reference: string) =>
      object(
        "canary.yaml",
        "flagger.app/v1beta1",
        "Canary",
        "web",
        `spec: { analysis: { alerts: [{ name: a, providerRef: ${reference} }] } }`,
      ).replace("namespace: apps", "namespace: shop");
    expectProblemsOf(alertProviderMissing)(
      scene(canary("{ name: slack, namespace: apps }"), provider),
    );
    expect(fixed(alertProviderMissing, scene(canary("{ name: slack }"), provider))).toContain(
      "{ name: slack, namespace: apps }",
    );
  });
});

describe("a source of another kind", () => {
  const expectProblems = expectProblemsOf(sourceMissing);
  const instance = `
    #- instance.yaml
    apiVersion: fluxcd.controlplane.io/v1
    kind: FluxInstance
    metadata: { name: flux, namespace: flux-system }
    spec: { sync: { kind: GitRepository, url: "https://example.com/x", ref: main, path: . } }
  `;
  const ks = (kind: string, name: string, label?: string) =>
    object(
      `${name}-ks.yaml`,
      "kustomize.toolkit.fluxcd.io/v1",
      "Kustomization",
      name,
      ...marked(
        `spec: { sourceRef: { kind: ${kind}, name: flux-system, namespace: flux-system } }`,
        kind,
        label,
      ),
    );
  const wrong =
    'source-missing: No OCIRepository "flux-system" in this workspace, but a GitRepository of that name. Unless it comes from elsewhere, nothing is fetched or applied. Did you mean kind "GitRepository"?';

  test("that flux-operator or bootstrap makes", () => {
    expectProblems(scene(instance, ks("OCIRepository", "a", wrong)));
    expectProblems(scene(instance, ks("GitRepository", "a")));
    expectProblems(scene(ks("OCIRepository", "a")));
  });

  test("is not meant where others name the same", () => {
    expectProblems(scene(instance, ks("OCIRepository", "a"), ks("OCIRepository", "b")));
  });

  test("is put right", () => {
    expect(fixed(sourceMissing, scene(instance, ks("OCIRepository", "a")))).toContain(
      "kind: GitRepository, name: flux-system",
    );
  });
});
