import { removeField } from "../fixes.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** The cookies of canary and primary. flagger.md §1.6, §4.4, §6.3 P22 */
export const sessionCookie: Rule = {
  code: "session-cookie",
  severity: "error",
  title: "Cookie of the primary that cannot work",
  explanation:
    "cookieName keeps users on the canary, primaryCookieName on the primary. With one name for both Flagger refuses the Canary and says so in its log alone: no event, no status, nothing starts. With provider gatewayapi:v1beta1 primaryCookieName is passed over. Give the two cookies different names, and use gatewayapi:v1 or istio.",
  link: "https://docs.flagger.app/usage/deployment-strategies#configuring-stickiness-for-primary-deployment",
  examples: {
    wrong: `${examplePieces.canary}
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          sessionAffinity:
            cookieName: flagger-cookie
            primaryCookieName: flagger-cookie
            #                  ^^^^^^^^^^^^^^ session-cookie
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          sessionAffinity:
            cookieName: flagger-cookie
            primaryCookieName: primary-flagger-cookie
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const affinity = ["spec", "analysis", "sessionAffinity"];
    if (canary.analysis.sessionAffinity === undefined || !canary.isSettled(affinity)) return;
    const own = canary.textAt([...affinity, "cookieName"]) ?? "";
    const primary = canary.textAt([...affinity, "primaryCookieName"]) ?? "";
    // Without any cookieName the schema has spoken.
    if (own === primary && canary.has([...affinity, "cookieName"])) yield same(canary, own);
    else if (primary !== "") yield* passedOver(canary);
  },
};

const same = (canary: CanaryReading, name: string): Finding => {
  const affinity = ["spec", "analysis", "sessionAffinity"];
  const primary = [...affinity, "primaryCookieName"];
  return {
    at: canary.has(primary) ? primary : [...affinity, "cookieName"],
    message:
      name === ""
        ? "Flagger refuses this Canary, in its log alone: cookieName is empty, as primaryCookieName is."
        : `Flagger refuses this Canary, in its log alone: "${name}" is the cookie of the canary already. Give the primary another one.`,
  };
};

function* passedOver(canary: CanaryReading): Iterable<Finding> {
  const provider = canary.provider();
  if (provider?.name !== "gatewayapi:v1beta1") return;
  const at = ["spec", "analysis", "sessionAffinity", "primaryCookieName"];
  yield {
    at,
    on: "key",
    severity: "warning",
    message:
      "With provider gatewayapi:v1beta1 Flagger passes over primaryCookieName: users of the primary may be moved to the canary at any step. Use gatewayapi:v1.",
    related: provider.related,
    fixes: [removeField(canary.resource, at, "Remove primaryCookieName")],
  };
}
