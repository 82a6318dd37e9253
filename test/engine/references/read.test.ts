import { describe, expect, test } from "vitest";
import { at, textOf } from "../../../server/engine/node.ts";
import { resourcesOf, treeOf } from "../../../server/engine/resource.ts";
import { splitDocuments } from "../../../server/engine/yaml.ts";
import { readFixture } from "../../support/fixture.ts";

/** The references of a text, one a line: `path → kind namespace/name`, as the table reads them. */
function read(source: string): readonly string[] {
  return [...readFixture(source).files].flatMap(([path, text]) =>
    splitDocuments(text)
      .flatMap(({ document }) => resourcesOf(document, path))
      .flatMap((resource) =>
        resource.references.map((it) => {
          const written = textOf(at(treeOf(resource), it.path));
          expect(written).toBe(it.prefix + it.text);
          const holder = it.holder === undefined ? "" : ` of ${it.holder}`;
          const kind =
            it.kind === "" ? "path" : `${it.group === "" ? "core" : it.group} ${it.kind}`;
          const namespace = it.namespace === undefined ? "" : `${it.namespace}/`;
          const open = it.open ? " (open)" : "";
          const optional = it.optional ? " (optional)" : "";
          return `${it.path.join(".")} → ${kind} ${namespace}${it.text}${holder}${open}${optional}`;
        }),
      ),
  );
}

describe("Flux", () => {
  test("a Kustomization", () => {
    expect(
      read(`
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: apps, namespace: flux-system }
        spec:
          dependsOn: [{ name: infra }, { name: certs, namespace: security }]
          path: ./apps
          components: [../components/alerts]
          sourceRef: { kind: OCIRepository, name: apps }
          targetNamespace: shop
          serviceAccountName: deployer
          decryption: { provider: sops, secretRef: { name: age } }
          healthChecks:
            - { apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }
            - { kind: StatefulSet, name: db, namespace: shop }
          patches:
            - { target: { kind: Deployment, name: web }, patch: "" }
            - { target: { kind: Deployment, name: "web-.*" }, patch: "" }
            - { target: { kind: Kustomization }, patch: "" }
          postBuild:
            substituteFrom:
              - { kind: ConfigMap, name: vars }
              - { kind: Secret, name: secret-vars, optional: true }
              - { name: kindless }
      `),
    ).toEqual([
      "spec.dependsOn.0.name → kustomize.toolkit.fluxcd.io Kustomization infra",
      "spec.dependsOn.1.name → kustomize.toolkit.fluxcd.io Kustomization security/certs",
      "spec.sourceRef.name → source.toolkit.fluxcd.io OCIRepository apps",
      "spec.path → path ./apps",
      "spec.components.0 → path ../components/alerts",
      "spec.postBuild.substituteFrom.0.name → core ConfigMap vars",
      "spec.postBuild.substituteFrom.1.name → core Secret secret-vars (optional)",
      "spec.decryption.secretRef.name → core Secret age",
      "spec.serviceAccountName → core ServiceAccount deployer",
      "spec.targetNamespace → core Namespace shop",
      "spec.healthChecks.0.name → apps Deployment shop/web",
      "spec.healthChecks.1.name → apps StatefulSet shop/db",
      "spec.patches.0.target.name → apps Deployment web",
    ]);
  });

  test("a HelmRelease: a chart is a path only in a tree of files", () => {
    const release = (source: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web }
      spec:
        chart:
          spec:
            chart: ./charts/web
            valuesFiles: [values.yaml]
            sourceRef: { kind: ${source}, name: web }
        valuesFrom:
          - { kind: ConfigMap, name: web-values, valuesKey: prod.yaml }
    `;
    const values = [
      "spec.valuesFrom.0.name → core ConfigMap web-values",
      "spec.valuesFrom.0.valuesKey → core ConfigMap prod.yaml of web-values",
    ];
    expect(read(release("HelmRepository"))).toEqual([
      "spec.chart.spec.sourceRef.name → source.toolkit.fluxcd.io HelmRepository web",
      ...values,
    ]);
    expect(read(release("GitRepository"))).toEqual([
      "spec.chart.spec.sourceRef.name → source.toolkit.fluxcd.io GitRepository web",
      "spec.chart.spec.chart → path ./charts/web",
      "spec.chart.spec.valuesFiles.0 → path values.yaml",
      ...values,
    ]);
  });

  test("a kind that the field does not take is no reference", () => {
    expect(
      read(`
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: web }
        spec: { chart: { spec: { chart: web, sourceRef: { kind: OCIRepository, name: web } } } }
      `),
    ).toEqual([]);
  });

  test("a star names everything, and so nothing", () => {
    expect(
      read(`
        apiVersion: notification.toolkit.fluxcd.io/v1beta3
        kind: Alert
        metadata: { name: all }
        spec:
          providerRef: { name: slack }
          eventSources: [{ kind: HelmRelease, name: "*" }, { kind: HelmRelease, name: web }]
      `),
    ).toEqual([
      "spec.providerRef.name → notification.toolkit.fluxcd.io Provider slack",
      "spec.eventSources.1.name → helm.toolkit.fluxcd.io HelmRelease web",
    ]);
  });

  test("fields of old versions are read too", () => {
    expect(
      read(`
        apiVersion: helm.toolkit.fluxcd.io/v2beta1
        kind: HelmRelease
        metadata: { name: web }
        spec: { chart: { spec: { chart: web, valuesFile: a.yaml, sourceRef: { kind: Bucket, name: b } } } }
      `),
    ).toEqual([
      "spec.chart.spec.sourceRef.name → source.toolkit.fluxcd.io Bucket b",
      "spec.chart.spec.chart → path web",
      "spec.chart.spec.valuesFile → path a.yaml",
    ]);
  });
});

describe("Flagger", () => {
  test("a Canary; the apiVersion of an Ingress does not matter, nor that of a workload long moved", () => {
    expect(
      read(`
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: { name: web }
        spec:
          targetRef: { apiVersion: extensions/v1beta1, kind: Deployment, name: web }
          ingressRef: { apiVersion: extensions/v1beta1, kind: Ingress, name: web }
          autoscalerRef: { apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: web }
          service:
            gatewayRefs: [{ name: main, namespace: gateways }]
          analysis:
            metrics: [{ name: errors, templateRef: { name: errors, namespace: flagger } }]
            alerts: [{ name: all, providerRef: { name: slack } }]
      `),
    ).toEqual([
      "spec.targetRef.name → apps Deployment web",
      "spec.autoscalerRef.name → keda.sh ScaledObject web",
      "spec.ingressRef.name → networking.k8s.io Ingress web",
      "spec.service.gatewayRefs.0.name → gateway.networking.k8s.io Gateway gateways/main",
      "spec.analysis.metrics.0.templateRef.name → flagger.app MetricTemplate flagger/errors",
      "spec.analysis.alerts.0.providerRef.name → flagger.app AlertProvider slack",
    ]);
  });

  test("a Canary of another group is nobody's business", () => {
    expect(
      read(`
        apiVersion: example.com/v1
        kind: Canary
        metadata: { name: web }
        spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
      `),
    ).toEqual([]);
  });
});

describe("kustomize", () => {
  test("a kustomization without apiVersion and kind", () => {
    expect(
      read(`
        #- kustomization.yaml
        resources: [app.yaml, ../base]
        components: [../components/x]
        patches:
          - path: patch.yaml
            target: { kind: Deployment, name: web }
          - patch: |-
              - op: remove
                path: /spec/replicas
            target: { group: apps, kind: Deployment, name: "web|api" }
        patchesStrategicMerge:
          - old.yaml
          - |-
            apiVersion: apps/v1
            kind: Deployment
        configMapGenerator:
          - name: config
            files: [nginx.conf, site=conf/site.conf]
            envs: [.env]
        configurations: [kustomizeconfig.yaml]
        transformers: [labels.yaml]
        replacements:
          - source: { kind: ConfigMap, name: config, fieldPath: data.host }
            targets: [{ select: { kind: Deployment, name: web }, fieldPaths: [] }]
      `),
    ).toEqual([
      "resources.0 → path app.yaml",
      "resources.1 → path ../base",
      "components.0 → path ../components/x",
      "patches.0.path → path patch.yaml",
      "patches.0.target.name → apps Deployment web",
      "patchesStrategicMerge.0 → path old.yaml",
      "replacements.0.source.name → core ConfigMap config",
      "replacements.0.targets.0.select.name → apps Deployment web",
      "configMapGenerator.0.files.0 → path nginx.conf",
      "configMapGenerator.0.files.1 → path conf/site.conf",
      "configMapGenerator.0.envs.0 → path .env",
      "configurations.0 → path kustomizeconfig.yaml",
      "transformers.0 → path labels.yaml",
    ]);
  });
});

describe("Kubernetes", () => {
  test("what a pod needs, wherever the pod is described", () => {
    expect(
      read(`
        apiVersion: batch/v1
        kind: CronJob
        metadata: { name: backup }
        spec:
          jobTemplate:
            spec:
              template:
                spec:
                  serviceAccountName: backup
                  imagePullSecrets: [{ name: registry }]
                  volumes:
                    - { name: a, configMap: { name: config, items: [{ key: a.txt, path: a }] } }
                    - { name: b, secret: { secretName: token, optional: true } }
                    - { name: c, persistentVolumeClaim: { claimName: data } }
                  containers:
                    - name: main
                      envFrom: [{ secretRef: { name: env } }]
                      env:
                        - { name: A, valueFrom: { configMapKeyRef: { name: config, key: a } } }
      `),
    ).toEqual([
      "spec.jobTemplate.spec.template.spec.volumes.0.configMap.name → core ConfigMap config",
      "spec.jobTemplate.spec.template.spec.volumes.0.configMap.items.0.key → core ConfigMap a.txt of config",
      "spec.jobTemplate.spec.template.spec.volumes.1.secret.secretName → core Secret token (optional)",
      "spec.jobTemplate.spec.template.spec.volumes.2.persistentVolumeClaim.claimName → core PersistentVolumeClaim data",
      "spec.jobTemplate.spec.template.spec.containers.0.envFrom.0.secretRef.name → core Secret env",
      "spec.jobTemplate.spec.template.spec.containers.0.env.0.valueFrom.configMapKeyRef.name → core ConfigMap config",
      "spec.jobTemplate.spec.template.spec.containers.0.env.0.valueFrom.configMapKeyRef.key → core ConfigMap a of config",
      "spec.jobTemplate.spec.template.spec.imagePullSecrets.0.name → core Secret registry",
      "spec.jobTemplate.spec.template.spec.serviceAccountName → core ServiceAccount backup",
    ]);
  });

  test("roles are named by kind, subjects with their namespace", () => {
    expect(
      read(`
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: { name: x }
        roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin }
        subjects:
          - { kind: ServiceAccount, name: flux, namespace: apps }
          - { kind: User, name: somebody }
      `),
    ).toEqual([
      "roleRef.name → rbac.authorization.k8s.io ClusterRole admin",
      "subjects.0.name → core ServiceAccount apps/flux",
    ]);
  });
});

describe("text that is not final", () => {
  test("holds a variable or another tool's template, or is encrypted", () => {
    expect(
      read(`
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: apps }
        spec:
          path: ./apps/\${ENVIRONMENT}
          components: [../x]
          dependsOn: [{ name: "\${APP}" }, { name: a, namespace: "<< inputs.ns >>" }]
          serviceAccountName: ENC[AES256_GCM,data:x]
      `),
    ).toEqual([
      "spec.dependsOn.0.name → kustomize.toolkit.fluxcd.io Kustomization ${APP} (open)",
      "spec.dependsOn.1.name → kustomize.toolkit.fluxcd.io Kustomization << inputs.ns >>/a (open)",
      "spec.path → path ./apps/${ENVIRONMENT} (open)",
      "spec.components.0 → path ../x (open)",
      "spec.serviceAccountName → core ServiceAccount ENC[AES256_GCM,data:x] (open)",
    ]);
  });

  test("values of the wrong shape are no references", () => {
    expect(
      read(`
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: apps }
        spec:
          path: [a]
          dependsOn: { name: x }
          sourceRef: [{ name: y }]
          serviceAccountName: {}
          decryption: { secretRef: { name: } }
      `),
    ).toEqual([]);
  });
});
