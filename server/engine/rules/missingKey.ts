import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { holdersOf, keysOf, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import { keysMade } from "./keysMade.ts";
import type { Finding, Related } from "./rule.ts";

/** What is to be said of a key that the ConfigMap or Secret which is meant does not have, if anything. */
export function missingKey(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  if (reference.optional) return undefined;
  const { kind, holder = "", text } = reference;
  const known = knownKeys(view, resource, reference);
  if (!known || known.keys.has(text)) return undefined;
  const near = known.keys.size === 1 ? [...known.keys][0] : nearest(text, known.keys);
  return {
    at: reference.path,
    severity: "warning",
    message:
      `${kind} "${known.isBuilt ? withoutHash(holder) : holder}" has no key "${text}", so ${consequence}.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    related: known.related,
    fixes: near === undefined ? [] : [replaceName(resource, reference, near)],
  };
}

interface Known {
  readonly keys: ReadonlySet<string>;
  readonly related: readonly Related[];
  readonly isBuilt: boolean;
}

/** All keys of what is meant; `undefined` where some of them are not known. */
function knownKeys(view: View, resource: Resource, reference: Reference): Known | undefined {
  if (resolve(view, resource, reference).type === "missing") {
    const holders = holdersOf(view, resource, reference);
    return {
      keys: new Set(holders.flatMap(keysOf)),
      related: holders.map((it) => ({ resource: it, at: ["data"], message: nameOf(it) })),
      isBuilt: holders.some((it) => it.built),
    };
  }
  return ofMaker(view, resource, reference);
}

/** Of what stands in no file, because one other object has it made. */
function ofMaker(view: View, resource: Resource, reference: Reference): Known | undefined {
  const { holder = "", kind, open } = reference;
  if (open || holdersOf(view, resource, reference).length > 0) return undefined;
  const found = resolve(view, resource, { ...reference, row: asObject(reference), text: holder });
  const [maker, ...others] = found.type === "made" ? found.by : [];
  const keys = maker && others.length === 0 ? keysMade(maker, kind, holder) : undefined;
  if (!maker || !keys) return undefined;
  return {
    keys: new Set(keys),
    related: [{ resource: maker, at: ["metadata", "name"], message: nameOf(maker) }],
    isBuilt: false,
  };
}

/** The row as one that names the holder itself. */
const asObject = ({ row, group, kind }: Reference): Reference["row"] => ({
  ...row,
  target: { type: "object", kinds: [{ group, kind }], nameField: "name", defaultNamespace: "own" },
});

/** What a generator calls it in its file: kustomize writes hashes in these digits and letters. */
const withoutHash = (name: string): string => name.replace(/-[2456789bcdfghkmt]{10}$/, "");
