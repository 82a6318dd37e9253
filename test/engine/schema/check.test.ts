import { describe, expect, test } from "vitest";
import { expectFindings, expectFixed, findingsIn } from "./expectFindings.ts";

describe("a Canary without mistakes", () => {
  test("has no findings", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata:
        name: face
        namespace: faces
      spec:
        provider: linkerd
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        progressDeadlineSeconds: 60
        service: { port: 80, targetPort: http, portDiscovery: true }
        analysis:
          interval: 10s
          threshold: 5
          stepWeights: [5, 10, 50]
          metrics:
            - name: success-rate
              templateRef: { name: success-rate, namespace: linkerd-viz }
              thresholdRange: { min: 99.5 }
              interval: 1m
          webhooks:
            - name: load
              url: http://loadtester.faces/
              timeout: 5s
              metadata: { cmd: hey -z 1m http://face/ }
    `);
  });
});

describe("unknown fields", () => {
  test("of a Canary: the nearest name that is not there yet", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        analysis:
          interval: 30s
          threshold: 5
          stepWieght: 10
      #   ^^^^^^^^^^ unknown-field: Unknown field "stepWieght" in Canary spec.analysis; did you mean "stepWeight"? Flux refuses to apply the object; without Flux the field is dropped silently.
    `);
  });

  test("of a Flux object", () => {
    expectFindings(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        dependson: [{ name: infra }]
      # ^^^^^^^^^ unknown-field: Unknown field "dependson" in Kustomization spec; did you mean "dependsOn"? Flux refuses to apply the object.
        substituteFrom: []
      # ^^^^^^^^^^^^^^ unknown-field: Unknown field "substituteFrom" in Kustomization spec; it belongs in spec.postBuild. Flux refuses to apply the object.
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `);
  });

  test("of a Deployment and of a Role", () => {
    expectFindings(`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face }
      spec:
        selector: { matchLabels: { app: face } }
        template:
          metadata: { labels: { app: face } }
          spec:
            containers:
              - name: face
                image: face:1
                imagePullpolicy: Always
      #         ^^^^^^^^^^^^^^^ unknown-field: Unknown field "imagePullpolicy" in Deployment spec.template.spec.containers[0]; did you mean "imagePullPolicy"? It is dropped silently.
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: { name: face }
      rule: []
      #<- unknown-field: Unknown field "rule" in Role; did you mean "rules"? Flux refuses to apply the object.
    `);
  });

  test("of a kustomization file, whose fields may be written in any case", () => {
    expectFindings(`
      Resources: [app.yaml]
      configmapgenerator: []
      patchs: []
      #<- unknown-field: Unknown field "patchs" in Kustomization; did you mean "patches"? kustomize refuses the file; where a Flux path leads right to it, it is ignored.
      images:
        - name: face
          newtag: "1"
          digset: x
      #   ^^^^^^ unknown-field
    `);
  });

  test("are no names to be filled in later", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: MetricTemplate
      metadata:
        name: errors
        \${EXTRA}: x
      spec:
        provider: { type: prometheus, address: http://prometheus }
        query: "{{ interval }}"
    `);
  });
});

describe("types", () => {
  test("numbers and booleans where text belongs", () => {
    expectFindings(`
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: face
        labels:
          version: 1.10
      #            ^^^^ wrong-type: ConfigMap metadata.labels.version takes text, and 1.10 without quotes is a number: quote it. Flux then applies the object without any of its labels.
        annotations:
          retries: 3
      #            ^ wrong-type: ConfigMap metadata.annotations.retries takes text, and 3 without quotes is a number: quote it. Flux makes it text, kubectl refuses the object.
      data:
        flag: true
      #       ^^^^ wrong-type: ConfigMap data.flag takes text, and true without quotes is a boolean: quote it. The API server refuses it.
        empty:
    `);
  });

  test("text where a number, boolean, list or object belongs", () => {
    expectFindings(`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face }
      spec:
        replicas: "3"
      #           ^^^ wrong-type: Deployment spec.replicas takes a whole number; "3" is text because of its quotes. The API server refuses it.
        paused: yes
      #         ^^^ wrong-type: Deployment spec.paused takes true or false; "yes" is text. The API server refuses it.
        selector: face
      #           ^^^^ wrong-type: Deployment spec.selector takes an object; "face" is text. The API server refuses it.
        template:
          spec:
            containers:
      #     ^^^^^^^^^^ wrong-type: Deployment spec.template.spec.containers takes a list of objects; this is an object. The API server refuses it.
              name: face
    `);
  });

  test("integer or text is told in one sentence", () => {
    expectFindings(`
      apiVersion: v1
      kind: Service
      metadata: { name: face }
      spec:
        ports:
          - port: 80
            targetPort: http
          - port: 81
            targetPort: 8080
          - port: 82
            targetPort: [1]
      #                 ^^^ wrong-type: Service spec.ports[2].targetPort takes a whole number or text; this is a list. The API server refuses it.
    `);
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        service: { port: 80, targetPort: true }
      #                                  ^^^^ wrong-type: Canary spec.service.targetPort takes a whole number or text; "true" is a boolean. The API server refuses it.
        analysis: { interval: 1m, threshold: 1, iterations: 2 }
    `);
  });

  test("quantities may be numbers", () => {
    expectFindings(`
      apiVersion: v1
      kind: Pod
      metadata: { name: face }
      spec:
        containers:
          - name: face
            resources: { limits: { cpu: 1, memory: 64Mi }, requests: { cpu: 0.5, memory: [] } }
      #                                                                                  ^^ wrong-type
    `);
  });

  test("kustomize reads its own files by YAML 1.1", () => {
    expectFindings(`
      namespace: on
      #          ^^ wrong-type: Kustomization namespace takes text, and on without quotes is a boolean: quote it. kustomize refuses the file; where a Flux path leads right to it, it becomes "true".
      images:
        - name: face
          newTag: 1.10
      #           ^^^^ wrong-type: Kustomization images[0].newTag takes text, and 1.10 without quotes is a number: quote it. kustomize refuses the file; where a Flux path leads right to it, it becomes "1.1".
        - name: "no"
          newTag: 2
      #           ^ wrong-type: Kustomization images[1].newTag takes text, and 2 without quotes is a number: quote it. kustomize refuses the file; where a Flux path leads right to it, it becomes text.
    `);
  });

  test("of a Secret no value is ever told", () => {
    expectFindings(`
      apiVersion: v1
      kind: Secret
      metadata: { name: face }
      stringData: { pin: 4711 }
      #                  ^^^^ wrong-type: Secret stringData.pin takes text, and this value without quotes is a number: quote it. The API server refuses it.
      data: hunter2
      #     ^^^^^^^ wrong-type: Secret data takes a map of text values; this value is text. The API server refuses it.
    `);
  });
});

describe("values", () => {
  test("that are none of those listed", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        provider: linkerd2
      #           ^^^^^^^^ wrong-enum: "linkerd2" is no value of Canary spec.provider; did you mean "linkerd"? The API server refuses it.
        targetRef: { apiVersion: apps/v1, kind: StatefulSet, name: face }
      #                                         ^^^^^^^^^^^ wrong-enum: "StatefulSet" is no value of Canary spec.targetRef.kind; use "DaemonSet", "Deployment" or "Service". The API server refuses it.
        analysis: { interval: 1m, threshold: 1, iterations: 2 }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: face }
      spec: { type: Clusterip, ports: [{ port: 80, protocol: HTTP }] }
      #             ^^^^^^^^^ wrong-enum
      #                                                      ^^^^ wrong-enum: "HTTP" is no value of Service spec.ports[0].protocol; use "TCP", "UDP" or "SCTP". The API server refuses it.
    `);
  });

  test("that are of another form", () => {
    expectFindings(`
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: faces }
      spec:
        interval: 1m
        url: git@github.com:buoyant/faces
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-pattern: "git@github.com:buoyant/faces" does not fit GitRepository spec.url: it has to start with "https://", "ssh://" or "http://". The API server refuses it.
    `);
  });

  test("that are too small or too long", () => {
    expectFindings(`
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: faces }
      spec:
        interval: 1m
        chart: { spec: { chart: faces, sourceRef: { kind: HelmRepository, name: faces } } }
        releaseName: ""
      #              ^^ wrong-value: HelmRelease spec.releaseName must not be empty. The API server refuses it.
        targetNamespace: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      #                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ wrong-value: HelmRelease spec.targetNamespace may have 63 characters, not 65. The API server refuses it.
    `);
  });
});

describe("durations", () => {
  test("of Flux, of its sources and of Flagger differ", () => {
    expectFindings(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec:
        interval: 60
      #           ^^ wrong-duration: "60" is not a duration: write 60s. The API server refuses it.
        retryInterval: 1d
      #                ^^ wrong-duration: "1d" is not a duration: write 24h. The API server refuses it.
        timeout: 1h
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: faces }
      spec:
        interval: 1h30m
        timeout: 1h
      #          ^^ wrong-duration: "1h" does not fit GitRepository spec.timeout, which takes minutes, seconds and milliseconds only: write 60m. The API server refuses it.
        url: https://example.com/faces
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        analysis:
          interval: 1min
      #             ^^^^ wrong-duration: "1min" is not a duration: write 1m. Flagger falls back to 60s.
          threshold: 5
          iterations: 10
          metrics:
            - { name: request-duration, interval: 0.5m }
      #                                           ^^^^ wrong-duration: "0.5m" does not fit Canary spec.analysis.metrics[0].interval, which takes whole minutes and seconds only: write 30s. The API server refuses it.
            - { name: errors, interval: soon }
      #                                 ^^^^ wrong-duration: "soon" is not a duration: write a number and m or s. The API server refuses it.
          webhooks:
            - { name: load, url: http://load, timeout: 30sec }
      #                                                ^^^^^ wrong-duration: "30sec" is not a duration: write 30s. Every call of this webhook fails.
    `);
  });
});

describe("required fields", () => {
  test("are missed at the field that needs them; of the object itself at its kind", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      #     ^^^^^^ required-field: Canary needs "metadata".
      spec:
        targetRef:
      # ^^^^^^^^^ required-field: Canary spec.targetRef needs "name".
          apiVersion: apps/v1
          kind: Deployment
        analysis:
          interval: 1m
          threshold:
      #   ^^^^^^^^^ required-field: Canary spec.analysis.threshold is empty, and has to be there.
          iterations: 2
          metrics:
            - interval: 1m
      #       ^^^^^^^^ required-field: Canary spec.analysis.metrics[0] needs "name".
    `);
  });

  test("one of several: none, or two", () => {
    expectFindings(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        analysis:
      # ^^^^^^^^ required-field: Canary spec.analysis needs exactly one of "iterations", "stepWeight" or "stepWeights".
          interval: 1m
          threshold: 5
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 5
          iterations: 10
      #   ^^^^^^^^^^ wrong-value: Canary spec.analysis has both "stepWeight" and "iterations": keep just one. The API server refuses it.
          match:
            - headers: { x: { exact: a, prefix: b, regex: c } }
      #                                 ^^^^^^ wrong-value: Canary spec.analysis.match[0].headers.x has "exact", "prefix" and "regex": keep just one. The API server refuses it.
      #                                            ^^^^^ wrong-value
      ---
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: slack }
      spec: { type: slack }
      #<- required-field: AlertProvider spec needs exactly one of "address" or "secretRef".
    `);
  });
});

describe("values that are filled in later", () => {
  test("are not judged", () => {
    expectFindings(`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: "\${APP}" }
      spec:
        replicas: \${REPLICAS:=2}
        paused: "{{ paused }}"
        minReadySeconds: "<< inputs.seconds >>"
        selector: \${SELECTOR}
        strategy: { type: "#{ strategy }#" }
        template: $(TEMPLATE)
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: faces }
      spec: { interval: "\${interval}", url: "\${URL}" }
    `);
  });

  test("nor what SOPS has encrypted", () => {
    expectFindings(`
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face }
      spec:
        replicas: ENC[AES256_GCM,data:4g==,iv:x,tag:y,type:int]
        selector: {}
        template: {}
      sops:
        mac: ENC[AES256_GCM,data:x,iv:x,tag:y,type:str]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face }
      spec: { selector: {}, template: {} }
      sops: x
      #<- unknown-field
    `);
  });
});

describe("empty values", () => {
  test("pass where Kubernetes decodes them, and where an object or a default stands for them", () => {
    expectFindings(`
      apiVersion: v1
      kind: Service
      metadata:
        name: face
        labels:
        annotations: null
      spec:
        ports:
        type:
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: faces, labels: }
      spec:
        interval: 1m
        chartRef: { kind: OCIRepository, name: faces }
        values:
        install:
      ---
      resources:
      namespace:
    `);
  });

  test("do not where a custom resource takes a value", () => {
    expectFindings(`
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps }
      spec:
        interval:
      # ^^^^^^^^ required-field: Kustomization spec.interval is empty, and has to be there.
        timeout:
      # ^^^^^^^ wrong-type: Kustomization spec.timeout is empty: write a value (duration) or remove it. The API server refuses it.
        dependsOn:
      # ^^^^^^^^^ wrong-type: Kustomization spec.dependsOn is empty: write a value (list of objects) or remove it. The API server refuses it.
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `);
  });
});

describe("a patch", () => {
  test("may leave out anything and hold directives, but not misspell", () => {
    expectFindings(
      `
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: face }
      spec:
        replica: 3
      # ^^^^^^^ unknown-field
        template:
          spec:
            $setElementOrder/containers: [{ name: face }]
            containers:
              - name: face
                $patch: delete
                image: null
      ---
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: face }
      spec:
        analysis: { threshold: 9, interval: 1h, metrics: }
      #                                     ^^ wrong-duration
      `,
      { partial: true },
    );
  });

  test("a whole object may not hold directives", () => {
    expectFindings(`
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: face }
      $patch: delete
      #<- unknown-field
    `);
  });
});

describe("aliases and merge keys", () => {
  test("what they bring in is shown where they stand", () => {
    expectFindings(`
      apiVersion: v1
      kind: Service
      metadata:
        name: face
        annotations: &shared
          size: 1
      #         ^ wrong-type
        labels: *shared
      #         ^^^^^^^ wrong-type
      spec:
        ports:
          - { port: 80, <<: { protocl: TCP } }
      #                 ^^ unknown-field
    `);
  });

  test("fixes touch only what stands there", () => {
    const text =
      "kind: Service\napiVersion: v1\nmetadata:\n  annotations: &a { b: 1 }\n  labels: *a\n";
    expect(findingsIn(text).map((it) => it.fix?.title)).toEqual(["Quote it", undefined]);
  });

  test("an alias that is defined nowhere is not judged", () => {
    expectFindings(`
      apiVersion: v1
      kind: Service
      metadata: *nowhere
      spec: { <<: *nowhere, ports: [{ <<: *nowhere }] }
    `);
  });
});

test("fixes write what was meant", () => {
  expectFixed(
    `
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: face, labels: { version: 1.10 } }
    spec:
      provider: Linkerd
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
      service: { port: "80", hosts: face.example.com, headless: "yes" }
      analysis:
        interval: 1h
        threshhold: 5
        stepWeight: 5
    `,
    `
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: face, labels: { version: "1.10" } }
    spec:
      provider: linkerd
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
      service: { port: 80, hosts: [face.example.com], headless: true }
      analysis:
        interval: 60m
        threshold: 5
        stepWeight: 5
    `,
  );
  expectFixed(
    `
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: faces }
    spec:
      interval: "5 minutes"
      url: git@github.com:buoyant/faces
      ref: { brunch: main }
      verify: { mode: tag, secretRef: { name: keys } }
    `,
    `
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: GitRepository
    metadata: { name: faces }
    spec:
      interval: 5m
      url: ssh://git@github.com/buoyant/faces
      ref: { branch: main }
      verify: { mode: Tag, secretRef: { name: keys } }
    `,
  );
});
