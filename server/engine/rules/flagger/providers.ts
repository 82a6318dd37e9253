/** What Flagger can do with a provider. flagger.md §4.2, §4.3 */
export interface ProviderFacts {
  /** `spec.provider` without its version. */
  readonly family: string;
  /** Where mirrored traffic is known again at the next tick. */
  readonly mirrors: "always" | "blue/green" | "never";
  readonly keepsSessions: boolean;
  /** Those of `SOME_USE` that its routing objects carry. */
  readonly uses: readonly SomeUse[];
}

/** Fields of `spec.service` that only some providers use. flagger.md §1.2 */
export const SOME_USE = [
  "timeout",
  "backendTimeout",
  "retries",
  "corsPolicy",
  "rewrite",
  "headers",
  "mirror",
  "trafficPolicy",
] as const;
export type SomeUse = (typeof SOME_USE)[number];

/** `undefined` for text that Flagger does not know. The text is matched as its factory of routers does. */
export function providerFacts(provider: string): ProviderFacts | undefined {
  const name = provider.split(":").slice(0, 2).join(":");
  return Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
}

export const isGatewayApi = (provider: string): boolean => provider.startsWith("gatewayapi:");

const plain = (family: string, ...uses: readonly SomeUse[]): ProviderFacts => ({
  family,
  mirrors: "never",
  keepsSessions: false,
  uses,
});

const gateway = (...uses: readonly SomeUse[]): ProviderFacts => ({
  family: "gatewayapi",
  mirrors: "blue/green",
  keepsSessions: true,
  uses: ["rewrite", "headers", "mirror", ...uses],
});

/** https://github.com/fluxcd/flagger/tree/v1.44.0/pkg/router */
const FACTS: Readonly<Record<string, ProviderFacts>> = {
  istio: {
    family: "istio",
    mirrors: "always",
    keepsSessions: true,
    uses: ["timeout", "retries", "corsPolicy", "rewrite", "headers", "trafficPolicy"],
  },
  linkerd: plain("linkerd"),
  osm: plain("osm"),
  "smi:v1alpha1": plain("smi"),
  "smi:v1alpha2": plain("smi"),
  "smi:v1alpha3": plain("smi"),
  appmesh: plain("appmesh", "timeout", "retries"),
  "appmesh:v1beta2": plain("appmesh", "timeout", "retries"),
  contour: plain("contour", "timeout", "retries"),
  gloo: plain("gloo"),
  nginx: plain("nginx"),
  skipper: plain("skipper"),
  traefik: plain("traefik"),
  apisix: plain("apisix"),
  kuma: plain("kuma"),
  knative: plain("knative"),
  kubernetes: plain("kubernetes"),
  "gatewayapi:v1": gateway("timeout", "backendTimeout", "corsPolicy"),
  "gatewayapi:v1beta1": gateway(),
};

/** The values of `spec.provider`. */
export const PROVIDER_NAMES: readonly string[] = Object.keys(FACTS).sort();
