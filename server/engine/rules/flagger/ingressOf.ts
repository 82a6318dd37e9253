import { field, isObject, type JsonObject, listOf, stringOf } from "../../canary/json.ts";
import type { Path } from "../../node.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { CanaryReading } from "./canary.ts";
import { objectOf } from "./objectOf.ts";
import { isOpenInside } from "./openInside.ts";
import { isSettled } from "./settled.ts";
import { theOne } from "./theOne.ts";

/** The Ingress that a Canary of nginx or skipper names, as its rules read it. */
export interface NamedIngress {
  readonly resource: Resource;
  readonly object: JsonObject;
  /** Where the Canary names it. */
  readonly at: Path;
}

/** `undefined` where it is not known, or there is not just one. */
export function ingressOf(canary: CanaryReading, view: View): NamedIngress | undefined {
  const reference = canary.resource.references.find((it) => it.row.code === "ingress-missing");
  if (!reference || !canary.isSettled(reference.path)) return undefined;
  const resolution = resolve(view, canary.resource, reference);
  if (resolution.type !== "objects") return undefined;
  const resource = theOne(canary.resource, resolution.resources);
  if (!resource) return undefined;
  return { resource, object: objectOf(resource, view), at: reference.path };
}

/** The rules of an Ingress; `undefined` where they may still change. */
export function ingressRules(ingress: Resource, view: View): readonly JsonObject[] | undefined {
  if (!isSettled(ingress, view, ["spec", "rules"])) return undefined;
  const rules = listOf(field(objectOf(ingress, view), "spec", "rules"));
  return isOpenInside(rules) ? undefined : rules.filter(isObject);
}

/** The Services that the paths of an Ingress lead to. */
export const backendsOf = (rules: readonly JsonObject[]): readonly string[] =>
  rules
    .flatMap((it) => listOf(field(it, "http", "paths")))
    .map((it) => stringOf(field(it, "backend", "service", "name")))
    .filter((it) => it !== "");
