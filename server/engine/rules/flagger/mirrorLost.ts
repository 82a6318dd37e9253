import type { Path } from "../../node.ts";
import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";
import { hasWeights, MIRROR } from "./weights.ts";

/** What makes Flagger's Istio router read back a route without the mirror. flagger.md §4.3, §6.3 P03 */
export const mirrorLost: Rule = {
  code: "mirror-lost",
  severity: "error",
  title: "Mirroring with weights that Istio's route does not keep",
  explanation:
    "Before the first step of a weighted analysis with mirror, Flagger waits until it reads the mirror back from its VirtualService. With analysis.match, sessionAffinity or a TCP route the route that it reads has none, so the analysis starts anew at every tick, at weight 0, without ever looking at a metric. Take out mirror, or what stands against it.",
  link: "https://docs.flagger.app/usage/deployment-strategies#blue-green-with-traffic-mirroring",
  examples: {
    wrong: `${examplePieces.canary}
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          mirror: true
      #   ^^^^^^ mirror-lost
          sessionAffinity: { cookieName: flagger-cookie }
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: istio
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
          mirror: true
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.analysis.mirror !== true || !canary.isSettled(MIRROR)) return;
    if (canary.strategy() !== "weights" || !hasWeights(canary)) return;
    const provider = canary.provider();
    const against = provider?.name === "istio" ? hindrance(canary) : undefined;
    if (!provider || !against) return;
    yield {
      at: MIRROR,
      on: "key",
      message: `The analysis starts again at weight 0 at every tick and never looks at a metric: with ${against.name} the route that Flagger reads back has no mirror. Remove mirror or ${against.name}.`,
      related: [
        ...provider.related,
        { resource, at: against.at, message: "This hides the mirror from Flagger." },
      ],
      fixes: [
        removeField(resource, MIRROR, "Remove mirror"),
        removeField(resource, against.at, `Remove ${against.name}`),
      ],
    };
  },
};

interface Hindrance {
  readonly name: string;
  readonly at: Path;
}

function hindrance(canary: CanaryReading): Hindrance | undefined {
  const match = ["spec", "analysis", "match"];
  if (canary.listAt(match).length > 0) return { name: "match", at: match };
  const affinity = ["spec", "analysis", "sessionAffinity"];
  if (canary.has(affinity) && canary.isSettled(affinity)) {
    return { name: "sessionAffinity", at: affinity };
  }
  const protocol = ["spec", "service", "appProtocol"];
  return canary.textAt(protocol)?.toLowerCase() === "tcp"
    ? { name: "appProtocol: tcp", at: protocol }
    : undefined;
}
