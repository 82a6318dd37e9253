import { isObject, type JsonObject } from "../../canary/json.ts";
import type { Change } from "../../edits.ts";
import type { Path } from "../../node.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { neighbourNamed } from "./neighbourNamed.ts";
import { isGatewayApi } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** What a parent reference leaves out makes it a Gateway. flagger.md §1.2, §6.3 P16 */
export const gatewayRefService: Rule = {
  code: "gateway-ref-service",
  severity: "error",
  title: "Service in gatewayRefs without group and kind",
  explanation:
    "An entry of gatewayRefs is a Gateway of gateway.networking.k8s.io unless it says otherwise. With Linkerd or another mesh of the Gateway API it should be a Service, which takes both group: core and kind: Service. With one of them alone the HTTPRoute names something that does not exist; no mesh accepts it, and Flagger waits for ever.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: gatewayapi:v1beta1
        service:
          port: 80
          gatewayRefs:
            - name: orders
              kind: Service
              #     ^^^^^^^ gateway-ref-service
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: gatewayapi:v1beta1
        service:
          port: 80
          gatewayRefs:
            - name: orders
              group: core
              kind: Service
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
    if (canary.service.gatewayRefs === undefined) return;
    const all = ["spec", "service", "gatewayRefs"];
    for (const [index, it] of canary.listAt(all).entries()) {
      const at = [...all, index];
      if (!isObject(it) || !canary.isSettled(at)) continue;
      const provider = canary.provider();
      if (!provider || !isGatewayApi(provider.name)) return;
      const finding = judged(canary, it, at, view);
      if (finding) yield { ...finding, related: [...provider.related, ...(finding.related ?? [])] };
    }
  },
};

function judged(
  canary: CanaryReading,
  { kind, group, name }: JsonObject,
  at: Path,
  view: View,
): Finding | undefined {
  const { resource } = canary;
  const isCore = group === "core" || group === "";
  if (kind === "Service") {
    if (isCore) return undefined;
    return {
      at: [...at, "kind"],
      message: `Without group: core this is a Service of ${typeof group === "string" ? group : "gateway.networking.k8s.io"}, which does not exist, so the route is never accepted.`,
      fixes: [
        {
          title: "Set group to core",
          changes: [setting(resource, at, "group", "core", group !== undefined)],
          preferred: true,
        },
      ],
    };
  }
  if (kind === undefined && isCore) {
    return {
      at: [...at, "group"],
      message:
        "Without kind: Service this is a Gateway of the core group, which does not exist, so the route is never accepted.",
      fixes: [
        {
          title: "Set kind to Service",
          changes: [setting(resource, at, "kind", "Service", false)],
          preferred: true,
        },
      ],
    };
  }
  return kind === undefined && group === undefined
    ? meantService(canary, name, at, view)
    : undefined;
}

const setting = (
  resource: Resource,
  at: Path,
  field: string,
  text: string,
  isThere: boolean,
): Change =>
  isThere
    ? { type: "replace", resource, at: [...at, field], on: "value", text }
    : { type: "insert", resource, at, text: `${field}: ${text}` };

/** A Gateway that bears the name of a Service beside it, and is not there itself. */
function meantService(
  { resource, apex }: CanaryReading,
  name: JsonObject[string],
  at: Path,
  view: View,
): Finding | undefined {
  if (typeof name !== "string" || name !== apex) return undefined;
  if (view.named("gateway.networking.k8s.io", "Gateway", name).length > 0) return undefined;
  const service = neighbourNamed(resource, "", "Service", name, view);
  if (!service) return undefined;
  return {
    at: [...at, "name"],
    severity: "warning",
    message: `This means a Gateway "${name}". If the Service of that name is meant, say group: core and kind: Service, or the route is never accepted.`,
    related: [{ resource: service, at: ["metadata", "name"], message: "The Service." }],
    fixes: [
      {
        title: "Name the Service",
        changes: [{ type: "insert", resource, at, text: "group: core\nkind: Service" }],
      },
    ],
  };
}
