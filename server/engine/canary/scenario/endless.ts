import type { Canary } from "../canary.ts";
import type { Tick } from "../simulation.ts";
import type { Answers, Scenario } from "./scenario.ts";

/** Everything on which the next tick depends, as long as nothing outside changes. */
export function stateOf({ status, routes }: Pick<Tick, "status" | "routes">): string {
  if (!status) return "";
  const { phase, canaryWeight, failedChecks, iterations, lastAppliedSpec, lastPromotedSpec } =
    status;
  const weights = routes ? `${routes.primary}/${routes.canary}${routes.mirrored ? "M" : ""}` : "";
  return `${phase} ${canaryWeight} ${failedChecks} ${iterations} ${lastAppliedSpec} ${lastPromotedSpec} ${weights} `;
}

/** The tick after which a scenario has nothing new to say, but for lists of answers that are not used up. */
export function quietFrom({ metrics, webhooks }: Scenario, lastEdit: number): number {
  const all: readonly Answers<unknown>[] = [...Object.values(metrics), ...Object.values(webhooks)];
  const ticks = all.flatMap((it) => (it.by === "tick" ? it.from.map(({ tick }) => tick) : []));
  return Math.max(lastEdit, 0, ...ticks);
}

/** Ticks after which it is certain that a workload which is not ready has run into every deadline there is. */
export function patienceOf(
  { target, primary, gatewayLag }: Scenario,
  { spec }: Omit<Canary, "status">,
  interval: number,
): number {
  const late = [target, primary].map((it) => (it === "never" ? 0 : it));
  const isLate = target !== 0 || primary !== 0;
  const deadline = isLate ? Math.max(spec.progressDeadline, LONGEST_DEADLINE) : 0;
  return 2 + Math.max(...late) + Math.ceil((deadline + gatewayLag / 1000) / interval);
}

/** Of a Deployment that says nothing of it. */
const LONGEST_DEADLINE = 600;
