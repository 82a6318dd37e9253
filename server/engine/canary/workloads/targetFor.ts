import type { ObjectReference } from "../canary.ts";
import { daemonSet } from "./daemonSet.ts";
import { deployment } from "./deployment.ts";
import { knativeTarget } from "./knativeTarget.ts";
import { serviceTarget } from "./serviceTarget.ts";
import type { Target } from "./target.ts";

/**
 * How a target is handled. What Flagger does not know it takes for a Deployment.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/factory.go
 */
export function targetFor({ kind, apiVersion }: ObjectReference): Target {
  if (kind === "DaemonSet") return daemonSet;
  if (kind !== "Service") return deployment;
  return apiVersion === "serving.knative.dev/v1" ? knativeTarget : serviceTarget;
}
