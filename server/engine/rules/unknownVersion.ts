import { KUSTOMIZE } from "../identity.ts";
import { isOpen } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import type { KindInfo, Project } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import { compareVersions, knownKinds } from "./kindInfo.ts";
import type { Finding, Fix, Rule } from "./rule.ts";

/** A version of a Flux or Flagger API that no release has served. flux.md §1.2 */
export const unknownVersion: Rule = {
  code: "unknown-version",
  severity: "error",
  title: "API version that does not exist",
  explanation:
    "No release of Flux 2, flux-operator, Flagger or Kubernetes serves this version of this kind, so the cluster answers that it knows no such kind and refuses the object. Often a version was taken over from another kind: Alert and Provider, for example, have no v1. A version newer than all that are known here is a warning, and so are the APIs of Flux v1, which need its old operators.",
  link: "https://fluxcd.io/flux/components/",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1beta3
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-version
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 1h
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `,
    right: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 1h
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `,
  },
  about: ({ group, version }) =>
    group.endsWith("fluxcd.io") || OURS.test(group) || (isOfKubernetes(group) && version !== ""),
  *check(resource, view) {
    const finding = ofFlux1(resource) ?? unknown(resource, view);
    if (finding) yield { at: ["apiVersion"], ...finding };
  },
};

const OURS = /^(flagger\.app|fluxcd\.controlplane\.io|flux\.weave\.works)$/;

const isOfKubernetes = (group: string): boolean =>
  !group.includes(".") || (group.endsWith(".k8s.io") && group !== KUSTOMIZE);

/** Where the kinds of Flux v1 have gone. */
const FLUX_1: Readonly<Record<string, string>> = {
  "helm.fluxcd.io": "helm.toolkit.fluxcd.io/v2",
  "flux.weave.works": "helm.toolkit.fluxcd.io/v2",
  "source.fluxcd.io": "source.toolkit.fluxcd.io/v1",
  "kustomize.fluxcd.io": "kustomize.toolkit.fluxcd.io/v1",
};

type Said = Omit<Finding, "at">;

function ofFlux1({ group, version, kind }: Resource): Said | undefined {
  const successor = FLUX_1[group];
  if (successor === undefined) return undefined;
  return {
    message: `${group}/${version} of ${kind} is no API of Flux 2, whose controllers never look at it. Its successor is ${successor}, with other fields.`,
    severity: "warning",
  };
}

function unknown(resource: Resource, view: View): Said | undefined {
  const { group, version, kind } = resource;
  const { versions, newest } = knownKinds(view.catalogue);
  const known = newest.get(`${group} ${kind}`);
  if (!known) return elsewhere(resource, [...newest.values()]);
  if (versions.has(`${group}/${version} ${kind}`) || isOpen(version)) return undefined;
  // Those of Kubernetes that are no final versions come and go, and must be switched on.
  if (!PROJECTS.includes(known.project) && /^v\d+(alpha|beta)\d+$/.test(version)) return undefined;
  const written = `${apiVersionOf(group, version)} of ${kind}`;
  const apiVersion = apiVersionOf(group, known.version);
  const isNewer = compareVersions(version, known.version) > 0;
  return {
    message: isNewer
      ? `No release known here has ${written}; the newest is ${apiVersion}.`
      : `There is no ${written}, so the cluster refuses this object. Write ${apiVersion}.`,
    severity: isNewer ? "warning" : "error",
    fixes: [write(resource, apiVersion)],
  };
}

const apiVersionOf = (group: string, version: string): string =>
  group === "" ? version : `${group}/${version}`;

/** A kind that stands in another group of ours: `kind: HelmRepository` under kustomize.toolkit.fluxcd.io. */
function elsewhere(resource: Resource, known: readonly KindInfo[]): Said | undefined {
  const { group, version, kind } = resource;
  const owners = known.filter((it) => it.kind === kind && PROJECTS.includes(it.project));
  const [owner] = owners;
  // A group that is not known at all may be somebody's own.
  if (!owner || owners.length > 1 || !known.some((it) => it.group === group)) return undefined;
  const apiVersion = `${owner.group}/${owner.version}`;
  return {
    message: `${group}/${version} has no kind ${kind}, so the cluster refuses this object. Write ${apiVersion}.`,
    fixes: [write(resource, apiVersion)],
  };
}

const PROJECTS: readonly Project[] = ["flux", "flux-operator", "flagger"];

const write = (resource: Resource, apiVersion: string): Fix =>
  replaceValue(resource, ["apiVersion"], apiVersion, `Change to ${apiVersion}`);
