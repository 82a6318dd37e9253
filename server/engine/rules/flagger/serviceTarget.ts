import type { CanaryReading } from "./canary.ts";

/** Does the Canary target a Service of Kubernetes itself, not one of Knative? */
export const isServiceTarget = ({ targetReference }: CanaryReading): boolean =>
  targetReference?.kind === "Service" && targetReference.group === "";
