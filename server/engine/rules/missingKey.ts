import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { holdersOf, keysOf, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import type { Finding } from "./rule.ts";

/** What is to be said of a key that the ConfigMap or Secret which is meant does not have, if anything. */
export function missingKey(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  if (reference.optional || resolve(view, resource, reference).type !== "missing") return undefined;
  const { kind, holder = "", text } = reference;
  const holders = holdersOf(view, resource, reference);
  const keys = new Set(holders.flatMap(keysOf));
  const near = keys.size === 1 ? [...keys][0] : nearest(text, keys);
  return {
    at: reference.path,
    severity: "warning",
    message:
      `${kind} "${withoutHash(holder, holders)}" has no key "${text}", so ${consequence}.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    related: holders.map((it) => ({ resource: it, at: ["data"], message: nameOf(it) })),
    fixes: near === undefined ? [] : [replaceName(resource, reference, near)],
  };
}

/** What a generator calls it in its file: kustomize writes hashes in these digits and letters. */
const withoutHash = (name: string, holders: readonly Resource[]): string =>
  holders.some((it) => it.built) ? name.replace(/-[2456789bcdfghkmt]{10}$/, "") : name;
