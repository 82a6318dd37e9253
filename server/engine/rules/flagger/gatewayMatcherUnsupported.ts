import type { Path } from "../../node.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { type Matcher, matchersAt, says } from "./matchers.ts";
import { isGatewayApi } from "./providers.ts";
import { isCanary, type Provider } from "./requestMatch.ts";

/**
 * What an HTTPRoute cannot match by is an error of `service.match`, and drops all of `analysis.match`. flagger.md §6.3 P10
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/gateway_api.go
 */
export const gatewayMatcherUnsupported: Rule = {
  code: "gateway-matcher-unsupported",
  severity: "error",
  title: "Condition that the Gateway API does not have",
  explanation:
    "An HTTPRoute matches headers and query parameters by exact or regex, methods by exact, and paths by exact, prefix or regex. With any other condition in service.match Flagger reports an error at every tick. In analysis.match it says nothing and drops all conditions, so that every request goes to the canary. Write the condition as a regex.",
  link: "https://docs.flagger.app/tutorials/gatewayapi-progressive-delivery#a-b-testing",
  examples: {
    wrong: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
        analysis:
          iterations: 10
          match:
            - headers:
                x-canary: { prefix: insider }
      #         ^^^^^^^^ gateway-matcher-unsupported
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: gatewayapi:v1
        service: { port: 80, gatewayRefs: [{ name: public, namespace: infra }] }
        analysis:
          iterations: 10
          match:
            - headers:
                x-canary: { regex: insider.* }
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.analysis.match === undefined && canary.service.match === undefined) return;
    const provider = canary.provider();
    if (!provider || !isGatewayApi(provider.name)) return;
    yield* refused(
      canary,
      ["spec", "service", "match"],
      "so Flagger reports an error at every tick and no route is made",
      provider,
    );
    yield* refused(
      canary,
      ["spec", "analysis", "match"],
      canary.strategy() === "a/b"
        ? "so Flagger drops all of match without a word, and every request goes to the canary"
        : "so Flagger drops all of match without a word",
      provider,
    );
  },
};

function* refused(
  canary: CanaryReading,
  at: Path,
  consequence: string,
  { related }: Provider,
): Iterable<Finding> {
  for (const it of matchersAt(canary, at)) {
    const able = ABLE[it.kind];
    // In `analysis.match` the API server drops anything else before Flagger sees it.
    if (at[1] === "analysis" && it.kind !== "headers" && it.kind !== "queryParams") continue;
    if (able.some((condition) => says(it, condition))) continue;
    yield {
      at: it.at,
      on: "key",
      message: `The Gateway API matches ${subject(it)} by ${able.join(" or ")} alone, ${consequence}.${able.includes("regex") ? " Write it as a regex." : ""}`,
      related,
    };
  }
}

const ABLE: Readonly<Record<Matcher["kind"], readonly string[]>> = {
  headers: ["exact", "regex"],
  queryParams: ["exact", "regex"],
  method: ["exact"],
  uri: ["exact", "prefix", "regex"],
};

const subject = ({ kind, name }: Matcher): string =>
  kind === "headers"
    ? `the header ${name}`
    : kind === "queryParams"
      ? `the parameter ${name}`
      : kind === "uri"
        ? "the path"
        : "the method";
