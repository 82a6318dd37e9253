import type { ObjectIdentity } from "../../protocol/cluster.ts";
import { json } from "./api/json.ts";
import { keyOf } from "./api/kubeObject.ts";

/**
 * The objects that a command was given: an identity by a lens or a link, or an element of a tree and
 * then all that are selected with it. Empty when it was given none.
 */
export function identitiesOf(given: readonly unknown[]): readonly ObjectIdentity[] {
  const [first, second] = given;
  const all = Array.isArray(second) && second.length > 0 ? second : [first];
  const found = all.flatMap((it) => identityIn(it) ?? []);
  return [...new Map(found.map((it) => [keyOf(it), it])).values()];
}

function identityIn(given: unknown): ObjectIdentity | undefined {
  const fields = json.fields(json.at(given, "identity") ?? given);
  const [kind, name] = [json.text(fields.kind), json.text(fields.name)];
  if (!kind || !name) return undefined;
  const namespace = json.text(fields.namespace);
  return { group: json.text(fields.group) ?? "", kind, name, ...(namespace ? { namespace } : {}) };
}
