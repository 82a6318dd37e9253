import type { KeyTarget, KindName, ObjectTarget, PathTarget, ReferenceRow } from "./row.ts";

/** Short ways to write rows of the table, so that the table reads as one. */

type ObjectDetails = Partial<Omit<ObjectTarget, "type" | "kinds">> &
  Pick<Partial<ReferenceRow>, "missing" | "code" | "optionalField" | "consequence">;

/** A mapping with a `name`; `silent` in its own namespace unless told otherwise. */
export function object(
  owner: KindName,
  at: string,
  kinds: readonly KindName[],
  { missing = "silent", code, optionalField, consequence, ...target }: ObjectDetails = {},
): ReferenceRow {
  return {
    owner,
    at,
    target: { type: "object", kinds, nameField: "name", defaultNamespace: "own", ...target },
    missing,
    ...(code === undefined ? {} : { code }),
    ...(optionalField === undefined ? {} : { optionalField }),
    ...(consequence === undefined ? {} : { consequence }),
  };
}

/** A scalar that is the name. */
export function name(
  owner: KindName,
  at: string,
  kind: KindName,
  more: Pick<ObjectDetails, "defaultNamespace" | "missing" | "code" | "consequence"> = {},
): ReferenceRow {
  const { target, ...row } = object(owner, at, [kind], more);
  const { nameField: _, ...scalar } = target as ObjectTarget;
  return { ...row, target: scalar };
}

export const SECRET: KindName = { group: "", kind: "Secret" };
export const CONFIG_MAP: KindName = { group: "", kind: "ConfigMap" };
const SERVICE_ACCOUNT: KindName = { group: "", kind: "ServiceAccount" };
const NAMESPACE: KindName = { group: "", kind: "Namespace" };

/** Secrets are mostly made by hand or by an operator; said only of those whose name is nearly right. */
export const secret = (owner: KindName, at: string, more: ObjectDetails = {}): ReferenceRow =>
  object(owner, at, [SECRET], { missing: "near", code: "secret-missing", ...more });

export const secretName = (owner: KindName, at: string): ReferenceRow =>
  name(owner, at, SECRET, { missing: "near", code: "secret-missing" });

/** Said of those alone that are spelt like one beside them. */
export const slip = (consequence: string) =>
  ({ missing: "slip", code: "misspelt-name", consequence }) as const;

export const serviceAccount = (
  owner: KindName,
  at: string,
  consequence = "this object is granted nothing",
): ReferenceRow => name(owner, at, SERVICE_ACCOUNT, slip(consequence));

export const namespace = (owner: KindName, at: string): ReferenceRow =>
  name(owner, at, NAMESPACE, { defaultNamespace: "cluster" });

/** A key of the object that the mapping at `at` names. */
export function key(
  owner: KindName,
  at: string,
  kinds: readonly KindName[],
  more: Partial<Omit<KeyTarget, "type" | "kinds">> = {},
  row: Pick<Partial<ReferenceRow>, "missing" | "code" | "optionalField"> = {},
): ReferenceRow {
  return {
    owner,
    at,
    target: { type: "key", kinds, keyField: "key", nameField: "name", ...more },
    missing: "silent",
    ...row,
  };
}

export function path(
  owner: KindName,
  at: string,
  target: Omit<PathTarget, "type">,
  row: Pick<ReferenceRow, "missing" | "code">,
): ReferenceRow {
  return { owner, at, target: { type: "path", ...target }, ...row };
}
