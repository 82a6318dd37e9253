import { type FlagSaid, flagSaidBy } from "../../flagger.ts";
import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";

/**
 * Flagger splits the flag at commas and keeps what stands around them. flagger.md §6.4 T02
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/cmd/flagger/main.go
 */
export const selectorLabelsSpaces: Rule = {
  code: "selector-labels-spaces",
  severity: "warning",
  title: "Spaces in Flagger's selectorLabels",
  explanation:
    "Flagger splits selectorLabels at the commas and takes a space beside one for a part of the label. No workload has such a label, so Canaries that need it never start. Write the list without spaces.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: flagger }
        upgrade: { crds: CreateReplace }
        values:
          selectorLabels: app, name
          #               ^^^^^^^^^ selector-labels-spaces
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: oci://ghcr.io/fluxcd/charts/flagger, ref: { tag: 1.44.0 } }
    `,
    right: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: flagger }
        upgrade: { crds: CreateReplace }
        values:
          selectorLabels: app,name
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: oci://ghcr.io/fluxcd/charts/flagger, ref: { tag: 1.44.0 } }
    `,
  },
  about: ({ facts }) => facts.includes("chart flagger") || facts.includes("image flagger"),
  *check(resource) {
    const flag = flagSaidBy(resource, "selectorLabels");
    const label = flag && spaced(flag);
    if (!flag?.at || label === undefined) return;
    const labels = flag.text.split(",").map((it) => it.trim());
    const text = flag.prefix + labels.join(",");
    yield {
      at: flag.at,
      message: `Flagger keeps the spaces around commas, so it looks for a label "${label}", which no workload has.`,
      fixes: [replaceValue(resource, flag.at, text, "Remove the spaces")],
    };
  },
};

const spaced = ({ text }: FlagSaid): string | undefined =>
  text.split(",").find((it) => it !== it.trim());
