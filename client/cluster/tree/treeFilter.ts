import type { KubeObject } from "../api/kubeObject.ts";
import type { Digest } from "./digest.ts";

/**
 * Whether an object passes a filter: all of its words must be found. `state:`, `kind:` and `ns:` look at
 * that alone, `state:bad` is everything that is neither ready nor suspended; other words are looked for
 * in kind, name and message.
 */
export function passes(filter: string, object: KubeObject, digest: Digest): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => word === "" || holds(word, object, digest));
}

function holds(word: string, object: KubeObject, digest: Digest): boolean {
  const [, field = "", value = ""] = /^(state|kind|ns|namespace):(.*)$/.exec(word) ?? [];
  switch (field) {
    case "state":
      return value === "bad"
        ? digest.state !== "ready" && digest.state !== "suspended"
        : digest.state.startsWith(value);
    case "kind":
      return object.kind.toLowerCase().startsWith(value);
    case "ns":
    case "namespace":
      return (object.metadata.namespace ?? "").toLowerCase().startsWith(value);
    default:
      return textOf(object, digest).includes(word);
  }
}

const textOf = ({ kind, metadata: { name, namespace = "" } }: KubeObject, { words }: Digest) =>
  `${kind} ${namespace}/${name} ${words}`.toLowerCase();
