import { field, isObject, type Json, type JsonObject, listOf } from "../json.ts";

/**
 * Pods of the primary keep away from one another, not from the canary's: in anti-affinity and topology spread, the name of the
 * Deployment under one of Flagger's selector labels becomes that of the primary.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/deployment_controller.go
 */
export function spreadSelectors(
  podSpec: JsonObject,
  name: string,
  labels: readonly string[],
): JsonObject {
  const select = (it: Json | undefined) => selector(it, name, labels);
  const antiAffinity = field(podSpec, "affinity", "podAntiAffinity");
  const spread = podSpec.topologySpreadConstraints;
  return {
    ...podSpec,
    ...(Array.isArray(spread)
      ? { topologySpreadConstraints: spread.map((it: Json) => withSelector(it, select)) }
      : {}),
    ...(isObject(antiAffinity) && isObject(podSpec.affinity)
      ? { affinity: { ...podSpec.affinity, podAntiAffinity: terms(antiAffinity, select) } }
      : {}),
  };
}

type Select = (it: Json | undefined) => Json | undefined;

function terms(antiAffinity: JsonObject, select: Select): JsonObject {
  const preferred = antiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
  const required = antiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
  const weighted = listOf(preferred).map((it) => {
    const term = field(it, "podAffinityTerm");
    return isObject(it) && isObject(term)
      ? { ...it, podAffinityTerm: withSelector(term, select) }
      : it;
  });
  const strict = listOf(required).map((it) => withSelector(it, select));
  return {
    ...antiAffinity,
    ...(preferred ? { preferredDuringSchedulingIgnoredDuringExecution: weighted } : {}),
    ...(required ? { requiredDuringSchedulingIgnoredDuringExecution: strict } : {}),
  };
}

function withSelector(it: Json, select: Select): Json {
  if (!isObject(it) || !isObject(it.labelSelector)) return it;
  return { ...it, labelSelector: select(it.labelSelector) };
}

function selector(it: Json | undefined, name: string, labels: readonly string[]): Json | undefined {
  if (!isObject(it)) return it;
  const isMeant = (key: Json | undefined) => typeof key === "string" && labels.includes(key);
  const expressions = listOf(it.matchExpressions).map((expression) =>
    isObject(expression) && isMeant(expression.key)
      ? { ...expression, values: firstRenamed(listOf(expression.values), name) }
      : expression,
  );
  const matchLabels: Record<string, Json | undefined> = isObject(it.matchLabels)
    ? { ...it.matchLabels }
    : {};
  for (const key of Object.keys(matchLabels)) {
    if (isMeant(key) && matchLabels[key] === name) matchLabels[key] = `${name}-primary`;
  }
  return {
    ...it,
    ...(it.matchExpressions ? { matchExpressions: expressions } : {}),
    ...(it.matchLabels ? { matchLabels } : {}),
  };
}

function firstRenamed(values: readonly Json[], name: string): readonly Json[] {
  const index = values.indexOf(name);
  return index < 0 ? values : values.with(index, `${name}-primary`);
}
