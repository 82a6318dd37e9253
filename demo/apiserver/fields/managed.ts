import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { uidOf } from "../objects/metadata.ts";
import type { Schema } from "../schema.ts";
import { type Comparison, compare } from "./compare.ts";
import {
  difference,
  type FieldSet,
  intersection,
  isEmpty,
  noFields,
  onlyPath,
  union,
  withoutPath,
  withParents,
} from "./fieldSet.ts";
import { fieldsIn } from "./fieldsIn.ts";
import {
  isSameManager,
  type Manager,
  managersOf,
  ownable,
  stamped,
  unmanaged,
  withManagers,
} from "./managers.ts";
import { merge, without } from "./merge.ts";

/** Who changes an object, and of which part: the main resource leaves the status alone, and the other way round. */
export interface Changer extends Omit<Manager, "fields"> {
  readonly schema: Schema;
  /** The kind has a status subresource. */
  readonly hasStatus: boolean;
}

/** An object that was written as a whole (create, update, patch), with who owns what from now on. */
export function managedUpdate(before: JsonObject, after: JsonObject, changer: Changer): JsonObject {
  const managers = managersOf(after);
  // An object that nobody is known to manage stays so until it is applied.
  if (managers.length === 0 && uidOf(before) !== "") return after;
  const compared = compareObjects(before, after, changer);
  const own = managers.find((it) => isSameManager(changer, it));
  const fields = union(
    difference(own?.fields ?? noFields, compared.removed),
    union(compared.modified, compared.added),
  );
  const others = managers.filter((it) => it !== own).map((it) => lost(it, compared));
  const now = [...others, managerOf(changer, within(ownable(fields), changer))];
  return withManagers(after, stamped(now, managers, changer.time));
}

/** An object to which a manager applied its wishes; or the fields that others own, by manager. */
export type Applied =
  | { readonly object: JsonObject; readonly conflicts?: undefined }
  | { readonly conflicts: readonly { readonly manager: Manager; readonly fields: FieldSet }[] };

/**
 * Server-side apply. `finish` makes an object of what was merged, as defaulting does.
 *
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/merge/update.go
 */
export function managedApply(
  live: JsonObject,
  config: JsonObject,
  changer: Changer,
  force: boolean,
): Applied {
  const managers = knownManagers(live, changer);
  const own = managers.find((it) => isSameManager(changer, it));
  const fields = within(ownable(fieldsIn(config, changer.schema)), changer);
  const others = managers.filter((it) => it !== own);
  const bare = unmanaged(live);
  const merged = merge(bare, config, changer.schema);
  const owned = [...others.map((it) => it.fields), fields].reduce(union, noFields);
  const dropped = difference(withParents(own?.fields ?? noFields), withParents(owned));
  const object = without(merged, dropped, changer.schema) as JsonObject;
  const compared = compareObjects(bare, object, changer);
  const touched = union(compared.modified, compared.added);
  const conflicts = others
    .map((manager) => ({ manager, fields: intersection(manager.fields, touched) }))
    .filter((it) => !isEmpty(it.fields));
  if (conflicts.length > 0 && !force) return { conflicts };
  const isChanged = ![compared.added, compared.modified, compared.removed].every(isEmpty);
  // Who only says that it wants what there is leaves no new time.
  const time = isChanged ? changer.time : (own?.time ?? "");
  const now = [...others.map((it) => lost(it, compared)), { ...managerOf(changer, fields), time }];
  return { object: withManagers(object, now) };
}

/** Where an object has none, a manager stands for all that happened before. */
function knownManagers(live: JsonObject, changer: Changer): readonly Manager[] {
  const managers = managersOf(live);
  if (managers.length > 0 || uidOf(live) === "") return managers;
  const { added } = compareObjects({}, live, changer);
  const fields = within(ownable(added), { ...changer, subresource: "" });
  const first = {
    ...changer,
    name: "before-first-apply",
    operation: "Update",
    subresource: "",
  } as const;
  return isEmpty(fields) ? [] : [managerOf(first, fields)];
}

const compareObjects = (before: JsonObject, after: JsonObject, { schema }: Changer): Comparison =>
  compare(unmanaged(before), unmanaged(after), schema);

/** What a manager still owns after others changed the object. */
const lost = (manager: Manager, { added, modified, removed }: Comparison): Manager => ({
  ...manager,
  fields: difference(difference(manager.fields, union(added, modified)), removed),
});

const managerOf = (
  { schema: _, hasStatus: __, ...manager }: Changer,
  fields: FieldSet,
): Manager => ({
  ...manager,
  fields,
});

/** The main resource does not set the status; the status subresource sets nothing else. */
function within(fields: FieldSet, { subresource, hasStatus }: Changer): FieldSet {
  if (subresource === "status") {
    return union(onlyPath(fields, ["f:status"]), onlyPath(fields, ["f:metadata"]));
  }
  return hasStatus ? withoutPath(fields, ["f:status"]) : fields;
}
