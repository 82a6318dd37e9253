import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../server/engine/canary/json.ts";
import type { Inside } from "../apiserver/inside.ts";
import { namespaceOf } from "../apiserver/objects/metadata.ts";

/** The environment of all containers of a pod, as far as it comes from the pod itself and from ConfigMaps. */
export function environmentOf(pod: JsonObject, inside: Inside): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  const dataOf = (name: string): JsonObject => {
    const place = { apiVersion: "v1", kind: "ConfigMap", namespace: namespaceOf(pod), name };
    const data = inside.get(place)?.data;
    return isObject(data) ? data : {};
  };
  for (const container of listOf(field(pod, "spec", "containers"))) {
    for (const source of listOf(field(container, "envFrom"))) {
      const prefix = stringOf(field(source, "prefix"));
      const data = dataOf(stringOf(field(source, "configMapRef", "name")));
      for (const [key, it] of Object.entries(data)) environment[prefix + key] = stringOf(it);
    }
    for (const entry of listOf(field(container, "env"))) {
      const name = stringOf(field(entry, "name"));
      const reference = field(entry, "valueFrom", "configMapKeyRef");
      const value = isObject(reference)
        ? dataOf(stringOf(reference.name))[stringOf(reference.key)]
        : field(entry, "value");
      if (typeof value === "string") environment[name] = value;
    }
  }
  return environment;
}
