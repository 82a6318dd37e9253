import { describe, expect, test } from "vitest";
import { deprecatedVersion } from "../../../server/engine/rules/deprecatedVersion.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const check = expectProblemsOf(deprecatedVersion);
const expectProblems = (source: string) => check(source, { catalogue });
const fix = (source: string) => fixed(deprecatedVersion, source, { catalogue });

describe("how bad it is", () => {
  const flux = (version: string) => `
    #- flux-system/gotk-components.yaml
    apiVersion: v1
    kind: Namespace
    metadata:
      name: flux-system
      labels: { app.kubernetes.io/part-of: flux, app.kubernetes.io/version: ${version} }`;
  const release = (mark: string) => `
    #- release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2beta2
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-version ${mark}
    kind: HelmRelease
    metadata: { name: web, namespace: web }
    spec: { interval: 1h, chart: { spec: { chart: web, sourceRef: { kind: GitRepository, name: web } } } }`;
  const gone =
    "(error): From Flux 2.8 on there is no helm.toolkit.fluxcd.io/v2beta2 of HelmRelease, so the cluster refuses this object. Write helm.toolkit.fluxcd.io/v2.";
  const old =
    "(warning): helm.toolkit.fluxcd.io/v2beta2 of HelmRelease is deprecated since Flux 2.3 and gone in Flux 2.8. Write helm.toolkit.fluxcd.io/v2.";

  test("with the supported releases, when none is known", () => {
    // 2.7 still serves it, and may be what is installed.
    expectProblems(release("(warning)"));
    expectProblems(`
    apiVersion: helm.toolkit.fluxcd.io/v2beta1
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-version (error)
    kind: HelmRelease
    metadata: { name: web, namespace: apps }
    spec: { interval: 1h, chart: { spec: { chart: ./web, sourceRef: { kind: GitRepository, name: flux-system } } } }`);
  });

  test("with the release that is installed", () => {
    expectProblems(release(gone) + flux("v2.8.0"));
    expectProblems(release(old) + flux("v2.7.5"));
    expectProblems(release("").replace(/\n.*\^\^.*/, "") + flux("v2.2.3"));
  });

  test("with a FluxInstance, and with its chart", () => {
    const instance = (version: string) => `
    #- flux.yaml
    apiVersion: fluxcd.controlplane.io/v1
    kind: FluxInstance
    metadata: { name: flux, namespace: flux-system }
    spec: { distribution: { version: "${version}", registry: ghcr.io/fluxcd } }`;
    expectProblems(release(gone) + instance("2.x"));
    expectProblems(release(gone) + instance("2.8.x"));
    expectProblems(release(old) + instance("2.7.x"));
    expectProblems(
      `${release(old)}
    #- flux.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flux, namespace: flux-system }
    spec:
      chartRef: { kind: OCIRepository, name: flux-instance }
      values: { instance: { distribution: { version: 2.7.x } } }`,
    );
  });

  test("with clusters of which one still has it", () => {
    const other = flux("v2.6.0").replace("#- flux-system", "#- other");
    expectProblems(release(old) + flux("v2.8.0") + other);
  });

  test("in a file that nothing applies", () => {
    expectProblems(`${release("(information)").replace("v2beta2", "v2beta1")}
    #- kustomization.yaml
    resources: []`);
  });
});

test("other projects", () => {
  expectProblems(`
    apiVersion: policy/v1beta1
    #           ^^^^^^^^^^^^^^ deprecated-version (error): From Kubernetes 1.25 on there is no policy/v1beta1 of PodSecurityPolicy, so the cluster refuses this object. Nothing replaces it.
    kind: PodSecurityPolicy
    metadata: { name: a }
    ---
    apiVersion: extensions/v1beta1
    #           ^^^^^^^^^^^^^^^^^^ deprecated-version (error): From Kubernetes 1.22 on there is no extensions/v1beta1 of Ingress, so the cluster refuses this object. Write networking.k8s.io/v1; other fields change as well.
    kind: Ingress
    metadata: { name: a, namespace: a }
    spec: { backend: { serviceName: a, servicePort: 80 } }
    ---
    apiVersion: batch/v1
    kind: CronJob
    metadata: { name: a, namespace: a }
  `);
});

describe("the fix", () => {
  const kustomization = (fields: string) => `
    apiVersion: kustomize.toolkit.fluxcd.io/v1beta2
    kind: Kustomization
    metadata: { name: a, namespace: a }
    spec:
      interval: 1h
      prune: true
      sourceRef: { kind: GitRepository, name: a }
${fields}`;

  test("changes the version alone where the rest carries over", () => {
    expect(
      fix(`
        apiVersion: policy/v1beta1
        kind: PodDisruptionBudget
        metadata: { name: a, namespace: a }
        spec: { minAvailable: 1, selector: { matchLabels: { app: a } } }
      `),
    ).toContain("apiVersion: policy/v1\nkind: PodDisruptionBudget\n");
  });

  test("is not there where fields moved in ways that are not known", () => {
    expect(
      fix(`
        apiVersion: networking.k8s.io/v1beta1
        kind: Ingress
        metadata: { name: a, namespace: a }
        spec: { backend: { serviceName: a, servicePort: 80 } }
      `),
    ).toBeUndefined();
  });

  test("takes out what has no effect any more", () => {
    expect(
      fix(kustomization("      validation: client # checked before\n      force: true\n")),
    ).toMatchInlineSnapshot(`
      "apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: a }
      spec:
        interval: 1h
        prune: true
        sourceRef: { kind: GitRepository, name: a }
        force: true
      "
    `);
  });

  test("makes patches of the old lists of patches", () => {
    expect(
      fix(
        kustomization(`      patchesStrategicMerge:
        - apiVersion: v1
          kind: ConfigMap
          metadata:
            name: a # this one
          data:
            a: b
      patchesJson6902:
        - target:
            kind: Deployment
            name: a
          patch:
            - op: remove
              path: /spec/replicas
      path: ./a
`),
      ),
    ).toMatchInlineSnapshot(`
      "apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: a }
      spec:
        interval: 1h
        prune: true
        sourceRef: { kind: GitRepository, name: a }
        patches:
          - patch: |
              apiVersion: v1
              kind: ConfigMap
              metadata:
                name: a # this one
              data:
                a: b
          - patch: |
              - op: remove
                path: /spec/replicas
            target:
              kind: Deployment
              name: a
        path: ./a
      "
    `);
  });

  test("puts them behind patches that are there", () => {
    expect(
      fix(
        kustomization(`      patches:
        - patch: '[]'
          target: { kind: Service }
      patchesJson6902:
        - target: { kind: Deployment }
          patch:
            - op: remove
              path: /spec/replicas
`),
      ),
    ).toMatchInlineSnapshot(`
      "apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: a }
      spec:
        interval: 1h
        prune: true
        sourceRef: { kind: GitRepository, name: a }
        patches:
          - patch: '[]'
            target: { kind: Service }
          - patch: |
              - op: remove
                path: /spec/replicas
            target: { kind: Deployment }
      "
    `);
  });

  test("is not there for patches with aliases", () => {
    expect(
      fix(
        kustomization(`      path: &path ./a
      patchesStrategicMerge:
        - apiVersion: v1
          kind: ConfigMap
          metadata: { name: a }
          data: { a: *path }
`),
      ),
    ).toBeUndefined();
  });

  test("puts the one values file before the others", () => {
    const release = (fields: string) => `
    apiVersion: helm.toolkit.fluxcd.io/v2beta1
    kind: HelmRelease
    metadata: { name: a, namespace: a }
    spec:
      interval: 1h
      chart:
        spec:
          chart: a
          sourceRef: { kind: GitRepository, name: a }
${fields}`;
    expect(fix(release('          valuesFile: "a.yaml"\n'))).toContain(
      '      sourceRef: { kind: GitRepository, name: a }\n      valuesFiles: ["a.yaml"]\n',
    );
    expect(
      fix(release("          valuesFile: a.yaml\n          valuesFiles: [b.yaml, c.yaml]\n")),
    ).toContain("name: a }\n      valuesFiles: [a.yaml, b.yaml, c.yaml]\n");
  });

  test("moves the summary of an Alert", () => {
    const alert = (fields: string) => `
    apiVersion: notification.toolkit.fluxcd.io/v1beta2
    kind: Alert
    metadata: { name: a, namespace: a }
    spec:
      providerRef: { name: a }
      eventSources: [{ kind: GitRepository, name: "*" }]
${fields}`;
    expect(fix(alert("      summary: 'production: east'\n"))).toContain(
      "\n  eventMetadata: { summary: 'production: east' }\n",
    );
    expect(
      fix(alert("      summary: a\n      eventMetadata:\n        region: east\n")),
    ).toMatchInlineSnapshot(`
      "apiVersion: notification.toolkit.fluxcd.io/v1beta3
      kind: Alert
      metadata: { name: a, namespace: a }
      spec:
        providerRef: { name: a }
        eventSources: [{ kind: GitRepository, name: "*" }]
        eventMetadata:
          region: east
          summary: a
      "
    `);
  });

  test("leaves the template of a commit message to a person, and says so", () => {
    expectProblems(`
      apiVersion: image.toolkit.fluxcd.io/v1beta2
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-version: From Flux 2.9 on there is no image.toolkit.fluxcd.io/v1beta2 of ImageUpdateAutomation, so the cluster refuses this object. Write image.toolkit.fluxcd.io/v1; write .Changed instead of .Updated in spec.git.commit.messageTemplate.
      kind: ImageUpdateAutomation
      metadata: { name: a, namespace: a }
      spec:
        interval: 1h
        sourceRef: { kind: GitRepository, name: a }
        git: { commit: { author: { email: a@example.com }, messageTemplate: "{{ .Updated.Images }}" } }
    `);
  });

  test("renames the analysis of a Canary", () => {
    expect(
      fix(`
        apiVersion: flagger.app/v1alpha3
        kind: Canary
        metadata: { name: a, namespace: a }
        spec:
          targetRef: { apiVersion: apps/v1, kind: Deployment, name: a }
          service: { port: 80 }
          canaryAnalysis: { interval: 1m, threshold: 1, stepWeight: 10 }
      `),
    ).toContain("  analysis: { interval: 1m");
  });

  test("carries all fields of a Canary over and keeps its comments", () => {
    expect(
      fix(`
        # the cart of the shop
        apiVersion: flagger.app/v1alpha3
        kind: Canary
        metadata:
          name: cart
        spec:
          targetRef:
            apiVersion: extensions/v1beta1 # long gone
            kind: Deployment
            name: cart
          ingressRef: { apiVersion: networking.k8s.io/v1beta1, kind: Ingress, name: cart }
          autoscalerRef:
            apiVersion: autoscaling/v2beta1
            kind: HorizontalPodAutoscaler
            name: cart
          service:
            port: 80
          # slowly
          canaryAnalysis:
            stepWeight: 10 # percent
            metrics:
              # how many must succeed
              - name: request-success-rate
                threshold: 99 # percent
                interval: 1m
              - name: latency
                threshold: 500
                interval: 1m
                query: histogram_quantile(0.99, latency)
      `),
    ).toBe(`# the cart of the shop
apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: cart
spec:
  targetRef:
    apiVersion: apps/v1 # long gone
    kind: Deployment
    name: cart
  ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: cart }
  autoscalerRef:
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    name: cart
  service:
    port: 80
  # slowly
  analysis:
    stepWeight: 10 # percent
    metrics:
      # how many must succeed
      - name: request-success-rate
        thresholdRange: { min: 99 } # percent
        interval: 1m
      - name: latency
        thresholdRange: { max: 500 }
        interval: 1m
        query: histogram_quantile(0.99, latency)
    interval: 60s
    threshold: 1
`);
  });

  test("a bound that stands beside its range goes, and only one analysis is renamed", () => {
    const canary = (analysis: string) => `
        apiVersion: flagger.app/v1alpha3
        kind: Canary
        metadata: { name: cart }
        spec:
          targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
          service: { port: 80 }
          ${analysis}
      `;
    const metric = "name: request-duration, interval: 1m, threshold: 500";
    expect(
      fix(
        canary(
          `analysis: { interval: 1m, threshold: 5, stepWeight: 10, metrics: [{ ${metric}, thresholdRange: { max: 400 } }] }`,
        ),
      ),
    ).toContain(
      "metrics: [{ name: request-duration, interval: 1m, thresholdRange: { max: 400 } }]",
    );
    const both =
      "canaryAnalysis: {}\n          analysis: { interval: 1m, threshold: 5, stepWeight: 10 }";
    expect(fix(canary(both))).toBeUndefined();
  });
});
