import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import {
  effectiveNamespace,
  type GroupVersionKind,
  idOf,
  isSelected,
  NO_NAMESPACE,
  originalIdOf,
  pastIdsOf,
  printId,
} from "./id.ts";
import { printObject } from "./print.ts";
import { tagOf } from "./scalars.ts";
import { stop } from "./stop.ts";
import { trackedNode } from "./trackedNode.ts";
import { fieldOf } from "./tree.ts";

/** Whom a referrer may mean by a name. */
export interface Referrals {
  readonly find: (sought: Sought) => BuiltObject | undefined;
}

interface Sought {
  readonly referrer: BuiltObject;
  readonly target: Partial<GroupVersionKind>;
  /** Where the name stands, the parts of a field spec. */
  readonly parts: readonly string[];
  readonly name: string;
  /** Written beside the name. */
  readonly namespace?: string | undefined;
  /** Are name and namespace taken from the target? */
  readonly both?: boolean;
}

/** Finds objects by the names that they had. The list may change while it is asked; the identities may not. */
export function referralsAmong(
  objects: readonly BuiltObject[],
): (referrer: BuiltObject) => Referrals {
  const byName = once(() => indexBy(objects, (it) => new Set(it.track.past.map((id) => id.name))));
  const byOriginal = once(() => indexBy(objects, (it) => [effectiveNamespace(originalIdOf(it))]));
  const live = (positions: readonly number[] | undefined): readonly BuiltObject[] =>
    (positions ?? []).flatMap((it) => objects[it] ?? []);
  return (referrer) => {
    const mayRefer = reach(referrer);
    const find = (sought: Sought) => {
      const named = byName().get(sought.name);
      if (!named) return undefined;
      const reached = live(named).filter(mayRefer);
      const { namespace } = sought;
      if (namespace === undefined) return choose(reached, sought);
      if (namespace === NO_NAMESPACE) return undefined;
      const isOriginal = live(byOriginal().get(namespace)).some(mayRefer);
      const inNamespace = reached.filter(
        (it) => effectiveNamespace(isOriginal ? originalIdOf(it) : idOf(it)) === namespace,
      );
      return choose(inNamespace, sought);
    };
    return { find };
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function indexBy(
  objects: readonly BuiltObject[],
  keysOf: (object: BuiltObject) => Iterable<string>,
): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [position, object] of objects.entries()) {
    for (const key of keysOf(object)) {
      const known = index.get(key);
      if (known) known.push(position);
      else index.set(key, [position]);
    }
  }
  return index;
}

/** Which objects a referrer may name at all. */
function reach(referrer: BuiltObject): (it: BuiltObject) => boolean {
  const id = idOf(referrer);
  if (id.clusterScoped) return () => true;
  const namespace = effectiveNamespace(id);
  const others = subjectNamespaces(referrer);
  return (it) => {
    const target = idOf(it);
    return (
      target.clusterScoped ||
      effectiveNamespace(target) === namespace ||
      others.has(target.namespace)
    );
  };
}

/** A RoleBinding also reaches the namespaces of its service accounts. */
function subjectNamespaces(object: BuiltObject): ReadonlySet<string> {
  const out = new Set<string>();
  const subjects = fieldOf(object.node, "subjects");
  if (idOf(object).kind !== "RoleBinding" || subjects?.kind !== "sequence") return out;
  for (const subject of subjects.items) {
    if (subject?.kind !== "mapping")
      return oddSubject(object, subject ?? subjects, "is no mapping");
    const kind = fieldOf(subject, "kind");
    const namespace = fieldOf(subject, "namespace");
    if (!kind || !namespace) continue;
    if (kind.kind !== "scalar" || tagOf(kind) !== "!!str") {
      return oddSubject(object, kind, "has a kind that is no string");
    }
    if (kind.text !== "ServiceAccount") continue;
    if (namespace.kind !== "scalar" || tagOf(namespace) !== "!!str") {
      const id = JSON.stringify(printId(idOf(object)));
      stop(`Invalid Input: namespace is blank for resource ${id}\n`, placeOfNode(namespace));
    }
    out.add(namespace.text);
  }
  return out;
}

/** Where kustomize crashes without a word. */
function oddSubject(object: BuiltObject, node: Node, fault: string): never {
  return stop(
    `an item of subjects ${fault} in resource ${JSON.stringify(printId(idOf(object)))}`,
    placeOfNode(node),
  );
}

/** Mirrors selectReferral of api/filters/nameref. */
function choose(among: readonly BuiltObject[], sought: Sought): BuiltObject | undefined {
  const { referrer, target } = sought;
  const role = roleOf(sought);
  const fits = among.filter(
    (it) =>
      pastIdsOf(it).some((id) => isSelected(id, target)) &&
      (!role || pastIdsOf(it).some((id) => isSelected(id, role))) &&
      sharesNamespace(it, referrer),
  );
  if (fits.length < 2) return fits[0];
  let close = fits.filter((it) => sameContext(it, referrer, true));
  if (close.length > 1) close = close.filter((it) => sameContext(it, referrer, false));
  const [first] = close;
  if (!first || close.length === 1) return first;
  const same = (it: BuiltObject) =>
    idOf(it).name === idOf(first).name &&
    (!sought.both || idOf(it).namespace === idOf(first).namespace);
  return close.every(same) ? first : tooMany(close, referrer);
}

/** What a role reference says of the role that it names. */
function roleOf({ referrer, parts }: Sought): Partial<GroupVersionKind> | undefined {
  if (parts.at(-1) !== "name" || parts.at(-2)?.endsWith("roleRef") !== true) return undefined;
  const reference = fieldOf(referrer.node, "roleRef");
  const group = fieldOf(reference, "apiGroup");
  const kind = fieldOf(reference, "kind");
  if (group?.kind !== "scalar" || kind?.kind !== "scalar") return undefined;
  return { group: group.text, kind: kind.text };
}

function sharesNamespace(target: BuiltObject, referrer: BuiltObject): boolean {
  const [from, to] = [idOf(referrer), idOf(target)];
  return (
    from.clusterScoped ||
    to.clusterScoped ||
    to.kind === "ServiceAccount" ||
    effectiveNamespace(from) === effectiveNamespace(to)
  );
}

/** Did both pass through the same kustomizations, as far as their prefixes and suffixes tell? */
function sameContext(a: BuiltObject, b: BuiltObject, allowEmpty: boolean): boolean {
  const same = (one: readonly string[], other: readonly string[]) =>
    (allowEmpty && (one.length === 0 || other.length === 0)) || endAlike(one, other);
  return same(a.track.prefixes, b.track.prefixes) && same(a.track.suffixes, b.track.suffixes);
}

function endAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length > b.length ? [b, a] : [a, b];
  if (short.length === 0) return long.length === 0;
  return short.every((it, index) => it === long[index + long.length - short.length]);
}

function tooMany(candidates: readonly BuiltObject[], referrer: BuiltObject): never {
  const ids = candidates.map((it) => printId(idOf(it))).join(", ");
  const details = candidates.map(
    (it, index) => `--- possible referral ${index}:\n${printObject(trackedNode(it))}\n`,
  );
  const explained = `\n**** Too many possible referral targets to referrer:\n${printObject(trackedNode(referrer))}\n${details.join("")}`;
  return stop(
    `found multiple possible referrals: ${ids}\n${explained}`,
    placeOfNode(fieldOf(fieldOf(referrer.node, "metadata"), "name") ?? referrer.node),
  );
}
