import { describe, expect, test } from "vitest";
import { autoscalerMissing } from "../../../server/engine/rules/flagger/autoscalerMissing.ts";
import { canaryTargetMissing } from "../../../server/engine/rules/flagger/canaryTargetMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(canaryTargetMissing);

const canary = (mark = "", target = "kind: Deployment") => `
  #- apps/canary.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: orders, namespace: shop }
  spec:
    targetRef:
      apiVersion: apps/v1
      ${target}
      name: orders
  ${mark && `#         ^^^^^^ canary-target-missing${mark}`}`;

const object = (
  file: string,
  apiVersion: string,
  kind: string,
  name: string,
  ...rest: readonly string[]
) =>
  scene(
    `#- ${file}.yaml`,
    `apiVersion: ${apiVersion}`,
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: shop }`,
    ...rest,
  );

const deployment = (name: string, file = `apps/${name}`) =>
  object(file, "apps/v1", "Deployment", name);

describe("the workloads of the namespace are here", () => {
  test("and this one is not", () => {
    expectProblems(
      scene(
        canary(
          ' (error): No Deployment "orders" in namespace "shop", so Flagger never starts this Canary.',
        ),
        deployment("cart"),
      ),
    );
  });

  test("in another folder", () => {
    expectProblems(scene(canary(" (error)"), deployment("cart", "workloads/cart")));
  });

  test("and one is spelt nearly so", () => {
    const source = scene(
      canary(
        ' (error): No Deployment "orders" in namespace "shop", so Flagger never starts this Canary. Did you mean "order"?',
      ),
      deployment("order"),
    );
    expectProblems(source);
    expect(fixed(canaryTargetMissing, source)).toContain("name: order\n");
  });

  test("and one of that name is in another namespace", () => {
    expectProblems(
      scene(
        canary(
          ' (error): Deployment "orders" is in another namespace than this Canary, so Flagger never starts this Canary.',
        ),
        deployment("orders").replace("namespace: shop", "namespace: stock"),
      ),
    );
  });

  test("and it is one of another kind", () => {
    expectProblems(scene(canary(" (error)", "kind: DaemonSet"), deployment("orders")));
  });
});

describe("the workloads may come from elsewhere", () => {
  test("as none of that namespace is here", () => {
    expectProblems(
      scene(canary(), deployment("cart", "other/cart").replace("namespace: shop", "namespace: x")),
    );
  });

  test("from a Helm release there", () => {
    const spec = "spec: { chart: { spec: { chart: orders } } }";
    expectProblems(
      scene(
        canary(),
        deployment("cart"),
        object("r", "helm.toolkit.fluxcd.io/v2", "HelmRelease", "x", spec),
      ),
    );
  });

  test("from a Helm release that installs there", () => {
    const release = object(
      "r",
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      "x",
      "spec: { targetNamespace: shop }",
    );
    expectProblems(
      scene(
        canary(),
        deployment("cart"),
        release.replace("namespace: shop }", "namespace: releases }"),
      ),
    );
  });

  test("not from one of another namespace", () => {
    const release = object("r", "helm.toolkit.fluxcd.io/v2", "HelmRelease", "x", "spec: {}");
    expectProblems(
      scene(
        canary(" (error)"),
        deployment("cart"),
        release.replace("namespace: shop", "namespace: x"),
      ),
    );
  });

  test("from another repository, as in the workshop", () => {
    const spec = "spec: { path: ./k8s, sourceRef: { kind: GitRepository, name: demo } }";
    expectProblems(
      scene(
        canary(),
        deployment("cart"),
        object("s", "kustomize.toolkit.fluxcd.io/v1", "Kustomization", "demo", spec),
      ),
    );
  });

  test("yet a slip is pointed at", () => {
    expectProblems(
      scene(
        canary(" (warning)"),
        deployment("order"),
        object("r", "helm.toolkit.fluxcd.io/v2", "HelmRelease", "x"),
      ),
    );
  });
});

describe("nothing is said", () => {
  test("of a Knative Service", () => {
    expectProblems(
      scene(
        canary("", "kind: Service").replace("apps/v1", "serving.knative.dev/v1"),
        deployment("cart"),
      ),
    );
  });

  test("of a primary that Flagger itself makes", () => {
    expectProblems(
      scene(
        canary().replace("name: orders\n", "name: cart-primary\n"),
        deployment("cart"),
        canary().replace("canary.yaml", "cart-canary.yaml").replaceAll("orders", "cart"),
      ),
    );
  });
});

test("an autoscaler that a chart may bring is no mistake either", () => {
  const withScaler = (mark: string) =>
    scene(
      deployment("orders"),
      `${canary()}
  autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: orders }
  ${mark}`.replaceAll("\n  autoscaler", "\n    autoscaler"),
    );
  expectProblemsOf(autoscalerMissing)(
    withScaler(
      "#                                                                                   ^^^^^^ autoscaler-missing (error)",
    ),
  );
  expectProblemsOf(autoscalerMissing)(
    scene(withScaler(""), object("r", "helm.toolkit.fluxcd.io/v2", "HelmRelease", "x")),
  );
});
