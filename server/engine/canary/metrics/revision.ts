import { field, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Turn } from "../turn.ts";
import type { MetricsVerdict } from "./verdict.ts";

/**
 * The revision of a Knative Service that was created last, by which its traffic is measured; `undefined` for every
 * other provider. A verdict where there is no such Service.
 */
export function revisionOf({ canary, flags, cluster }: Turn): string | undefined | MetricsVerdict {
  if (canary.spec.provider !== "knative" && flags.meshProvider !== "knative") return undefined;
  const { name } = canary.spec.target;
  const service = cluster.find({ kind: "Service", name, namespace: canary.namespace });
  if (stringOf(field(service, "apiVersion")).startsWith("serving.knative.dev/")) {
    return stringOf(field(service, "status", "latestCreatedRevisionName"));
  }
  const error = notFound("KnativeService", name);
  return {
    failed: `Error fetching Knative service ${canary.namespace}/${name} ${error}`,
    why: {
      text: `There is no Knative Service ${name} in namespace ${canary.namespace}.`,
      at: ["spec", "targetRef"],
    },
  };
}
