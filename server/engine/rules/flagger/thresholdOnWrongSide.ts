import type { Resource } from "../../resource.ts";
import type { Finding, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { exampleChecks } from "./exampleChecks.ts";
import { type Metric, metricsOf } from "./metricsOf.ts";
import { isCanary } from "./requestMatch.ts";

const { weighted } = exampleChecks;

/** Many successes and short answers are what one wants. flagger.md §5.4, §6.5 M08 */
export const thresholdOnWrongSide: Rule = {
  code: "threshold-on-wrong-side",
  severity: "warning",
  title: "Threshold that fails good versions",
  explanation:
    "A success rate should be at least something, so it has a min; a duration at most something, so it has a max. The other way round the check fails while all is well and passes what is broken.",
  link: "https://docs.flagger.app/usage/metrics#builtin-metrics",
  examples: {
    wrong: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 1m
              thresholdRange: { max: 99 }
              #                 ^^^ threshold-on-wrong-side
    `,
    right: `${weighted}
          metrics:
            - name: request-success-rate
              interval: 1m
              thresholdRange: { min: 99 }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    for (const it of metricsOf(canaryOf(resource, view))) {
      const finding = inverted(it, resource);
      if (finding) yield finding;
    }
  },
};

function inverted({ at, builtIn, range = {} }: Metric, resource: Resource): Finding | undefined {
  const { min, max } = range;
  const place = [...at, "thresholdRange"];
  if (builtIn === "request-success-rate" && min === undefined && max !== undefined) {
    return {
      at: [...place, "max"],
      on: "key",
      message:
        max >= 100
          ? `A success rate is never above ${max} %, so this check never fails. Write min for the lowest rate that is good enough.`
          : `This check fails when more than ${max} % of the requests succeed, and passes when none does. Write min for the lowest rate that is good enough.`,
      // Less than half was meant for failures.
      fixes: max >= 50 ? [renamed(resource, [...place, "max"], "min")] : [],
    };
  }
  if (builtIn !== "request-duration" || min === undefined || max !== undefined) return undefined;
  return {
    at: [...place, "min"],
    on: "key",
    message: `This check fails when requests are faster than ${min} ms, and passes however slow they are. Write max for the longest duration that is good enough.`,
    fixes: [renamed(resource, [...place, "min"], "max")],
  };
}

const renamed = (resource: Resource, at: readonly (string | number)[], text: string) =>
  ({
    title: `Rename to ${text}`,
    changes: [{ type: "replace", resource, at, on: "key", text }],
    preferred: true,
  }) as const;
