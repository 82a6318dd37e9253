import { memo } from "../memo.ts";
import { mayBePatched } from "../patched.ts";
import { reachOf } from "../reach.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Constraint } from "./constraints/constraint.ts";
import { fluxConstraints } from "./constraints/flux.ts";
import { fluxOperatorConstraints } from "./constraints/fluxOperator.ts";
import { type Judged, judge } from "./constraints/judge.ts";
import type { Rule } from "./rule.ts";

/** What the API server checks beyond the schema: CEL rules of the definitions. flux.md §1.5 */
export const fluxConstraint: Rule = {
  code: "flux-constraint",
  severity: "error",
  title: "Fields that exclude or need one another",
  explanation:
    "Beyond the type of each field, the API server checks which fields of a Flux object go together: a HelmRelease has a chart or a chartRef, a kubeConfig has a secretRef or a configMapRef, and so on. It refuses an object that breaks such a rule, and with it everything that its Kustomization applies. A field that is missing is not reported where a parent may patch it in.",
  link: "https://fluxcd.io/flux/components/",
  examples: {
    wrong: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chart:
          spec:
            chart: web
            sourceRef: { kind: HelmRepository, name: web }
        chartRef: { kind: OCIRepository, name: web }
      # ^^^^^^^^ flux-constraint
      #- sources.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: web, namespace: web }
      spec: { url: https://charts.example.com }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { interval: 1h, url: oci://charts.example.com/web }
    `,
    right: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chartRef: { kind: OCIRepository, name: web }
      #- sources.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: web, namespace: web }
      spec: { interval: 1h, url: oci://charts.example.com/web }
    `,
  },
  judges: "builds",
  about: (resource) => constraintsOf(resource) !== undefined,
  prepare: (resource) => judged(resource),
  *check(resource, view) {
    for (const { finding, decidedBy } of judged(resource)) {
      const isMended =
        decidedBy === "any"
          ? reachOf(resource, view).patches
          : mayBePatched(resource, view, [...decidedBy]);
      if (!isMended) yield finding;
    }
  },
};

/** What the object alone breaks, parents left aside. */
const judged = memo((resource: Resource) => {
  const root = treeOf(resource);
  const found = (constraintsOf(resource) ?? []).flatMap((it) => [...judge(it, resource, root)]);
  return found.length === 0 ? none : found;
});

const none: readonly Judged[] = [];

const constraintsOf = ({ group, version, kind }: Resource): readonly Constraint[] | undefined =>
  byKind.get(`${group}/${version} ${kind}`);

const byKind = grouped([...fluxConstraints, ...fluxOperatorConstraints]);

function grouped(all: readonly Constraint[]): ReadonlyMap<string, readonly Constraint[]> {
  const groups = new Map<string, Constraint[]>();
  for (const it of all) groups.set(it.kind, [...(groups.get(it.kind) ?? []), it]);
  return groups;
}
