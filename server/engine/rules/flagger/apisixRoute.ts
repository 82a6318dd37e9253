import { field, isObject, type Json, listOf, stringOf } from "../../canary/json.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isOpenInside } from "./openInside.ts";
import { isCanary, type Provider } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { theOne } from "./theOne.ts";

/**
 * Flagger copies the one route that leads to the Service of the Canary alone. flagger.md §1.6, §6.3 P17
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/apisix.go
 */
export const apisixRoute: Rule = {
  code: "apisix-route",
  severity: "error",
  title: "No usable ApisixRoute",
  explanation:
    "With provider apisix Flagger copies the ApisixRoute that routeRef names. It needs a route under http whose only backend is the Service of the Canary, which is called service.name or else like the target. Without routeRef, without such a route, or with further backends in it, Flagger reports an error at every tick and no traffic is ever shifted.",
  link: "https://docs.flagger.app/tutorials/apisix-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: apisix
        #         ^^^^^^ apisix-route
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
    `,
    right: `${examplePieces.canary}
        provider: apisix
        routeRef: { apiVersion: apisix.apache.org/v2, kind: ApisixRoute, name: orders }
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apisix.apache.org/v2
      kind: ApisixRoute
      metadata: { name: orders, namespace: shop }
      spec:
        http:
          - name: all
            match: { hosts: [orders.example.com], paths: ["/*"] }
            backends: [{ serviceName: orders, servicePort: 80 }]
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole || !canary.isSettled(["spec", "routeRef"])) return;
    const provider = canary.provider();
    if (provider?.name !== "apisix") return;
    if (canary.has(["spec", "routeRef"])) yield* judged(canary, provider, view);
    else {
      yield {
        at: ["spec", "provider"],
        message:
          "Flagger never starts this Canary: provider apisix needs routeRef, the ApisixRoute of which Flagger makes a copy for the canary.",
        related: provider.related,
      };
    }
  },
};

function* judged(canary: CanaryReading, provider: Provider, view: View): Iterable<Finding> {
  const { resource, apex } = canary;
  const reference = resource.references.find((it) => it.row.at === "spec.routeRef");
  if (!reference || apex === undefined) return;
  const resolution = resolve(view, resource, reference);
  const route = resolution.type === "objects" ? theOne(resource, resolution.resources) : undefined;
  if (!route || !isSettled(route, view, ["spec", "http"])) return;
  const routes = listOf(field(objectOf(route, view), "spec", "http"));
  const wrong = isOpenInside(routes) ? undefined : mistake(routes, apex);
  if (!wrong) return;
  yield {
    at: reference.path,
    message: `Flagger never starts this Canary: ApisixRoute ${route.name} ${wrong}.`,
    related: [
      ...provider.related,
      { resource: route, at: ["spec", "http"], message: "The routes that Flagger looks through." },
    ],
  };
}

function mistake(routes: readonly Json[], apex: string): string | undefined {
  if (routes.length === 0) return "has no route under http";
  const backends = routes.filter(isObject).map((it) => listOf(it.backends));
  const leading = backends.find((it) =>
    it.some((backend) => stringOf(field(backend, "serviceName")) === apex),
  );
  if (!leading) return `has no route to the Service ${apex}`;
  return leading.length > 1
    ? `has ${leading.length} backends in its route to ${apex}, and Flagger takes only one with a single backend`
    : undefined;
}
