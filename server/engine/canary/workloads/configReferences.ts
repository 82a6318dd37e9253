import { memo } from "../../memo.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";

/** What the pods of a template read, by name; `true`: it has to be there. The last mention counts. */
export interface ConfigReferences {
  readonly configMaps: ReadonlyMap<string, boolean>;
  readonly secrets: ReadonlyMap<string, boolean>;
}

/**
 * The ConfigMaps and Secrets that a pod spec names in volumes and in the environment of its containers.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/config_tracker.go
 */
export const configReferences: (podSpec: JsonObject) => ConfigReferences = memo((podSpec) => {
  const configMaps = new Map<string, boolean>();
  const secrets = new Map<string, boolean>();
  const note = (to: Map<string, boolean>, it: Json | undefined, name = "name") => {
    if (isObject(it)) to.set(stringOf(it[name]), it.optional !== true);
  };
  for (const volume of listOf(podSpec.volumes)) {
    note(configMaps, field(volume, "configMap"));
    note(secrets, field(volume, "secret"), "secretName");
    for (const source of listOf(field(volume, "projected", "sources"))) {
      note(configMaps, field(source, "configMap"));
      note(secrets, field(source, "secret"));
    }
  }
  for (const container of [...listOf(podSpec.containers), ...listOf(podSpec.initContainers)]) {
    for (const variable of listOf(field(container, "env"))) {
      const configMap = field(variable, "valueFrom", "configMapKeyRef");
      if (isObject(configMap)) note(configMaps, configMap);
      else note(secrets, field(variable, "valueFrom", "secretKeyRef"));
    }
    for (const source of listOf(field(container, "envFrom"))) {
      const configMap = field(source, "configMapRef");
      if (isObject(configMap)) note(configMaps, configMap);
      else note(secrets, field(source, "secretRef"));
    }
  }
  return { configMaps, secrets };
});
