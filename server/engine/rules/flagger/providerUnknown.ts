import { flagSaidBy } from "../../flagger.ts";
import { nearest } from "../../nearest.ts";
import { mayBePatched } from "../../patched.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { replaceValue } from "../fixes.ts";
import type { Finding, Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { PROVIDER_NAMES } from "./providers.ts";
import { isCanary } from "./requestMatch.ts";

/** The schema since 1.43; before, and for the flag, `pkg/router/factory.go`. flagger.md §6.1 S08 */
export const providerUnknown: Rule = {
  code: "provider-unknown",
  severity: "error",
  title: "Provider that Flagger does not have",
  explanation:
    "The API server takes only the providers that Flagger has. Before Flagger 1.43 it took any text, as the flag of the controller still does, and Flagger treats what it does not know as Istio: it writes VirtualServices that nothing reads, and all traffic stays where it is.",
  link: "https://docs.flagger.app/usage/deployment-strategies",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: gatewayapi
      #           ^^^^^^^^^^ provider-unknown
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  replaces: ["wrong-enum"],
  about: (resource) => isCanary(resource) || isInstallation(resource),
  *check(resource, view) {
    if (isCanary(resource)) yield* ofCanary(canaryOf(resource, view));
    else yield* ofFlagger(resource, view);
  },
};

/** What people write for them. */
const MEANT: Readonly<Record<string, string>> = {
  gatewayapi: "gatewayapi:v1",
  "gateway-api": "gatewayapi:v1",
  "gatewayapi:v1alpha2": "gatewayapi:v1",
  "nginx-ingress": "nginx",
  "ingress-nginx": "nginx",
  smi: "smi:v1alpha2",
};

/** `smi:v1alpha2:istio` is for the flag alone. */
const meant = (name: string): string | undefined =>
  (Object.hasOwn(MEANT, name) ? MEANT[name] : undefined) ??
  PROVIDER_NAMES.find((it) => name.startsWith(`${it}:`)) ??
  nearest(name, PROVIDER_NAMES);

function* ofCanary({ resource, textAt }: CanaryReading): Generator<Finding> {
  const name = textAt(PROVIDER);
  if (!name || PROVIDER_NAMES.includes(name)) return;
  const near = meant(name);
  const instead = near ? `Did you mean ${near}?` : `There are ${PROVIDER_NAMES.join(", ")}.`;
  yield {
    at: PROVIDER,
    message: `Flagger has no provider "${name}": the API server refuses this Canary, and Flagger before 1.43 takes it for istio. ${instead}`,
    fixes: near ? [replaceValue(resource, PROVIDER, near, `Replace with "${near}"`)] : [],
  };
}

const PROVIDER = ["spec", "provider"];

function* ofFlagger(resource: Resource, view: View): Generator<Finding> {
  const said = flagSaidBy(resource, "meshProvider");
  if (!said?.at || PREFIXES.some((it) => said.text.startsWith(it))) return;
  if (PROVIDER_NAMES.includes(said.text) || mayBePatched(resource, view, ["meshProvider"])) return;
  const near = meant(said.text);
  yield {
    at: said.at,
    message: `Flagger has no provider "${said.text}" and takes istio instead, for every Canary that names none.${near ? ` Did you mean ${near}?` : ""}`,
    fixes: near
      ? [replaceValue(resource, said.at, said.prefix + near, `Replace with "${near}"`)]
      : [],
  };
}

/** The flag is read by its beginning. flagger.md §4.1 */
const PREFIXES = ["appmesh:v1beta2", "smi:v1alpha", "gloo", "gatewayapi:v1"];

const isInstallation = ({ facts }: Resource): boolean =>
  facts.includes("chart flagger") || facts.includes("image flagger");
