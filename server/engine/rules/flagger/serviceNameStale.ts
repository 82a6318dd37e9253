import type { Path } from "../../node.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighbourNamed } from "./neighbourNamed.ts";
import { neighbours } from "./neighbours.ts";
import { isCanary } from "./requestMatch.ts";

/** Services are called after `service.name`; those of an earlier name stay and go stale. flagger.md §6.4 T15 */
export const serviceNameStale: Rule = {
  code: "service-name-stale",
  severity: "warning",
  title: "Webhook that calls a Service of another name",
  explanation:
    "The Services of a Canary are called after service.name, and like the target only where that is not set. A webhook that calls the target's name with -canary or -primary calls a Service that Flagger does not make: either none, or one left over from before service.name was set, which nobody keeps any more. Call the Services of the present name, and delete what is left of the old ones.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { name: shop-orders, port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          webhooks:
            - name: acceptance
              url: http://orders-canary.shop/health
              #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ service-name-stale
              timeout: 5s
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { name: shop-orders, port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          webhooks:
            - name: acceptance
              url: http://shop-orders-canary.shop/health
              timeout: 5s
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { apex, targetName } = canary;
    if (apex === undefined || targetName === undefined || apex === targetName) return;
    const at = ["spec", "analysis", "webhooks"];
    for (const [index] of canary.listAt(at).entries()) {
      for (const path of [
        [...at, index, "url"],
        [...at, index, "metadata", "cmd"],
      ]) {
        const name = staleName(canary, path, targetName);
        if (name === undefined) continue;
        if (neighbourNamed(resource, "", "Service", name, view)) continue;
        // The Services may be those of another Canary.
        const others = neighbours(resource, resource.group, resource.kind, view);
        if (others.some((it) => canaryOf(it, view).apex === targetName)) continue;
        yield {
          at: path,
          message: `No Service ${name} is made: with service.name Flagger calls them ${apex}, ${apex}-primary and ${apex}-canary.`,
          related: [
            { resource, at: ["spec", "service", "name"], message: "What they are called after." },
          ],
        };
      }
    }
  },
};

function staleName(canary: CanaryReading, at: Path, targetName: string): string | undefined {
  const text = canary.textAt(at);
  if (text === undefined) return undefined;
  const home = canary.namespace();
  for (const part of text.split("://").slice(1)) {
    const [name = "", namespace] = (part.split(/[/:\s?"']/, 1)[0] ?? "").split(".");
    if (namespace !== undefined && namespace !== home) continue;
    if (name === `${targetName}-canary` || name === `${targetName}-primary`) return name;
  }
  return undefined;
}
