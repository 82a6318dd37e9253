import { field, isObject, type Json } from "../json.ts";
import { notFound } from "../notFound.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { controllerOf } from "./controllerOf.ts";
import { reconcileService } from "./reconcileService.ts";

/** What users called before Flagger came: selects the target again, unless Flagger made the Service. */
export function finalizeApexService(run: Run): Failure | undefined {
  if (!run.target.hasServices) return undefined;
  const { namespace, spec } = run.canary;
  const { apex } = spec.service;
  const service = run.cluster.find({ kind: "Service", name: apex });
  if (!service) {
    return {
      error: `service ${apex}.${namespace} get query error: ${notFound("Service", apex)}`,
    };
  }
  if (controllerOf(service)) return undefined;
  const applied = field(service, "metadata", "annotations", LAST_APPLIED);
  if (typeof applied !== "string") {
    return reconcileService(run, apex, run.label.value, undefined);
  }
  const original = parsed(applied);
  if (!isObject(original)) {
    return { error: `router ${apex}.${namespace} failed to unMarshal annotation ${LAST_APPLIED}` };
  }
  const selector = field(original, "spec", "selector");
  const restored = { ...(isObject(service.spec) ? service.spec : {}), selector };
  const refused = run.cluster.update({ ...service, spec: restored });
  return refused && { error: `service ${apex} update error: ${refused.message}` };
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
