import { flaggerFlag } from "../flagger.ts";
import type { PlaceList } from "../placeList.ts";
import type { Resource } from "../resource.ts";
import type { Shown } from "../rules/present.ts";
import type { View } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { CanaryIds } from "./canaryIds.ts";
import { linkId, NO_LABEL, nobodyFor } from "./drawing.ts";
import { type Fault, faultOf, isFoundIn, ruleFindings } from "./faults.ts";
import type { Neighbour } from "./neighbourhood.ts";

/** What the faults of a Canary are looked for in. */
export interface CanaryFaultSources {
  readonly workspace: Workspace;
  readonly view: View;
  readonly places: PlaceList;
  readonly canary: Resource;
  /** `undefined` for a target that is in no file. */
  readonly target: Resource | undefined;
  readonly ids: CanaryIds;
  readonly around: readonly Neighbour[];
}

/** What the rules say of labels, Services and the target of a Canary, each at the box or link that it is about. */
export function canaryFaults(sources: CanaryFaultSources): readonly Fault[] {
  const { workspace, view, places, canary, target } = sources;
  const flagger = flaggerFlag(view, "selectorLabels")?.resource;
  const about = [canary, target, flagger].filter((it) => it !== undefined);
  return ruleFindings(workspace, about).flatMap((shown) => {
    const where = WHERE[shown.problem.code]?.(sources, shown);
    return where ? [faultOf(shown, where, places)] : [];
  });
}

type Where = (sources: CanaryFaultSources, shown: Shown) => readonly string[];

const atTarget: Where = ({ ids }) => [ids.target];
const atApex: Where = ({ ids }) => [ids.apex];
const atLabel: Where = ({ ids }) => [linkId(ids.target, NO_LABEL)];
const nowhere: Where = () => [];

/** Those of the neighbours that a finding is about. */
const meant = ({ around }: CanaryFaultSources, shown: Shown): readonly Neighbour[] =>
  around.filter((it) => isFoundIn(shown, it.resource));

/** The rules about label chains, by code. */
const WHERE: Readonly<Record<string, Where>> = {
  "selector-label": atLabel,
  "selector-labels-order": nowhere,
  "selector-labels-spaces": nowhere,
  "selector-shared": (sources, shown) =>
    meant(sources, shown).flatMap(({ id }) => sources.ids.services.map((it) => linkId(it, id))),
  "selector-left-behind": (sources, shown) =>
    meant(sources, shown).flatMap(({ id }) => [
      linkId(id, nobodyFor(id)),
      linkId(id, sources.ids.target),
    ]),
  "canary-target-missing": atTarget,
  "target-kind-unsupported": atTarget,
  "target-shared": atTarget,
  "spread-not-separated": atTarget,
  "service-overwritten": atApex,
  "service-name-stale": atApex,
  "service-target-name": atApex,
  "service-target-cluster-ip": atApex,
  "service-port-invalid": atApex,
  "target-port-unexposed": atApex,
  "port-discovery-clash": atApex,
  "generated-name-too-long": atApex,
  "ingress-backend-missing": atApex,
};
