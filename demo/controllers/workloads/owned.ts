import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import type { Cluster } from "../../apiserver/cluster.ts";
import type { Place } from "../../apiserver/inside.ts";
import { metadataOf, nameOf, namespaceOf, uidOf } from "../../apiserver/objects/metadata.ts";

/** The objects of a kind that an object controls, in the order of their birth. */
export const ownedBy = (
  { store }: Pick<Cluster, "store">,
  owner: JsonObject,
  kind: string,
): readonly JsonObject[] =>
  store
    .ownedBy(uidOf(owner))
    .map(({ object }) => object)
    .filter((it) => it.kind === kind && controllerIn(it)?.uid === uidOf(owner))
    .sort((a, b) => birthOf(a).localeCompare(birthOf(b)) || nameOf(a).localeCompare(nameOf(b)));

/** `ownerReferences` of what a controller makes for an object. */
export const ownerReferencesTo = (owner: JsonObject): readonly JsonObject[] => [
  {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  },
];

/** The object of a kind that controls this one, as the place to look at. */
export function controllerPlaces(object: JsonObject, kind: string): readonly Place[] {
  const owner = controllerIn(object);
  if (owner?.kind !== kind) return [];
  return [
    {
      apiVersion: stringOf(owner.apiVersion),
      kind,
      namespace: namespaceOf(object),
      name: stringOf(owner.name),
    },
  ];
}

const controllerIn = (object: JsonObject): JsonObject | undefined =>
  listOf(metadataOf(object).ownerReferences)
    .filter(isObject)
    .find((it) => it.controller === true);

const birthOf = (object: JsonObject): string =>
  stringOf(field(object, "metadata", "creationTimestamp"));
