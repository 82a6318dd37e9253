import type { Canary } from "./canary.ts";
import type { Flags } from "./flags.ts";
import { field, stringOf } from "./json.ts";

/**
 * Why Flagger does not take a Canary up at all: it only writes this to its log.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/controller.go
 */
export function verify(
  canary: Pick<Canary, "namespace" | "spec">,
  flags: Pick<Flags, "noCrossNamespaceRefs">,
): string | undefined {
  return (
    (flags.noCrossNamespaceRefs ? crossing(canary) : undefined) ??
    knativeMistake(canary) ??
    cookieMistake(canary)
  );
}

function crossing({ namespace, spec }: Pick<Canary, "namespace" | "spec">): string | undefined {
  const blocked = (what: string, it: { readonly name: string; readonly namespace: string }) =>
    it.namespace === "" || it.namespace === namespace
      ? undefined
      : `can't access ${what} ${it.name}.${it.namespace}, cross-namespace references are blocked`;
  const upstream = spec.upstream && blocked("gloo upstream", spec.upstream);
  if (upstream) return upstream;
  for (const { template } of spec.analysis?.metrics ?? []) {
    const mistake = template && blocked("metric template", template);
    if (mistake) return mistake;
  }
  for (const { provider } of spec.analysis?.alerts ?? []) {
    const mistake = blocked("alert provider", provider);
    if (mistake) return mistake;
  }
  return undefined;
}

function knativeMistake({ spec }: Pick<Canary, "spec">): string | undefined {
  const { kind, apiVersion } = spec.target;
  const isKnative = kind === "Service" && apiVersion === "serving.knative.dev/v1";
  if (isKnative !== (spec.provider === "knative")) {
    return isKnative
      ? `can't use ${spec.provider} provider with Knative Service as target`
      : `can't use ${apiVersion}/${kind} as target if provider is set to knative`;
  }
  return isKnative && spec.autoscaler ? "can't use autoscaler with Knative Service" : undefined;
}

function cookieMistake({ spec }: Pick<Canary, "spec">): string | undefined {
  const affinity = spec.analysis?.sessionAffinity;
  if (!affinity) return undefined;
  const [canary, primary] = ["cookieName", "primaryCookieName"].map((key) =>
    stringOf(field(affinity, key)),
  );
  return canary === primary
    ? "can't use the same cookie name for both primary and cookie name; please update them to be different"
    : undefined;
}
