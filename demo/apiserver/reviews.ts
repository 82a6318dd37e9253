import { isObject, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { mayAccess, type User } from "./access.ts";
import type { Target } from "./target.ts";

/** Questions about users: they are asked like objects are created, and nothing is kept of them. */
export function review({ kind, user, cluster }: Target, asked: JsonObject): JsonObject | undefined {
  const answer = reviews[kind.kind];
  if (!answer) return undefined;
  const spec = isObject(asked.spec) ? asked.spec : {};
  const status = answer(spec, user, [...cluster.users.values()]);
  return {
    kind: kind.kind,
    apiVersion: `${kind.group}/${kind.version}`,
    metadata: {},
    ...(Object.keys(spec).length > 0 && { spec }),
    status,
  };
}

type Answer = (spec: JsonObject, user: User, users: readonly User[]) => JsonObject;

const allowed = (spec: JsonObject, user: User | undefined): JsonObject => {
  const { resourceAttributes } = spec;
  const it = isObject(resourceAttributes) ? resourceAttributes : {};
  const access = {
    verb: stringOf(it.verb),
    group: stringOf(it.group),
    resource: stringOf(it.resource),
    namespace: stringOf(it.namespace),
  };
  return {
    allowed:
      user !== undefined && (isObject(spec.nonResourceAttributes) || mayAccess(user, access)),
  };
};

const reviews: Readonly<Record<string, Answer>> = {
  SelfSubjectAccessReview: (spec, user) => allowed(spec, user),
  SubjectAccessReview: (spec, _, users) =>
    allowed(
      spec,
      users.find((it) => it.name === spec.user),
    ),
  LocalSubjectAccessReview: (spec, _, users) =>
    allowed(
      spec,
      users.find((it) => it.name === spec.user),
    ),
  SelfSubjectReview: (_, { name, uid, groups }) => ({
    userInfo: { username: name, uid, groups: [...groups, "system:authenticated"] },
  }),
  SelfSubjectRulesReview: (spec, { rules }) => ({
    resourceRules: rules
      .filter((it) => it.namespace === undefined || it.namespace === spec.namespace)
      .map(({ verbs }) => ({ verbs, apiGroups: ["*"], resources: ["*"] })),
    nonResourceRules: [
      { verbs: ["get"], nonResourceURLs: ["/api", "/apis", "/healthz", "/version"] },
    ],
    incomplete: false,
  }),
  TokenReview: () => ({ authenticated: false }),
};
