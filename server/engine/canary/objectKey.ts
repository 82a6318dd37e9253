import { field, type JsonObject, stringOf } from "./json.ts";

/** Where the cluster keeps an object: `Kind/namespace/name`. */
export function keyOf(kind: string, namespace: string, name: string): string {
  const known = KEYS.get(kind)?.get(namespace)?.get(name);
  return known ?? note(kind, namespace, name);
}

/** The key of an object; `fallback` is the namespace of one that names none. */
export const objectKey = (object: JsonObject, fallback: string): string =>
  keyOf(
    stringOf(object.kind),
    stringOf(field(object, "metadata", "namespace")) || fallback,
    stringOf(field(object, "metadata", "name")),
  );

/** Kinds among those that Flagger reads or writes that live in no namespace. */
const WITHOUT_NAMESPACE: ReadonlySet<string> = new Set(["TrafficRoute", "Mesh", "Namespace"]);

/** Keys made before: a tick asks for the same few again and again, and to make one anew costs more than to look it up. */
const KEYS = new Map<string, Map<string, Map<string, string>>>();
let noted = 0;
const MOST = 10_000;

function note(kind: string, namespace: string, name: string): string {
  if (noted >= MOST) {
    KEYS.clear();
    noted = 0;
  }
  noted++;
  const key = WITHOUT_NAMESPACE.has(kind) ? `${kind}//${name}` : `${kind}/${namespace}/${name}`;
  const namespaces = KEYS.get(kind) ?? new Map<string, Map<string, string>>();
  const names = namespaces.get(namespace) ?? new Map<string, string>();
  KEYS.set(kind, namespaces.set(namespace, names.set(name, key)));
  return key;
}
