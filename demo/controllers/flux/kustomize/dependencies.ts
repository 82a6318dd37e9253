import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import type { Inside, Place } from "../../../apiserver/inside.ts";
import { compiled, truth } from "../cel/booleanExpression.ts";
import { conditionsIn } from "../conditions.ts";
import type { Subject } from "../subject.ts";

/** Why a Kustomization or HelmRelease must wait; `isTerminal`: it will not help to wait. */
export interface Waits {
  readonly message: string;
  readonly isTerminal: boolean;
}

export interface DependencyOptions {
  /** The gate `AdditiveCELDependencyCheck`. */
  readonly isAdditive: boolean;
  /** The revision that a dependency from the same source must have applied; absent for HelmReleases. */
  readonly revision?: string;
  /** How a dependency that is not there is told. */
  readonly missing: (name: string, message: string) => string;
}

/** The first dependency that is not ready (flux.md §2.8). */
export function waitsFor(
  { object, place, spec }: Subject,
  inside: Inside,
  options: DependencyOptions,
): Waits | undefined {
  for (const it of listOf(spec.dependsOn)) {
    const name = stringOf(field(it, "name"));
    const namespace = stringOf(field(it, "namespace")) || place.namespace;
    const shown = `${namespace}/${name}`;
    const found = inside.get({ ...place, namespace, name });
    const waits = (message: string, isTerminal = false): Waits => ({ message, isTerminal });
    if (!found) return waits(options.missing(shown, notFound(place, name)));
    const expression = stringOf(field(it, "readyExpr"));
    if (expression !== "") {
      const judged = judge(expression, { self: object, dep: found }, name);
      if (judged) return { ...judged, message: judged.message || NOT_READY_BY_EXPRESSION(shown) };
      if (!options.isAdditive) continue;
    }
    if (!isReady(found)) return waits(`dependency '${shown}' is not ready`);
    if (options.revision !== undefined && isBehind(spec, place, found, options.revision)) {
      return waits(`dependency '${shown}' revision is not up to date`);
    }
  }
  return undefined;
}

const NOT_READY_BY_EXPRESSION = (shown: string): string =>
  `dependency '${shown}' is not ready according to readyExpr eval`;

const notFound = ({ apiVersion, kind }: Place, name: string): string => {
  const [group = ""] = apiVersion.split("/");
  const plural = `${kind.toLowerCase()}s`;
  return `${plural}.${group} "${name}" not found`;
};

function judge(expression: string, variables: JsonObject, name: string): Waits | undefined {
  const made = compiled(expression);
  if ("problem" in made) {
    return { message: `failed to evaluate dependency ${name}: ${made.problem}`, isTerminal: true };
  }
  const result = truth(made.value, variables);
  if ("problem" in result) return { message: result.problem, isTerminal: false };
  return result.value ? undefined : { message: "", isTerminal: false };
}

function isReady(object: JsonObject): boolean {
  const conditions = conditionsIn(object.status);
  return (
    field(object, "metadata", "generation") === field(object, "status", "observedGeneration") &&
    conditions.some((it) => it.type === "Ready" && it.status === "True")
  );
}

/** Both take from the same source, and the dependency has not applied what is there now. */
function isBehind(spec: JsonObject, place: Place, found: JsonObject, revision: string): boolean {
  const own = spec.sourceRef;
  const other = field(found, "spec", "sourceRef");
  if (!isObject(own) || !isObject(other)) return false;
  const namespace = stringOf(field(found, "metadata", "namespace"));
  const isSame =
    own.kind === other.kind &&
    own.name === other.name &&
    (stringOf(own.namespace) || place.namespace) === (stringOf(other.namespace) || namespace);
  return isSame && field(found, "status", "lastAppliedRevision") !== revision;
}
