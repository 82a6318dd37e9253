import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import type { Configs } from "./configs.ts";

/**
 * A pod spec that reads the primary's copies of the tracked configuration.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/config_tracker.go
 */
export function primaryPodSpec(podSpec: JsonObject, configs: Configs): JsonObject {
  if (configs.size === 0) return podSpec;
  const containers = (it: Json | undefined) =>
    listOf(it).map((container) => withPrimaryEnvironment(container, configs));
  return {
    ...podSpec,
    ...(podSpec.volumes
      ? { volumes: listOf(podSpec.volumes).map((it) => volume(it, configs)) }
      : {}),
    ...(podSpec.containers ? { containers: containers(podSpec.containers) } : {}),
    ...(podSpec.initContainers ? { initContainers: containers(podSpec.initContainers) } : {}),
  };
}

function volume(it: Json, configs: Configs): Json {
  const direct = renamed(
    renamed(it, "configMap", "configmap", configs),
    "secret",
    "secret",
    configs,
    "secretName",
  );
  const projected = field(direct, "projected");
  if (!isObject(direct) || !isObject(projected)) return direct;
  const sources = listOf(projected.sources).map((source) =>
    renamed(renamed(source, "configMap", "configmap", configs), "secret", "secret", configs),
  );
  return { ...direct, projected: { ...projected, sources } };
}

function withPrimaryEnvironment(container: Json, configs: Configs): Json {
  if (!isObject(container)) return container;
  const env = listOf(container.env).map((variable) => {
    const from = field(variable, "valueFrom");
    if (!isObject(variable) || !isObject(from)) return variable;
    const kind = isObject(from.configMapKeyRef) ? "configMapKeyRef" : "secretKeyRef";
    return { ...variable, valueFrom: renamed(from, kind, typeOf(kind), configs) };
  });
  const envFrom = listOf(container.envFrom).map((source) => {
    const kind = isObject(field(source, "configMapRef")) ? "configMapRef" : "secretRef";
    return renamed(source, kind, typeOf(kind), configs);
  });
  return {
    ...container,
    ...(container.env ? { env } : {}),
    ...(container.envFrom ? { envFrom } : {}),
  };
}

const typeOf = (key: string): "configmap" | "secret" =>
  key.startsWith("configMap") ? "configmap" : "secret";

/** `it` with the name under `key` made that of the primary's copy, where the object is tracked. */
function renamed(
  it: Json,
  key: string,
  type: "configmap" | "secret",
  configs: Configs,
  nameKey = "name",
): Json {
  const reference = field(it, key);
  if (!isObject(it) || !isObject(reference)) return it;
  const name = stringOf(reference[nameKey]);
  if (!configs.has(`${type}/${name}`)) return it;
  return { ...it, [key]: { ...reference, [nameKey]: `${name}-primary` } };
}
