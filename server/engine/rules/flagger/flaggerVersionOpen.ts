import type { Rule } from "../rule.ts";
import { chartVersionOf } from "./chartVersionOf.ts";
import { isFlaggerRelease } from "./isFlaggerRelease.ts";

const release = (version: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec:
        interval: 1h
        chart:
          spec:
            chart: flagger
            version: ${version}
            sourceRef: { kind: HelmRepository, name: flagger }
        upgrade: { crds: CreateReplace }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: flagger, namespace: flagger-system }
      spec: { interval: 1h, url: https://flagger.app }
    `;

/** An upgrade may make all pod templates look new. flagger.md §2.8, §6.7 L04 */
export const flaggerVersionOpen: Rule = {
  code: "flagger-version-open",
  severity: "hint",
  title: "Flagger that upgrades itself",
  explanation:
    "Flagger tells a new revision by a hash of the pod template, and what the hash is worked out from changes with the Kubernetes libraries of some versions. After such an upgrade every Canary takes its unchanged workload for a new one, and all of them are analysed at once. With a range of versions that takes in later minor ones this happens without a change in Git. Name one version, or let only the patch be open (1.44.x), and plan the other upgrades.",
  link: "https://github.com/fluxcd/flagger/issues/1673",
  examples: {
    wrong: release(`1.x
            #        ^^^ flagger-version-open`),
    right: release("1.44.0"),
  },
  judges: "builds",
  about: isFlaggerRelease,
  *check(resource, view) {
    const version = chartVersionOf(resource, view);
    if (!version?.isRange || PATCHES.test(version.text)) return;
    const said = version.text === "" ? "No version is named" : `${version.text} is a range`;
    const message = `${said}, so Flagger upgrades by itself, and some upgrades make every Canary analyse its unchanged workload anew. Name one version, or leave only the patch open.`;
    yield version.resource === resource
      ? { at: version.at, message }
      : {
          at: ["spec", "chartRef"],
          on: "key",
          message,
          related: [
            {
              resource: version.resource,
              at: version.at,
              message: `The version that ${version.resource.kind} ${version.resource.name} fetches.`,
            },
          ],
        };
  },
};

/** A range of patch releases alone, which keep their libraries. */
const PATCHES = /^\s*(~\s*)?v?\d+\.\d+(\.(\d+|x|X|\*))?\s*$/;
