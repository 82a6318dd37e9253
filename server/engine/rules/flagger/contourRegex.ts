import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { matchersAt, says } from "./matchers.ts";
import { isCanary } from "./requestMatch.ts";

/**
 * Contour's conditions have no pattern. flagger.md §6.3 P09
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/contour.go
 */
export const contourRegex: Rule = {
  code: "contour-regex",
  severity: "warning",
  title: "Pattern for a header on Contour",
  explanation:
    "With provider contour Flagger writes exact, prefix and suffix of a header into its HTTPProxy, the latter two as contains. A regex is lost: what is left is a condition on the header without any value. Use exact, prefix or suffix.",
  link: "https://docs.flagger.app/tutorials/contour-progressive-delivery#a-b-testing",
  examples: {
    wrong: `${examplePieces.canary}
        provider: contour
        service: { port: 80 }
        analysis:
          iterations: 10
          match:
            - headers:
                user-agent: { regex: ".*Firefox.*" }
                #             ^^^^^ contour-regex
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: contour
        service: { port: 80 }
        analysis:
          iterations: 10
          match:
            - headers:
                user-agent: { prefix: Firefox }
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.analysis.match === undefined) return;
    const provider = canary.provider();
    if (provider?.name !== "contour") return;
    for (const it of matchersAt(canary, ["spec", "analysis", "match"])) {
      if (it.kind !== "headers" || !says(it, "regex")) continue;
      if (says(it, "exact") || says(it, "prefix") || says(it, "suffix")) continue;
      yield {
        at: [...it.at, "regex"],
        on: "key",
        message: `Contour gets no pattern from Flagger: the condition on ${it.name} is left without a value. Use exact, prefix or suffix.`,
        related: provider.related,
      };
    }
  },
};
