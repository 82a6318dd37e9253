/** Who may do what. */
export interface User {
  readonly name: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly rules: readonly AccessRule[];
}

export interface AccessRule {
  /** `["*"]`: all. */
  readonly verbs: readonly string[];
  /** Resources that are left out. */
  readonly except?: readonly string[];
  /** Absent: in all namespaces, and what has none. */
  readonly namespace?: string;
  /** Only these resources of these groups, `*` standing for all of them; absent: all there are. */
  readonly only?: { readonly groups: readonly string[]; readonly resources: readonly string[] };
}

/** What a request is about. */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
}

export function mayAccess(user: User, { verb, group, resource, namespace }: Access): boolean {
  return user.rules.some(
    (rule) =>
      (rule.verbs.includes("*") || rule.verbs.includes(verb)) &&
      !rule.except?.includes(resource.split("/")[0] ?? "") &&
      (!rule.only || (holds(rule.only.groups, group) && holds(rule.only.resources, resource))) &&
      (rule.namespace === undefined || rule.namespace === namespace),
  );
}

const holds = (names: readonly string[], name: string): boolean =>
  names.includes("*") || names.includes(name);

const reading = ["get", "list", "watch"];

/** The users that a demo cluster knows: everything; reads all but Secrets; everything in one namespace. */
export const users = {
  admin: { name: "admin", uid: "1", groups: ["system:masters"], rules: [{ verbs: ["*"] }] },
  viewer: {
    name: "viewer",
    uid: "2",
    groups: ["viewers"],
    rules: [{ verbs: reading, except: ["secrets"] }],
  },
  tenant: (namespace: string): User => ({
    name: "tenant",
    uid: "3",
    groups: ["tenants"],
    rules: [{ verbs: ["*"], namespace }],
  }),
} satisfies Record<string, User | ((namespace: string) => User)>;
