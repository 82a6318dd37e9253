import { describe, expect, test } from "vitest";
import { appmeshLabelValue } from "../../../../server/engine/rules/flagger/appmeshLabelValue.ts";
import { configMissing } from "../../../../server/engine/rules/flagger/configMissing.ts";
import { configNotCopied } from "../../../../server/engine/rules/flagger/configNotCopied.ts";
import { daemonsetOnDelete } from "../../../../server/engine/rules/flagger/daemonsetOnDelete.ts";
import { meshInjectionMissing } from "../../../../server/engine/rules/flagger/meshInjectionMissing.ts";
import { replicasInGit } from "../../../../server/engine/rules/flagger/replicasInGit.ts";
import { secretNotCopied } from "../../../../server/engine/rules/flagger/secretNotCopied.ts";
import { spreadNotSeparated } from "../../../../server/engine/rules/flagger/spreadNotSeparated.ts";
import { templateRewritten } from "../../../../server/engine/rules/flagger/templateRewritten.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

const TARGET = "targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }";
const canary = (label = "", provider = "istio") =>
  canaryScene("stepWeight: 10", {
    provider,
    spec: `${TARGET}${label && `\n#                                                         ^^^^ ${label}`}`,
  });

const deployment = (pod: string, metadata = "", labels = "{ app: cart }") => `
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: cart, namespace: shop${metadata} }
  spec:
    selector: { matchLabels: ${labels} }
    template:
      metadata: { labels: ${labels} }
      spec:
        ${pod}
`;

describe("daemonset-on-delete", () => {
  const check = expectProblemsOf(daemonsetOnDelete);
  const target = "targetRef: { apiVersion: apps/v1, kind: DaemonSet, name: agent }";
  const daemonSet = (type: string, mark = "") => `
    ---
    apiVersion: apps/v1
    kind: DaemonSet
    metadata: { name: agent, namespace: shop }
    spec:
      updateStrategy: { type: ${type} }
${mark}`;
  const mark =
    "      #                       ^^^^^^^^ daemonset-on-delete (error): Flagger never starts Canary cart: a DaemonSet that it targets must have the update strategy RollingUpdate.";

  test("a target, and any other DaemonSet", () => {
    const source = scene(
      canaryScene("stepWeight: 10", { spec: target }),
      daemonSet("OnDelete", mark),
    );
    check(source);
    expect(fixed(daemonsetOnDelete, source)).toContain("{ type: RollingUpdate }");
    check(scene(canaryScene("stepWeight: 10", { spec: target }), daemonSet("RollingUpdate")));
    check(scene(canary(), daemonSet("OnDelete")));
  });
});

describe("replicas-in-git", () => {
  const check = expectProblemsOf(replicasInGit);
  const flux = (ignore = "") => `
    #- clusters/prod/apps.yaml
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      interval: 10m
      path: ./apps
      prune: true
      sourceRef: { kind: GitRepository, name: flux-system }
${ignore}`;
  const replicas = (count: string, mark = "", metadata = "") => `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: cart, namespace: shop${metadata} }
    spec:
      replicas: ${count}
${mark}`;
  const found =
    "      #         ^ replicas-in-git (warning): Flux sets 3 replicas again each time it applies cart, which Flagger keeps at 0 between rollouts: pods run that get no requests. Leave replicas out of Git.";

  test("what Flux applies", () => {
    const source = scene(flux(), "#- apps/all.yaml", canary(), replicas("3", found));
    check(source);
    expect(fixed(replicasInGit, source)).not.toContain("replicas:");
  });

  test("what an overlay sets is said there", () => {
    check(
      scene(
        flux(),
        `
        #- clusters/prod/flux-system/gotk-sync.yaml
        apiVersion: source.toolkit.fluxcd.io/v1
        kind: GitRepository
        metadata: { name: flux-system, namespace: flux-system }
        spec: { interval: 1m, url: "https://example.com/fleet" }
        ---
        apiVersion: kustomize.toolkit.fluxcd.io/v1
        kind: Kustomization
        metadata: { name: flux-system, namespace: flux-system }
        spec: { interval: 10m, path: ./clusters/prod, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
        #- apps/kustomization.yaml
        resources: [../base]
        replicas:
          - name: cart
            count: 4
            #      ^ replicas-in-git
        #- base/kustomization.yaml
        resources: [all.yaml]
        #- base/all.yaml
        `,
        canary(),
        replicas("3"),
      ),
    );
  });

  test("what Flux leaves alone, or does not apply, and what is no target", () => {
    check(scene("#- apps/all.yaml", canary(), replicas("3")));
    const annotation = "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent";
    check(
      scene(
        flux(),
        "#- apps/all.yaml",
        canary(),
        replicas("3", "", `, annotations: { ${annotation} }`),
      ),
    );
    const ignore = "      ignore: [{ paths: [/spec/replicas] }]";
    check(scene(flux(ignore), "#- apps/all.yaml", canary(), replicas("3")));
    check(scene(flux(), "#- apps/all.yaml", replicas("3").replace("---", "")));
    check(scene(flux(), "#- apps/all.yaml", canary(), replicas("'${COUNT}'")));
  });
});

describe("template-rewritten", () => {
  const check = expectProblemsOf(templateRewritten);
  const annotated = (annotation: string, mark = "") => `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: cart
      namespace: shop
      annotations:
        ${annotation}
${mark}`;

  test("controllers that write into the template", () => {
    check(
      scene(
        canary(),
        annotated(
          'reloader.stakater.com/auto: "true"',
          "        #<- template-rewritten (warning): Reloader will write into the pod template when a ConfigMap or Secret changes, and Flagger will analyse that as a release of cart. Remove the annotation: Flagger follows ConfigMaps and Secrets itself.",
        ),
      ),
    );
    for (const it of [
      "configmap.reloader.stakater.com/reload: settings",
      'wave.pusher.com/update-on-config-change: "true"',
      "keel.sh/policy: minor",
    ]) {
      check(scene(canary(), annotated(it, "        #<- template-rewritten")));
    }
  });

  test("switched off, of no consequence, and no target", () => {
    for (const it of [
      'reloader.stakater.com/auto: "false"',
      'reloader.stakater.com/match: "true"',
      "keel.sh/policy: never",
    ]) {
      check(scene(canary(), annotated(it)));
    }
    const untracked = `
    ---
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: system }
    spec:
      chart: { spec: { chart: flagger } }
      values: { configTracking: { enabled: false } }`;
    check(scene(canary(), annotated('reloader.stakater.com/auto: "true"'), untracked));
    check(annotated('reloader.stakater.com/auto: "true"').replace("---", ""));
  });
});

describe("config-missing", () => {
  const check = expectProblemsOf(configMissing);
  const using = (name: string, mark = "", optional = "") =>
    deployment(`volumes:
          - configMap: { name: ${name}${optional} }
${mark}`);
  const config = (name: string) => `
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: ${name}, namespace: shop }
  `;

  test("one that is not among those of the namespace", () => {
    check(
      scene(
        canary(),
        using(
          "other",
          '          #                    ^^^^^ config-missing (warning): No ConfigMap "other" in this workspace. Unless it comes from elsewhere, Flagger cannot copy it, and Canary cart ends every tick in an error.',
        ),
        config("settings"),
      ),
    );
  });

  test("one that has nearly the name of another", () => {
    check(
      scene(
        canary(),
        using("setting", "          #                    ^^^^^^^ config-missing (error)"),
        config("settings"),
      ),
    );
  });

  test("there, optional, made by the cluster, or kept elsewhere", () => {
    check(scene(canary(), using("settings"), config("settings")));
    check(scene(canary(), using("other", "", ", optional: true"), config("settings")));
    check(scene(canary(), using("kube-root-ca.crt"), config("settings")));
    check(scene(canary(), using("other")));
    check(scene(canary(), using("'${NAME}'"), config("settings")));
    check(scene("kind: Nothing", using("other"), config("settings")));
  });
});

describe("config-not-copied", () => {
  const check = expectProblemsOf(configNotCopied);
  const using = (mark = "") =>
    deployment(`volumes:
          - configMap: { name: files }
${mark}`);
  const config = (fields: string, metadata = "") => `
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: files, namespace: shop${metadata} }
    ${fields}
  `;
  const carets = "          #                    ^^^^^";

  test("binary data, and what is immutable", () => {
    check(
      scene(
        canary(),
        using(
          `${carets} config-not-copied (warning): files-primary, the copy for the primary, will lack a.png, for Flagger copies no binaryData, and a change there starts no analysis. With flagger.app/config-tracking: disabled on files both share it.`,
        ),
        config("binaryData: { a.png: AAAA }"),
      ),
    );
    check(scene(canary(), using(`${carets} config-not-copied (hint)`), config("immutable: true")));
  });

  test("data, what is not tracked, and no target", () => {
    check(scene(canary(), using(), config("data: { a: b }")));
    const annotation = ", annotations: { flagger.app/config-tracking: disabled }";
    check(scene(canary(), using(), config("binaryData: { a.png: AAAA }", annotation)));
    check(
      scene(
        canary(),
        using(),
        config("binaryData: { a.png: AAAA }"),
        `
        #- flagger.yaml
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: flagger, namespace: system }
        spec:
          chart: { spec: { chart: flagger } }
          values: { configTracking: { enabled: false } }
        `,
      ),
    );
    check(scene("kind: Nothing", using(), config("binaryData: { a.png: AAAA }")));
  });
});

describe("secret-not-copied", () => {
  const check = expectProblemsOf(secretNotCopied);
  const using = (mark = "") =>
    deployment(`imagePullSecrets: [{ name: pull }]
        volumes:
          - secret: { secretName: files }
${mark}`);
  const secret = (type: string, name = "files") => `
    ---
    apiVersion: v1
    kind: Secret
    metadata: { name: ${name}, namespace: shop }
    ${type}
  `;

  test("types that are not tracked", () => {
    check(
      scene(
        canary(),
        using(
          "          #                       ^^^^^ secret-not-copied (hint): Primary and canary share this Secret, and a change in it starts no analysis: Flagger does not copy the type example.com/key.",
        ),
        secret("type: example.com/key"),
      ),
    );
    for (const type of ["", "type: Opaque", "type: kubernetes.io/tls", "type: '${TYPE}'"]) {
      check(scene(canary(), using(), secret(type)));
    }
    check(scene(canary(), using(), secret("type: kubernetes.io/dockerconfigjson", "pull")));
  });
});

describe("spread-not-separated", () => {
  const check = expectProblemsOf(spreadNotSeparated);
  const spread = (labels: string, mark = "") => `topologySpreadConstraints:
          - labelSelector: { matchLabels: ${labels} }
${mark}`;

  test("by another label, and by another value", () => {
    check(
      scene(
        canary(),
        deployment(
          spread(
            "{ team: shop }",
            '          #                               ^^^^^^^^^^^^^^ spread-not-separated (hint): Counts pods of primary and canary together: Flagger tells them apart by "app", which this does not select by.',
          ),
          "",
          "{ app: cart, team: shop }",
        ),
        `
        #- flagger.yaml
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: { name: flagger, namespace: system }
        spec: { chart: { spec: { chart: flagger } } }
        `,
      ),
    );
    check(
      scene(
        canary(),
        deployment(
          spread(
            "{ app: web }",
            "          #                                      ^^^ spread-not-separated",
          ),
          "",
          "{ app: web }",
        ),
      ),
    );
  });

  test("by the name of the Deployment, and about other pods", () => {
    check(scene(canary(), deployment(spread("{ app: cart }"))));
    check(scene(canary(), deployment(spread("{ app: database }"))));
    check(scene(canary(), deployment("affinity: { podAntiAffinity: {} }")));
  });
});

describe("appmesh-label-value", () => {
  const check = expectProblemsOf(appmeshLabelValue);

  test("a value that is not the name of the target", () => {
    const web = deployment("containers: []", "", "{ app: web }");
    check(
      scene(
        canary(
          'appmesh-label-value (error): No pod will belong to the mesh: Flagger\'s virtual nodes select "app: cart" and "app: cart-primary", but the pods carry "app: web". Give the label the value cart.',
          "appmesh:v1beta2",
        ),
        web,
      ),
    );
    check(scene(canary("", "appmesh:v1beta2"), deployment("containers: []")));
    check(scene(canary("", "istio"), web));
  });
});

describe("mesh-injection-missing", () => {
  const check = expectProblemsOf(meshInjectionMissing);
  const namespace = (metadata: string) => `
    ---
    apiVersion: v1
    kind: Namespace
    metadata: { name: shop${metadata} }
  `;

  test("neither the namespace nor the pods ask", () => {
    check(
      scene(
        canary(
          "mesh-injection-missing (warning): The pods of cart get no proxy of Istio, so their requests are not counted, and metrics of the mesh find no values: neither Namespace shop nor the pod template has istio-injection: enabled.",
        ),
        deployment("containers: []"),
        namespace(""),
      ),
    );
    check(
      scene(
        canary("mesh-injection-missing", "linkerd"),
        deployment("containers: []"),
        namespace(", annotations: { linkerd.io/inject: disabled }"),
      ),
    );
  });

  test("one of them does, or nobody knows", () => {
    const pods = deployment("containers: []");
    for (const it of [
      "istio-injection: enabled",
      "istio.io/rev: stable",
      "istio.io/dataplane-mode: ambient",
    ]) {
      check(scene(canary(), pods, namespace(`, labels: { ${it} }`)));
    }
    check(
      scene(
        canary(),
        pods.replace(
          "{ labels: { app: cart } }",
          '{ labels: { app: cart, sidecar.istio.io/inject: "true" } }',
        ),
        namespace(""),
      ),
    );
    check(scene(canary(), pods));
    check(scene(canary("", "nginx"), pods, namespace("")));
    check(scene(canary(), pods, namespace(", labels: { istio-injection: '${INJECT}' }")));
  });
});
