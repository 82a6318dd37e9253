import { field } from "../../canary/json.ts";
import { FLUX_SOURCE, KUSTOMIZE } from "../../identity.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { isFlaggerRelease } from "./isFlaggerRelease.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

const release = (upgrade: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chart:
          spec:
            chart: flagger
            version: 1.44.0
            sourceRef: { kind: HelmRepository, name: flagger }${upgrade}
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: https://flagger.app }
    `;

/** Helm installs CRDs once. flagger.md §6.7 L05 */
export const flaggerCrdsNotUpgraded: Rule = {
  code: "flagger-crds-not-upgraded",
  severity: "information",
  title: "Flagger whose CRDs stay old",
  explanation:
    "Helm installs the CRDs of a chart at the first installation and leaves them alone afterwards, and so does Flux unless upgrade.crds says otherwise. After an upgrade of Flagger the API server then still has the old schema. Flux refuses to apply Canaries with fields that are new; other tools lose these fields without a word. Set upgrade.crds to CreateReplace, or apply the CRDs by a kustomization.",
  link: "https://fluxcd.io/flux/components/helm/helmreleases/#controlling-the-lifecycle-of-custom-resource-definitions",
  examples: {
    wrong: release("").replace(
      "chart: flagger\n",
      "chart: flagger\n            #      ^^^^^^^ flagger-crds-not-upgraded\n",
    ),
    right: release("\n        upgrade: { crds: CreateReplace }"),
  },
  judges: "builds",
  about: isFlaggerRelease,
  *check(resource, view) {
    const at = ["spec", "upgrade", "crds"];
    if (!isSettled(resource, view, at) || !isSettled(resource, view, ["spec", "values"])) return;
    const spec = field(objectOf(resource, view), "spec");
    const policy = field(spec, "upgrade", "crds");
    if (policy === "Create" || policy === "CreateReplace") return;
    // Then they are a part of the release.
    if (field(spec, "values", "crd", "create") === true) return;
    if (view.derived("flagger crds", areAppliedApart)) return;
    const isChart = field(spec, "chart", "spec", "chart") !== undefined;
    yield {
      at:
        policy === undefined
          ? ["spec", ...(isChart ? ["chart", "spec", "chart"] : ["chartRef", "name"])]
          : at,
      message:
        "An upgrade of this chart leaves Flagger's CRDs as they are, so Flux will refuse Canaries with fields that are new. Set upgrade.crds: CreateReplace.",
      fixes: [
        {
          title: "Set upgrade.crds: CreateReplace",
          changes:
            policy === undefined
              ? [
                  {
                    type: "insert",
                    resource,
                    at: ["spec", "upgrade"],
                    text: "crds: CreateReplace",
                  },
                ]
              : [{ type: "replace", resource, at, on: "value", text: "CreateReplace" }],
          preferred: true,
        },
      ],
    };
  },
};

/** Are the CRDs in the workspace, or does something here fetch them from Flagger's repository? */
const areAppliedApart = (view: View): boolean =>
  view.named("apiextensions.k8s.io", "CustomResourceDefinition", "canaries.flagger.app").length >
    0 ||
  view
    .ofKind(FLUX_SOURCE, "GitRepository")
    .concat(view.ofKind(KUSTOMIZE, "Kustomization"), view.ofKind(FLUX_SOURCE, "OCIRepository"))
    .some(({ document }) => FLAGGERS.test(document.text));

const FLAGGERS = /fluxcd\/flagger(\.git|\/|\s|$|-manifests)|weaveworks\/flagger/m;
