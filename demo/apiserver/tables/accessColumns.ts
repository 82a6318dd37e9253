import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { column, columns, type TableColumn } from "./column.ts";

const { text, wide } = column;

const subjects = (it: JsonObject, kind: string): string =>
  listOf(it.subjects)
    .filter(isObject)
    .filter((subject) => subject.kind === kind)
    .map(({ name, namespace }) =>
      kind === "ServiceAccount" ? `${stringOf(namespace)}/${stringOf(name)}` : stringOf(name),
    )
    .join(", ");

const binding: readonly TableColumn[] = [
  text(
    "Role",
    (it) => `${stringOf(field(it, "roleRef", "kind"))}/${stringOf(field(it, "roleRef", "name"))}`,
  ),
  columns.age,
  wide(text("Users", (it) => subjects(it, "User"))),
  wide(text("Groups", (it) => subjects(it, "Group"))),
  wide(text("ServiceAccounts", (it) => subjects(it, "ServiceAccount"))),
];

const webhooks = [
  text("Webhooks", (it) => listOf(it.webhooks).length, "integer"),
  columns.age,
] as const;

/** Who may do what, and who is asked before something is done. */
export const accessColumns: Readonly<Record<string, readonly TableColumn[]>> = {
  serviceaccounts: [columns.age],
  roles: [columns.createdAt],
  clusterroles: [columns.createdAt],
  rolebindings: binding,
  clusterrolebindings: binding,
  mutatingwebhookconfigurations: webhooks,
  validatingwebhookconfigurations: webhooks,
};
