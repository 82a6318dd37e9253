import { canaryIn } from "../canary/scenario/canaryIn.ts";
import type { Setup } from "../canary/setup.ts";

/** What Flagger works with for one Canary, as ids of boxes. flagger.md §3 */
export interface CanaryIds {
  readonly target: string;
  readonly primary: string;
  readonly apex: string;
  readonly apexPrimary: string;
  readonly apexCanary: string;
  /** In the order in which they are drawn. */
  readonly services: readonly string[];
}

export function canaryIds(setup: Setup): CanaryIds {
  const { target, service } = canaryIn(setup).spec;
  const [apex, apexPrimary, apexCanary] = ["", "-primary", "-canary"].map(
    (it) => `Service/${service.apex}${it}`,
  ) as [string, string, string];
  const copies = ["", "-primary", "-canary"].map((it) => `Service/${target.name}${it}`);
  return {
    target: `${target.kind}/${target.name}`,
    primary: `${target.kind}/${target.name}-primary`,
    apex,
    apexPrimary,
    apexCanary,
    // A Service as target is copied under its own name.
    services: [
      ...new Set([apex, apexPrimary, apexCanary, ...(target.kind === "Service" ? copies : [])]),
    ],
  };
}
