import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Health, health } from "../api/health.ts";
import { kinds } from "../api/kinds.ts";
import { identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";

/** One line of a list of objects, or the title of those below it. */
export type PickLine =
  | { readonly type: "title"; readonly label: string }
  | {
      readonly type: "object";
      readonly identity: ObjectIdentity;
      readonly label: string;
      readonly description: string;
      readonly state: Health["state"];
    };

/** Lists objects: those under the cursor, those that are not well, then all others by kind and name. */
export function pickOrder(
  objects: Iterable<KubeObject>,
  here: readonly ObjectIdentity[],
): readonly PickLine[] {
  const all = [...objects].map(lineOf).sort(compared);
  const near = new Set(here.map(keyOf));
  const [close, far] = split(all, ({ identity }) => near.has(keyOf(identity)));
  const [ill, well] = split(far, ({ state }) => state === "failed" || state === "stalled");
  const inOrder = here.flatMap(
    (it) => close.find(({ identity }) => keyOf(identity) === keyOf(it)) ?? [],
  );
  return [
    ...titled("Here in the file", inOrder),
    ...titled("Failing", ill),
    ...titled("In the cluster", well),
  ];
}

type ObjectLine = Extract<PickLine, { readonly type: "object" }>;

function lineOf(object: KubeObject): ObjectLine {
  const identity = identityOf(object);
  const { state, words } = health(object);
  const { kind, namespace, name } = identity;
  const path = namespace === undefined ? name : `${namespace}/${name}`;
  return {
    type: "object",
    identity,
    label: oneLine(`${kind} ${path}`),
    description: oneLine(
      words === "" || words.startsWith(state) ? words || state : `${state}: ${words}`,
    ),
    state,
  };
}

const ranks = new Map(kinds.map(({ kind, group }, index) => [`${kind}.${group}`, index]));
const rank = ({ identity: { kind, group } }: ObjectLine): number =>
  ranks.get(`${kind}.${group}`) ?? kinds.length;

const compared = (one: ObjectLine, other: ObjectLine): number =>
  rank(one) - rank(other) || (one.label < other.label ? -1 : one.label > other.label ? 1 : 0);

function split<Item>(
  items: readonly Item[],
  isFirst: (item: Item) => boolean,
): readonly [readonly Item[], readonly Item[]] {
  return [items.filter(isFirst), items.filter((it) => !isFirst(it))];
}

const titled = (label: string, lines: readonly PickLine[]): readonly PickLine[] =>
  lines.length === 0 ? [] : [{ type: "title", label }, ...lines];
