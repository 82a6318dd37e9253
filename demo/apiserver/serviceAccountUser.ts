import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../server/engine/canary/json.ts";
import type { AccessRule, User } from "./access.ts";
import type { Cluster } from "./cluster.ts";
import { namespaceOf } from "./objects/metadata.ts";
import { storeKey } from "./store.ts";

/** A ServiceAccount as the user that it is to the API server, with the rights that roles and their bindings give it. */
export function serviceAccountUser(cluster: Cluster, namespace: string, name: string): User {
  const { store } = cluster;
  const bindings = (plural: string): readonly JsonObject[] =>
    store
      .list(`${RBAC}/${plural}`)
      .map(([, it]) => it)
      .filter((it) => listOf(it.subjects).some((subject) => isSubject(subject, namespace, name)));
  const rulesOf = (role: Json | undefined, inside: string): readonly JsonObject[] => {
    const kind = stringOf(field(role, "kind"));
    const named = stringOf(field(role, "name"));
    const found =
      kind === "Role"
        ? store.get(`${RBAC}/roles`, storeKey(inside, named))
        : store.get(`${RBAC}/clusterroles`, storeKey("", named));
    if (!found && kind === "ClusterRole" && field(role, "name") === "cluster-admin") return [ALL];
    return listOf(found?.rules).filter(isObject);
  };
  const everywhere = bindings("clusterrolebindings").flatMap((it) =>
    rulesOf(it.roleRef, "").map((rule) => accessRule(rule)),
  );
  const within = bindings("rolebindings").flatMap((it) => {
    const inside = namespaceOf(it);
    return rulesOf(it.roleRef, inside).map((rule) => ({ ...accessRule(rule), namespace: inside }));
  });
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    uid: "",
    groups: [
      "system:serviceaccounts",
      `system:serviceaccounts:${namespace}`,
      "system:authenticated",
    ],
    rules: [...everywhere, ...within],
  };
}

const RBAC = "rbac.authorization.k8s.io";

const ALL: JsonObject = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };

function isSubject(subject: Json, namespace: string, name: string): boolean {
  const kind = field(subject, "kind");
  const named = field(subject, "name");
  if (kind === "ServiceAccount") return named === name && field(subject, "namespace") === namespace;
  return (
    kind === "Group" &&
    (named === "system:serviceaccounts" || named === `system:serviceaccounts:${namespace}`)
  );
}

const accessRule = (rule: JsonObject): AccessRule => ({
  verbs: listOf(rule.verbs).map(stringOf),
  only: {
    groups: listOf(rule.apiGroups).map(stringOf),
    resources: listOf(rule.resources).map(stringOf),
  },
});
