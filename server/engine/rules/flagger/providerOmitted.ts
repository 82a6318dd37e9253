import type { Path } from "../../node.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** Without `spec.provider` the flag of the installation decides. flagger.md §0.1, §6.3 P29 */
export const providerOmitted: Rule = {
  code: "provider-omitted",
  severity: "warning",
  title: "Canary made for another provider than Flagger's",
  explanation:
    "A Canary that names no provider gets the one that Flagger was installed with, which is istio where nothing else is said. This one has a field that only another provider uses, so it was most likely written for that one: traffic will be steered by objects that nothing here looks at. Name the provider in the Canary.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-resource",
  examples: {
    wrong: `${examplePieces.canary}
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
      # ^^^^^^^^^^ provider-omitted
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
${examplePieces.flagger}
        values: { meshProvider: linkerd }
    `,
    right: `${examplePieces.canary}
        provider: nginx
        ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
${examplePieces.flagger}
        values: { meshProvider: linkerd }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const provider = ["spec", "provider"];
    if (canary.has(provider) && canary.textAt(provider) !== "") return;
    const telling = TELLING.filter(({ at }) => isSaid(canary, at));
    const said = telling.length > 0 ? canary.provider() : undefined;
    const family = said && providerFacts(said.name)?.family;
    if (!said || family === undefined) return;
    if (telling.some((it) => it.families.includes(family))) return;
    const [first] = telling;
    if (!first) return;
    yield {
      at: first.at,
      on: "key",
      message: `This Canary will run with provider ${said.name}, which does not use ${first.at.at(-1)}. Name the provider that is meant, such as ${first.meant}.`,
      related: said.related,
    };
  },
};

interface Telling {
  readonly at: Path;
  readonly families: readonly string[];
  readonly meant: string;
}

/** Fields that belong to some providers alone. */
const TELLING: readonly Telling[] = [
  { at: ["spec", "ingressRef"], families: ["nginx", "skipper"], meant: "nginx" },
  {
    at: ["spec", "service", "gatewayRefs"],
    families: ["gatewayapi"],
    meant: "gatewayapi:v1",
  },
  { at: ["spec", "routeRef"], families: ["apisix"], meant: "apisix" },
  { at: ["spec", "upstreamRef"], families: ["gloo"], meant: "gloo" },
  { at: ["spec", "service", "meshName"], families: ["appmesh"], meant: "appmesh:v1beta2" },
];

const isSaid = (canary: CanaryReading, at: Path): boolean => canary.has(at) && canary.isSettled(at);
