import { describe, expect, test } from "vitest";
import { includeLabelsOfTools } from "../../../../server/engine/rules/flagger/includeLabelsOfTools.ts";
import { knativeMismatch } from "../../../../server/engine/rules/flagger/knativeMismatch.ts";
import { knativeRevert } from "../../../../server/engine/rules/flagger/knativeRevert.ts";
import { providerOmitted } from "../../../../server/engine/rules/flagger/providerOmitted.ts";
import { selectorLabelsOrder } from "../../../../server/engine/rules/flagger/selectorLabelsOrder.ts";
import { serviceFieldUnused } from "../../../../server/engine/rules/flagger/serviceFieldUnused.ts";
import { sessionAffinityUnsupported } from "../../../../server/engine/rules/flagger/sessionAffinityUnsupported.ts";
import { sessionCookie } from "../../../../server/engine/rules/flagger/sessionCookie.ts";
import { smiMissing } from "../../../../server/engine/rules/flagger/smiMissing.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

const weights = "stepWeight: 10";

const release = (chart: string, values = "{}") => `
  #- ${chart}.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: ${chart}, namespace: system }
  spec:
    chart: { spec: { chart: ${chart} } }
    values: ${values}
`;

describe("session-affinity-unsupported", () => {
  const check = expectProblemsOf(sessionAffinityUnsupported);
  const affinity = (mark = "") => `${weights}\nsessionAffinity: { cookieName: c }\n${mark}`;

  test("two providers keep sessions", () => {
    for (const provider of ["linkerd", "nginx", "kubernetes", "appmesh:v1beta2"]) {
      check(canaryScene(affinity("#<- session-affinity-unsupported (warning)"), { provider }));
    }
    for (const provider of ["istio", "gatewayapi:v1", "gatewayapi:v1beta1", "unheard-of"]) {
      check(canaryScene(affinity(), { provider }));
    }
  });
});

describe("session-cookie", () => {
  const check = expectProblemsOf(sessionCookie);
  const cookies = (own: string, primary: string, provider = "istio", mark = "") =>
    canaryScene(
      `${weights}\nsessionAffinity:\n  cookieName: ${own}\n  primaryCookieName: ${primary}\n${mark}`,
      { provider },
    );

  test("one name for both", () => {
    check(
      cookies(
        "c",
        "c",
        "istio",
        '  #                  ^ session-cookie (error): Flagger refuses this Canary, in its log alone: "c" is the cookie of the canary already. Give the primary another one.',
      ),
    );
    check(cookies("c", "p"));
    check(cookies("'${C}'", "'${C}'"));
  });

  test("one that the older Gateway API passes over", () => {
    check(cookies("c", "p", "gatewayapi:v1beta1", "  #<- session-cookie (warning)"));
    check(cookies("c", "p", "gatewayapi:v1"));
  });

  test("no name at all for either", () => {
    check(
      canaryScene(
        `${weights}\nsessionAffinity:\n  cookieName: ""\n  #           ^^ session-cookie (error)`,
      ),
    );
    check(canaryScene(`${weights}\nsessionAffinity: { maxAge: 5 }`));
  });
});

describe("service-field-unused", () => {
  const check = expectProblemsOf(serviceFieldUnused);
  const service = (lines: string, provider: string) =>
    canaryScene(weights, { provider, spec: `service:\n  port: 80\n${lines}` });

  test("each field by itself", () => {
    check(
      service(
        "  timeout: 5s\n  #<- service-field-unused (information): Has no effect: with provider nginx Flagger puts timeout into no object.\n  retries: { attempts: 3 }\n  #<- service-field-unused",
        "nginx",
      ),
    );
    check(
      service(
        "  timeout: 5s\n  backendTimeout: 3s\n  #<- service-field-unused\n  retries: { attempts: 3 }",
        "istio",
      ),
    );
    check(service("  timeout: 5s\n  backendTimeout: 3s", "gatewayapi:v1"));
    check(service("  timeout: 5s\n  retries: { attempts: 3 }", "contour"));
    check(service("  timeout: 5s", "'${PROVIDER}'"));
  });
});

describe("knative-mismatch", () => {
  const check = expectProblemsOf(knativeMismatch);
  const target = "targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: cart }";

  test("the target without the provider; a flag does not count", () => {
    check(
      canaryScene(weights, {
        provider:
          'istio\n#         ^^^^^ knative-mismatch (error): Flagger refuses this Canary, in its log alone: a Knative Service as target needs "provider: knative" in the Canary itself.',
        spec: target,
      }),
    );
    check(
      scene(
        canaryScene(weights, {
          provider: "",
          spec: `${target}\n#                                                      ^^^^^^^ knative-mismatch`,
        }),
        release("flagger", "{ meshProvider: knative }"),
      ),
    );
  });

  test("the provider without the target", () => {
    check(
      canaryScene(weights, {
        provider:
          "knative\n#         ^^^^^^^ knative-mismatch: Flagger refuses this Canary, in its log alone: provider knative takes a Service of serving.knative.dev/v1 as target, not apps/v1/Deployment.",
      }),
    );
  });

  test("both, and an autoscaler", () => {
    check(canaryScene(weights, { provider: "knative", spec: target }));
    check(
      canaryScene(weights, {
        provider: "knative",
        spec: `${target}\nautoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: cart }\n#<- knative-mismatch`,
      }),
    );
  });

  test("the fix", () => {
    const source = canaryScene(weights, { provider: "istio", spec: target });
    expect(fixed(knativeMismatch, source)).toContain("\n  provider: knative\n");
  });
});

describe("knative-revert", () => {
  const check = expectProblemsOf(knativeRevert);
  const knative = (revert: string, provider = "knative") =>
    canaryScene(weights, {
      provider,
      spec: `targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: cart }\n${revert}`,
    });

  test("where Flagger would give something back", () => {
    check(knative("revertOnDeletion: true\n#<- knative-revert (warning)"));
    check(knative("revertOnDeletion: false"));
    check(knative(""));
  });

  test("other targets, and what Flagger refuses anyway", () => {
    check(canaryScene(weights, { spec: "revertOnDeletion: true" }));
    check(knative("revertOnDeletion: true", "istio"));
  });

  test("the fix", () => {
    expect(fixed(knativeRevert, knative("revertOnDeletion: true"))).not.toContain("revert");
  });
});

describe("smi-missing", () => {
  const check = expectProblemsOf(smiMissing);
  const canary = (label = "", provider = "linkerd") =>
    canaryScene(weights, {
      provider: label ? `${provider}\n#         ^^^^^^^ ${label}` : provider,
    });

  test("the charts of Linkerd without that of the extension", () => {
    check(scene(canary("smi-missing (error)"), release("linkerd-control-plane")));
    check(scene(canary("smi-missing"), release("linkerd-enterprise-control-plane")));
  });

  test("with it, without any, from elsewhere, and with another provider", () => {
    check(scene(canary(), release("linkerd-control-plane"), release("linkerd-smi")));
    check(canary());
    check(scene(canary(), release("linkerd2")));
    check(
      scene(
        canary(),
        release("linkerd-control-plane"),
        `
        #- crd.yaml
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: trafficsplits.split.smi-spec.io }
        `,
      ),
    );
    check(scene(canary("", "nginx"), release("linkerd-control-plane")));
  });
});

describe("provider-omitted", () => {
  const check = expectProblemsOf(providerOmitted);
  const ingress = "ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: web }";
  const canary = (spec: string) => canaryScene(weights, { provider: "", spec });
  const flagger = (provider: string) => release("flagger", `{ meshProvider: "${provider}" }`);

  test("a field of another provider than Flagger's", () => {
    check(
      scene(
        canary(
          `${ingress}\n#<- provider-omitted (warning): This Canary will run with provider istio, which does not use ingressRef. Name the provider that is meant, such as nginx.`,
        ),
        flagger(""),
      ),
    );
    check(
      scene(
        canary("service:\n  port: 80\n  gatewayRefs: [{ name: g }]\n  #<- provider-omitted"),
        flagger("linkerd"),
      ),
    );
  });

  test("Flagger's own, one that is not known, and one that is named", () => {
    check(scene(canary(ingress), flagger("nginx")));
    check(scene(canary(ingress), flagger("skipper")));
    check(canary(ingress));
    check(scene(canary(ingress), flagger("${MESH}")));
    check(scene(canaryScene(weights, { provider: "linkerd", spec: ingress }), flagger("istio")));
    check(scene(canaryScene(weights, { provider: "" }), flagger("istio")));
  });
});

describe("selector-labels-order", () => {
  const check = expectProblemsOf(selectorLabelsOrder);
  const workload = (labels: string) => `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: cart, namespace: shop }
    spec: { selector: { matchLabels: ${labels} } }
  `;
  const flagger = (labels: string, mark = "") => `
    #- flagger.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: system }
    spec:
      chart: { spec: { chart: flagger } }
      values:
        selectorLabels: ${labels}
${mark}`;

  test("another label than by default", () => {
    check(
      scene(
        canaryScene(weights),
        workload("{ app: cart, service: cart }"),
        flagger(
          "service,app",
          '    #                   ^^^^^^^^^^^ selector-labels-order (hint): Selects Deployment cart by "service", not by "app" as the defaults would. A primary made under another order keeps its label, and its Services lose it: delete it once, so that Flagger makes it anew.',
        ),
      ),
    );
  });

  test("the same label, or no choice", () => {
    check(scene(canaryScene(weights), workload("{ service: cart }"), flagger("service,app")));
    check(
      scene(canaryScene(weights), workload("{ app: cart, service: cart }"), flagger("app,service")),
    );
    check(scene(workload("{ app: cart, service: cart }"), flagger("service,app")));
  });
});

describe("include-labels-of-tools", () => {
  const check = expectProblemsOf(includeLabelsOfTools);
  const argo = `
    ---
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: { name: shop, namespace: argocd }`;
  const flagger = (prefix: string, mark = "") => `
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: system }
    spec:
      chart: { spec: { chart: flagger } }
      values:
        includeLabelPrefix: ${prefix}
${mark}`;

  test("prefixes that take in what tools track by", () => {
    check(
      flagger(
        "team,kapp.k14s.io",
        "    #                       ^^^^^^^^^^^^^^^^^ include-labels-of-tools (hint): Copies kapp.k14s.io/app to what Flagger makes, where a target has it: the tool that knows its objects by such a label takes the primary for one of them, and may delete it. List the prefixes that are needed.",
      ),
    );
    check(flagger("team.example.com/"));
    check(flagger('""'));
  });

  test("a star, and what others use too, where such a tool is there", () => {
    for (const it of ['"*"', "app.kubernetes.io/"]) {
      const mark = `    #                       ${"^".repeat(it.length)} include-labels-of-tools`;
      check(flagger(it));
      check(flagger(it, mark) + argo);
    }
  });
});
