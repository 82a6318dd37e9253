import type { Setup } from "../setup.ts";
import { canaryIn } from "./canaryIn.ts";
import type { Mistake } from "./mistake.ts";
import type { Scenario } from "./scenario.ts";

/** Metrics and webhooks that a scenario answers for and the Canary does not have. */
export function unknownNames(
  setup: Setup,
  { metrics, webhooks }: Pick<Scenario, "metrics" | "webhooks">,
): readonly Mistake[] {
  const { spec, name } = canaryIn(setup);
  const has = (list: "metrics" | "webhooks") =>
    [...new Set(spec.analysis?.[list].map((it) => it.name))].filter((it) => it !== "");
  const told = (said: object, list: "metrics" | "webhooks", noun: string) =>
    Object.keys(said)
      .filter((it) => !has(list).includes(it))
      .map((it) => ({
        pointer: `/${list}/${it.replaceAll("~", "~0").replaceAll("/", "~1")}`,
        message: `Canary ${name} has no ${noun} "${it}". ${listed(has(list))}`,
      }));
  return [...told(metrics, "metrics", "metric"), ...told(webhooks, "webhooks", "webhook")];
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? "It has none at all." : `It has: ${names.join(", ")}.`;
