import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { providerFacts } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** The first host takes the place of the Service in a TrafficSplit. flagger.md §4.3, §6.3 P20 */
export const splitHosts: Rule = {
  code: "split-hosts",
  severity: "error",
  title: "Hosts with a provider that splits Services",
  explanation:
    "A TrafficSplit divides the requests to one Service. With provider linkerd, osm or smi Flagger writes the first of service.hosts there, in place of the Service that it makes. Nothing calls a Service of that name, so the weights move no request while Flagger reports one step after the other. Remove hosts.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
          hosts: [orders.example.com]
      #   ^^^^^ split-hosts
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service:
          port: 80
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const at = ["spec", "service", "hosts"];
    const [host] = canary.listAt(at);
    const { apex } = canary;
    if (typeof host !== "string" || apex === undefined || isOf(host, apex)) return;
    const provider = canary.provider();
    const family = provider && providerFacts(provider.name)?.family;
    if (family !== "linkerd" && family !== "osm" && family !== "smi") return;
    // A mesh named after the version reads hosts in its own way.
    if (provider?.name.split(":").length === 3) return;
    yield {
      at,
      on: "key",
      message: `No request is shifted: with provider ${provider?.name} the TrafficSplit is made for "${host}" instead of the Service ${apex}. Remove hosts.`,
      related: provider?.related ?? [],
      fixes: [{ ...removeField(resource, at, "Remove hosts"), preferred: true }],
    };
  },
};

/** The Service itself, by its short or its full name. */
const isOf = (host: string, apex: string): boolean =>
  host === apex || (host.startsWith(`${apex}.`) && /\.svc(\.cluster\.local)?$/.test(host));
