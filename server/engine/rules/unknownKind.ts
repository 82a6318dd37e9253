import { KUSTOMIZE } from "../identity.ts";
import { nearest } from "../nearest.ts";
import { isOpen } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import type { KindInfo, Project } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import { knownKinds } from "./kindInfo.ts";
import type { Finding, Rule } from "./rule.ts";

/** A kind that its API group does not have, or a group that nearly is the one of the kind. */
export const unknownKind: Rule = {
  code: "unknown-kind",
  severity: "error",
  title: "Kind that does not exist",
  explanation:
    "The cluster knows no such kind in this API group, so it refuses the object, and with it all that is applied together with it. Kinds are compared letter by letter, capitals included: HelmRelease is one, Helmrelease is none. Where the group is the mistake, as in v1 for apps/v1, the right one is offered. Kinds whose CustomResourceDefinition stands in the repository are always known.",
  link: "https://kubernetes.io/docs/reference/using-api/#api-groups",
  examples: {
    wrong: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: Helmrepository
      #     ^^^^^^^^^^^^^^ unknown-kind
      metadata: { name: shop, namespace: apps }
      spec: { url: https://charts.example.com }
    `,
    right: `
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: shop, namespace: apps }
      spec: { url: https://charts.example.com }
    `,
  },
  about: ({ group, kind }) => group !== KUSTOMIZE && !kind.endsWith("List") && !isOpen(kind),
  *check(resource, view) {
    const { versions, newest } = knownKinds(view.catalogue);
    const { group, version, kind } = resource;
    if (versions.has(`${group}/${version} ${kind}`) || newest.has(`${group} ${kind}`)) return;
    const known = [...newest.values()].filter((it) => CLOSED.has(it.project));
    const finding = known.some((it) => it.group === group)
      ? (wrongGroup(resource, known) ?? wrongKind(resource, known))
      : nearGroup(resource, known);
    if (finding && !isDefined(resource, view)) yield finding;
  },
};

/** Projects all of whose kinds are known here. */
const CLOSED: ReadonlySet<Project> = new Set(["flux", "flux-operator", "flagger", "kubernetes"]);

/** A kind of another group: `v1` for a Deployment. Groups of Flux and Flagger are told by `unknown-version`. */
function wrongGroup(resource: Resource, known: readonly KindInfo[]): Finding | undefined {
  const { group, version, kind } = resource;
  const [owner, ...others] = known.filter((it) => it.kind === kind && it.served);
  if (!owner || others.length > 0 || owner.project !== "kubernetes") return undefined;
  const own = group === "" ? version : `${group}/${version}`;
  return {
    at: ["apiVersion"],
    message: `${own} has no kind ${kind}, so the cluster refuses this object. Write ${written(owner)}.`,
    fixes: [write(resource, owner)],
  };
}

function wrongKind(resource: Resource, known: readonly KindInfo[]): Finding | undefined {
  const { group, kind } = resource;
  const own = known.filter((it) => it.group === group);
  const meant = nearest(
    kind,
    own.map((it) => it.kind),
  );
  // Of what is not even near, a newer release may tell.
  if (meant === undefined) return undefined;
  return {
    at: ["kind"],
    message: `${group || "v1"} has no kind ${kind}, so the cluster refuses this object. Did you mean ${meant}?`,
    fixes: [replaceValue(resource, ["kind"], meant, `Change to ${meant}`)],
  };
}

/** `kustomize.toolkit.fluxcd/v1` for `kustomize.toolkit.fluxcd.io/v1`. */
function nearGroup(resource: Resource, known: readonly KindInfo[]): Finding | undefined {
  const { group, version, kind } = resource;
  const owners = known.filter((it) => it.kind === kind && it.group.length > 3 && it.served);
  const owner = owners.find(
    (it) =>
      nearest(group, [it.group]) !== undefined ||
      (group.length > 3 && it.group.startsWith(`${group}.`)),
  );
  if (!owner) return undefined;
  return {
    at: ["apiVersion"],
    message: `${group}/${version} has no kind ${kind}, so the cluster refuses this object. Did you mean ${written(owner)}?`,
    fixes: [write(resource, owner)],
  };
}

/** Does a definition in the workspace make the kind known? */
const isDefined = ({ group }: Resource, view: View): boolean =>
  view
    .ofKind("apiextensions.k8s.io", "CustomResourceDefinition")
    .some((it) => group !== "" && it.name.endsWith(`.${group}`));

const written = ({ group, version }: KindInfo): string =>
  group === "" ? version : `${group}/${version}`;

const write = (resource: Resource, owner: KindInfo) =>
  replaceValue(resource, ["apiVersion"], written(owner), `Change to ${written(owner)}`);
