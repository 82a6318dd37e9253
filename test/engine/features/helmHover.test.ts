import { describe, expect, test } from "vitest";
import { hover } from "../../../server/engine/features/hover.ts";
import { dedented, readScene } from "../../support/features.ts";

/** What hover says without schemas, which say other things. */
function said(...parts: readonly string[]): string | undefined {
  const { workspace, cursor } = readScene(parts.map(dedented).join("\n"));
  return hover(workspace, cursor)?.markdown;
}

const release = (spec: string) => `
  #- apps/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: apps }
  spec:
${spec.replace(/^\n/, "").replace(/^ {2}/gm, "  ")}`;

const base = `
  #- apps/base.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: base, namespace: apps }
  data:
    values.yaml: |
      replicas: 1
      image: { repository: nginx, tag: "1" }
    host: example.com
  ---
  apiVersion: v1
  kind: Secret
  metadata: { name: keys, namespace: apps }
  stringData:
    values.yaml: |
      password: hunter2
      replicas: 7
`;

describe("hover on values", () => {
  test("says all that the release gets, and who overrides whom; never what a Secret holds", () => {
    const markdown = said(
      release(`
    valuesFrom:
      - { kind: Secret, name: keys }
      - { kind: ConfigMap, name: base }
      - { kind: Secret, name: vault }
      - { kind: ConfigMap, name: base, valuesKey: host, targetPath: "ingress.hosts[1]" }
    va<|>lues:
      image: { tag: "2" }
      debug:
`),
      base,
    );
    expect(markdown).toMatchInlineSnapshot(`
      "The release gets

      - \`password\`: a value from Secret keys (apps/base.yaml:15)
      - \`replicas\`: \`1\` from ConfigMap base (apps/base.yaml:6), over a value from Secret keys (apps/base.yaml:16)
      - \`image.repository\`: \`nginx\` from ConfigMap base (apps/base.yaml:7)
      - \`image.tag\`: \`2\` from \`values\` (apps/release.yaml:11), over \`1\` from ConfigMap base (apps/base.yaml:7)
      - \`debug\`: \`null\` from \`values\` (apps/release.yaml:12)
      - \`ingress.hosts[0]\`: \`null\` from ConfigMap base (apps/base.yaml:8)
      - \`ingress.hosts[1]\`: \`example.com\` from ConfigMap base (apps/base.yaml:8)

      More may come from Secret vault, whose contents are not known here."
    `);
    expect(markdown).not.toContain("hunter2");
  });

  test("says nothing where nobody else has a say", () => {
    expect(said(release("    val<|>ues: { image: { tag: a } }\n"), base)).toBeUndefined();
  });
});

describe("hover on a value", () => {
  const valuesFrom = `
    valuesFrom:
      - { kind: ConfigMap, name: base }
      - { kind: ConfigMap, name: base, valuesKey: host, targetPath: ingress.host }
`;

  test("says what it overrides", () => {
    expect(
      said(release(`${valuesFrom}    values:\n      image: { tag: <|>"2" }\n`), base),
    ).toMatchInlineSnapshot(
      `"The release gets \`image.tag\`: \`2\` from \`values\` (apps/release.yaml:9), over \`1\` from ConfigMap base (apps/base.yaml:7)."`,
    );
  });

  test("says what overrides it: what is put at a path inside a map that only values has", () => {
    expect(
      said(release(`${valuesFrom}    values:\n      ingress: { host: no<|>ne }\n`), base),
    ).toMatchInlineSnapshot(
      `"The release gets \`ingress.host\`: \`example.com\` from ConfigMap base (apps/base.yaml:8), over \`none\` from \`values\` (apps/release.yaml:9)."`,
    );
  });

  test("says nothing where it stands alone", () => {
    expect(said(release(`${valuesFrom}    values:\n      debug: tr<|>ue\n`), base)).toBeUndefined();
  });
});

describe("hover on an entry of valuesFrom", () => {
  test("says what it gives, and what of that is overridden", () => {
    expect(
      said(
        release(`
    valuesFrom:
      - { kind: Config<|>Map, name: base }
      - { kind: Secret, name: keys }
    values: { image: { tag: "2" } }
`),
        base,
      ),
    ).toMatchInlineSnapshot(`
      "Gives \`image.repository\`.

      Overridden: \`replicas\` by a value from Secret keys (apps/base.yaml:16), \`image.tag\` by \`2\` from \`values\` (apps/release.yaml:8)."
    `);
  });

  test("says that more may come from what is not here", () => {
    expect(
      said(
        release(`
    valuesFrom:
      - { kind: Sec<|>ret, name: vault }
`),
        base,
      ),
    ).toMatchInlineSnapshot(
      `"More may come from Secret vault, whose contents are not known here."`,
    );
  });
});

test("builds that give different values are told apart", () => {
  const overlay = (name: string, replicas: number) => `
  #- ${name}/kustomization.yaml
  resources: [../apps]
  patches:
    - target: { kind: ConfigMap }
      patch: |
        - { op: replace, path: /data/values.yaml, value: "replicas: ${replicas}" }
`;
  const markdown = said(
    release(`
    valuesFrom: [{ kind: ConfigMap, name: base }]
    values: { replicas: <|>5 }
`),
    base,
    `
  #- apps/kustomization.yaml
  resources: [release.yaml, base.yaml]
`,
    overlay("dev", 2),

    overlay("prod", 3),
  );
  expect(markdown).toMatchInlineSnapshot(`
    "In dev: The release gets \`replicas\`: \`5\` from \`values\` (apps/release.yaml:6), over \`2\` from ConfigMap base (dev/kustomization.yaml:5).

    In prod: The release gets \`replicas\`: \`5\` from \`values\` (apps/release.yaml:6), over \`3\` from ConfigMap base (prod/kustomization.yaml:5)."
  `);
});

test("a chart that is a folder of the workspace", () => {
  expect(
    said(`
  #- fleet/clusters/prod/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { interval: 1m, url: ssh://git@example.com/fleet }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    interval: 10m
    path: ./clusters/prod
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
  #- fleet/clusters/prod/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: apps }
  spec:
    chart:
      spec:
        chart: ./char<|>ts/web
        sourceRef: { kind: GitRepository, name: flux-system, namespace: flux-system }
  #- fleet/charts/web/Chart.yaml
  name: web
  `),
  ).toMatchInlineSnapshot(`
    "Folder \`fleet/charts/web\`

    - Chart.yaml

    The chart is the folder \`fleet/charts/web\` of this workspace. Charts are not templated here, so what it makes is not known."
  `);
});

test("what variables bring from a Secret is not shown", () => {
  const markdown = said(`
  #- clusters/prod/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { interval: 1m, url: ssh://git@example.com/fleet }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    interval: 10m
    path: ./clusters/prod
    prune: true
    sourceRef: { kind: GitRepository, name: flux-system }
    postBuild: { substituteFrom: [{ kind: Secret, name: vars }] }
  #- clusters/prod/vars.yaml
  apiVersion: v1
  kind: Secret
  metadata: { name: vars, namespace: flux-system }
  stringData: { PASSWORD: hunter2 }
  #- clusters/prod/release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: apps }
  spec:
    valuesFrom: [{ kind: ConfigMap, name: base }]
    val<|>ues: { again: "\${PASSWORD}" }
  #- clusters/prod/base.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: base, namespace: apps }
  data:
    values.yaml: |
      password: x-\${PASSWORD}
  `);
  expect(markdown).toMatch(/^The release gets\n\n- `password`: a value from ConfigMap base/);
  expect(markdown).not.toContain("hunter2");
});
