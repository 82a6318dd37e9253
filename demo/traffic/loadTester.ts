import { field, isObject, type Json, listOf, stringOf } from "../../server/engine/canary/json.ts";
import type { Inside } from "../apiserver/inside.ts";
import type { ServiceRequest, ServiceResponse } from "../apiserver/proxy.ts";
import { isTrue } from "../controllers/workloads/conditions.ts";
import { podsOf } from "../controllers/workloads/podsOf.ts";
import type { CanaryName, Traffic } from "./traffic.ts";

/**
 * Flagger's load tester, as far as its gates go; `undefined` where another Service is asked. It is who has a ready pod with
 * its image. flagger.md §2.7
 *
 * https://github.com/fluxcd/flagger/tree/v1.44.0/pkg/loadtester
 */
export function loadTester(
  { namespace, service: name, path, body }: ServiceRequest,
  traffic: Traffic,
  inside: Inside,
): ServiceResponse | undefined {
  const service = inside.get({ apiVersion: "v1", kind: "Service", namespace, name });
  const runs = service && podsOf(service, inside).some((it) => isTrue(it, "Ready") && hasImage(it));
  if (!runs) return undefined;
  const [, kind, verb] = /^\/(gate|rollback)\/([a-z]+)$/.exec(path) ?? [];
  if (kind !== "gate" && kind !== "rollback") return { status: 202, body: "" };
  const canary = canaryIn(body);
  if (verb === "approve") return { status: 200, body: "OK" };
  if (verb === "halt") return { status: 403, body: "Forbidden" };
  if (!canary) return { status: 400, body: "" };
  switch (verb) {
    case "open":
    case "close":
      traffic.setOpen(kind, canary, verb === "open");
      return { status: 202, body: "" };
    case "check":
      return traffic.isOpen(kind, canary)
        ? { status: 200, body: "Approved" }
        : { status: 403, body: "Forbidden" };
    default:
      return { status: 404, body: "404 page not found\n" };
  }
}

const hasImage = (pod: Json): boolean =>
  listOf(field(pod, "spec", "containers")).some((it) =>
    /loadtester/.test(stringOf(field(it, "image"))),
  );

/** The payload names the Canary. */
function canaryIn(body: string): CanaryName | undefined {
  try {
    const sent = JSON.parse(body) as Json;
    if (!isObject(sent)) return undefined;
    const [namespace, name] = [stringOf(sent.namespace), stringOf(sent.name)];
    return namespace !== "" && name !== "" ? { namespace, name } : undefined;
  } catch {
    return undefined;
  }
}
