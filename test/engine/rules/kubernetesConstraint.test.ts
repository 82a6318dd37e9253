import { describe, test } from "vitest";
import { kubernetesConstraint } from "../../../server/engine/rules/kubernetesConstraint.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(kubernetesConstraint);

/** A Deployment with these lines in the spec of its pods. */
const deployment = (...pod: readonly string[]) => `
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec:
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web, tier: front } }
      spec:
        ${pod.join("\n        ")}
`;

test("a selector that its own pods do not fit", () => {
  expectProblems(`
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: { name: web }
    spec:
      selector:
        matchLabels:
          app: web
          role: db
          #     ^^ kubernetes-constraint (error): The selector asks for pods with role=db, and its own pods are not so, so the API server refuses this object.
      template:
        metadata: { labels: { app: web, other: x } }
        spec: { containers: [{ name: web, image: web }] }
  `);
});

test("labels that a kustomization puts into both are judged where they are built", () => {
  expectProblems(`
    #- kustomization.yaml
    resources: [web.yaml]
    commonLabels: { team: shop }
    #- web.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec: { containers: [{ name: web, image: web }] }
  `);
});

test("the label by which kustomize names itself has no version where Flux builds", () => {
  const says =
    "kubernetes-constraint (error): \"kustomize-(devel)\" cannot be the value of a label, which has letters, digits, '-', '_' and '.', begins and ends with a letter or digit, and has at most 63 of them, so the API server refuses this object.";
  expectProblems(`
    #- clusters/main/flux-system/gotk-sync.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: flux-system, namespace: flux-system }
    spec:
      interval: 10m
      path: ./clusters/main
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }
    #- clusters/main/kustomization.yaml
    buildMetadata: [managedByLabel]
    #               ^^^^^^^^^^^^^^ ${says}
    resources: [flux-system/gotk-sync.yaml]
  `);
});

describe("volumes", () => {
  test("one that the pod does not have", () => {
    expectProblems(
      deployment(
        "volumes: [{ name: config, configMap: { name: web } }, { name: data, emptyDir: {} }]",
        "containers:",
        "  - name: web",
        "    image: web",
        "    volumeMounts:",
        "      - { name: confg, mountPath: /etc/web }",
        '      #         ^^^^^ kubernetes-constraint (error): There is no volume "confg" here, so the API server refuses this object. Did you mean "config"?',
        "      - { name: data, mountPath: /data }",
      ),
    );
  });

  test("a claim that is made for each pod, and names that are filled in later", () => {
    expectProblems(`
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: { name: web }
      spec:
        selector: { matchLabels: { app: web } }
        volumeClaimTemplates: [{ metadata: { name: data } }]
        template:
          metadata: { labels: { app: web } }
          spec:
            containers:
              - { name: web, image: web, volumeMounts: [{ name: data, mountPath: /data }] }
      ---
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        volumes: [{ name: "\${VOLUME}", emptyDir: {} }]
        containers: [{ name: web, image: web, volumeMounts: [{ name: data, mountPath: /data }] }]
    `);
  });

  test("one that a parent may patch in is not missed", () => {
    expectProblems(`
      #- cluster.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        path: ./apps
        sourceRef: { kind: OCIRepository, name: apps }
        patches: [{ patch: "{}", target: { kind: Pod } }]
      #- apps/pod.yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: web }
      spec:
        containers: [{ name: web, image: web, volumeMounts: [{ name: data, mountPath: /data }] }]
    `);
  });
});

test("containers: names, images, quantities", () => {
  expectProblems(
    deployment(
      "containers:",
      "  - { name: web, image: web, resources: { limits: { memory: 100 Mi, cpu: 0.5 } } }",
      "  #                                                         ^^^^^^ kubernetes-constraint (error): This is no quantity: memory takes a number and a unit without a space, such as 100m or 2Gi, so the API server refuses this object.",
      "  - { name: web, image: proxy }",
      "  #         ^^^ kubernetes-constraint (error): Two items of spec.template.spec.containers have the name web, so the API server refuses this object.",
      "  - { name: log }",
      "  #   ^^^^ kubernetes-constraint (error): A container needs an image, so the API server refuses this object.",
    ),
  );
});

test("pods of Jobs", () => {
  expectProblems(`
    apiVersion: batch/v1
    kind: CronJob
    metadata: { name: clean }
    spec:
      jobTemplate:
        spec:
          template:
            spec:
              restartPolicy: Always
              #              ^^^^^^ kubernetes-constraint (error): The pods of a Job have the restartPolicy OnFailure or Never, so the API server refuses this object.
              containers: [{ name: clean, image: clean }]
    ---
    apiVersion: batch/v1
    kind: Job
    metadata: { name: clean }
    spec:
      template: { spec: { containers: [{ name: clean, image: clean }] } }
      #           ^^^^ kubernetes-constraint (error): The pods of a Job need the restartPolicy OnFailure or Never, so the API server refuses this object.
  `);
});

describe("names", () => {
  test.for([
    ["apps/v1", "Deployment", "Web", "^^^"],
    ["v1", "ConfigMap", "web_config", "^^^^^^^^^^"],
  ] as const)("%s %s %s", ([apiVersion, kind, name, carets]) => {
    expectProblems(`
      apiVersion: ${apiVersion}
      kind: ${kind}
      metadata:
        name: ${name}
        #     ${carets} kubernetes-constraint (error): A name has small letters, digits and '-' or '.', begins and ends with a letter or digit, and has at most 253 of them, so the API server refuses this object.
    `);
  });

  test("dots, roles of any name, and what is filled in later", () => {
    expectProblems(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web.config }
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: { name: "system:Reader" }
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: "<< inputs.Name >>" }
    `);
  });
});

test("what else does not fit together", () => {
  expectProblems(`
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: web }
    spec:
      scaleTargetRef: { kind: Deployment, name: web }
      minReplicas: 5
      #            ^ kubernetes-constraint (error): An autoscaler has no fewer maxReplicas than minReplicas, so the API server refuses this object.
      maxReplicas: 3
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: web }
    subjects:
      - { kind: ServiceAccount, name: web }
      #   ^^^^ kubernetes-constraint (error): A ServiceAccount among the subjects needs its namespace, so the API server refuses this object.
      - { kind: Group, name: admins }
    ---
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      ports:
        - { name: http, port: 80 }
        - { name: http, port: 443 }
        #         ^^^^ kubernetes-constraint (error): Two items of spec.ports have the name http, so the API server refuses this object.
  `);
});

test("objects of kinds that definitions make: names, and what is no text", () => {
  expectProblems(`
    apiVersion: monitoring.coreos.com/v1
    kind: PrometheusRule
    metadata:
      name: shop_rules
      #     ^^^^^^^^^^ kubernetes-constraint (error)
      labels:
        tier: 1
        #     ^ kubernetes-constraint
      annotations:
        force: true
        #      ^^^^ kubernetes-constraint
        quoted: "true"
        open: \${FORCE}
  `);
});

test("an encrypted variable in a name is not judged", () => {
  expectProblems(`
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: { name: "**SOPS**" }
  `);
});

test("a piece of a Service that something else completes needs no ports", () => {
  expectProblems(`
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec: { ipFamilyPolicy: PreferDualStack }
  `);
});

test("ports in quotes that are meant as numbers", () => {
  expectProblems(`
    apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec:
      selector: { app: web }
      ports:
        - { port: 80, targetPort: "8080" }
        #                         ^^^^^^ kubernetes-constraint
  `);
});
