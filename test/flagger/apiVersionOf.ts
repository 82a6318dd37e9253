import { field, stringOf } from "../../server/engine/canary/json.ts";
import { API_VERSIONS } from "../support/apiVersions.ts";
import type { Tape } from "./tape.ts";

/** The apiVersion of a kind that a scenario speaks of. */
export function apiVersionOf({ scenario, canary }: Tape, kind: string): string {
  if (kind === "Canary") return "flagger.app/v1beta1";
  const target = field(canary, "spec", "targetRef");
  if (kind === "Service" && field(target, "kind") === kind) {
    return stringOf(field(target, "apiVersion")) || "v1";
  }
  const provider =
    stringOf((canary.spec as { readonly provider?: string } | undefined)?.provider) ||
    scenario.provider;
  if (kind === "VirtualService" && provider.startsWith("appmesh")) {
    return provider === "appmesh" ? "appmesh.k8s.aws/v1beta1" : "appmesh.k8s.aws/v1beta2";
  }
  const own = scenario.objects.find((it) => it.kind === kind);
  return own ? stringOf(own.apiVersion) : (API_VERSIONS[kind] ?? "v1");
}
