import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** A VirtualService that another delegates to has neither. flagger.md §1.6, §6.3 P19 */
export const delegationHosts: Rule = {
  code: "delegation-hosts",
  severity: "error",
  title: "Delegation with hosts or gateways",
  explanation:
    "With delegation Flagger makes a VirtualService to which another one delegates; hosts and gateways stand in that other one. Where service says both, Flagger reports an error at every tick and makes nothing. Remove hosts and gateways, or the delegation.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-service",
  examples: {
    wrong: `${examplePieces.canary}
        provider: istio
        service:
          port: 80
          delegation: true
          hosts: [orders.example.com]
      #   ^^^^^ delegation-hosts
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: istio
        service:
          port: 80
          delegation: true
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
    const delegation = ["spec", "service", "delegation"];
    if (canary.service.delegation !== true || !canary.isSettled(delegation)) return;
    const fields = ["hosts", "gateways"].filter(
      (it) => canary.listAt(["spec", "service", it]).length > 0,
    );
    const [first] = fields;
    const provider = first === undefined ? undefined : canary.provider();
    if (first === undefined || provider?.name !== "istio") return;
    const names = fields.join(" and ");
    const changes = fields.map(
      (it) => ({ type: "remove", resource, at: ["spec", "service", it] }) as const,
    );
    yield {
      at: ["spec", "service", first],
      on: "key",
      message: `Flagger never starts this Canary: with delegation there must be no ${fields.join(" or ")}, which belong in the VirtualService that delegates to ${canary.apex ?? "this one"}.`,
      related: provider.related,
      fixes: [
        { title: `Remove ${names}`, changes },
        removeField(resource, delegation, "Remove delegation"),
      ],
    };
  },
};
