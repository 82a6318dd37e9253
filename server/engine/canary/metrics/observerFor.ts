import type { Canary } from "../canary.ts";
import type { Flags } from "../flags.ts";
import { OBSERVERS, type Observer, type ObserverName } from "./observers.ts";

interface MeasuredBy {
  readonly canary: Pick<Canary, "spec">;
  readonly flags: Pick<Flags, "meshProvider">;
}

/**
 * The provider whose metrics judge the canary, as event texts name it: the flag's unless the Canary names its own,
 * but a flag with `linkerd` in it always wins. flagger.md §5.2
 */
export function metricsProvider({ canary, flags }: MeasuredBy): string {
  const { provider, target } = canary.spec;
  let found = flags.meshProvider.includes("crossover") ? "crossover" : flags.meshProvider;
  if (provider) found = flags.meshProvider.includes("linkerd") ? "linkerd" : provider;
  const isKnative = target.apiVersion === "serving.knative.dev/v1";
  return target.kind === "Service" && !isKnative ? `${found}:service` : found;
}

/** Which observer asks for a provider; what has none of its own is measured as Istio. */
export const observerFor = (provider: string): Observer => OBSERVERS[observerName(provider)];

export function observerName(provider: string): ObserverName {
  if (provider.startsWith("appmesh")) return "appmesh";
  if (provider.startsWith("gloo")) return "gloo";
  if (provider === "kubernetes" || provider.startsWith("gatewayapi")) return "http";
  return provider !== "http" && Object.hasOwn(OBSERVERS, provider)
    ? (provider as ObserverName)
    : "istio";
}
