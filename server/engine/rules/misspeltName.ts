import { bringersFor } from "../brought.ts";
import { KUSTOMIZE } from "../identity.ts";
import { makesFact } from "../makes.ts";
import { isLeftOut, listersOf, namespacesOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { namespacesMeant, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import { sharersAmong } from "./flagger/neighboursAmong.ts";
import { namedByOthers } from "./namedByOthers.ts";
import { nearName } from "./nearName.ts";
import { otherKind } from "./otherKind.ts";
import type { Finding, Rule } from "./rule.ts";
import { isSlip } from "./slip.ts";
import { isPassedOver } from "./waitsForAll.ts";

/** What charts and operators make as often as people do: a name alone says nothing, one letter from another does. */
export const misspeltName: Rule = {
  code: "misspelt-name",
  severity: "warning",
  title: "Name that is nearly that of an object beside it",
  explanation:
    "Ingresses and routes name Services, autoscalers name what they scale, bindings name roles and accounts, pods name ConfigMaps, claims and accounts, and so do the values of a HelmRelease. Many of those are made by charts and operators, so that one which is in no file is common. But where an object of the same kind is applied beside it, into the namespace that is meant, or several others say a name in the same field, and it differs by a letter only, that one was meant; so it was where an object of that very name has another kind. Correct the name; if the other object really exists, suppress the finding in that line.",
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop-web, namespace: shop }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        defaultBackend: { service: { name: shpo-web, port: { number: 80 } } }
        #                                  ^^^^^^^^ misspelt-name
    `,
    right: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop-web, namespace: shop }
      spec: { ports: [{ port: 80 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        defaultBackend: { service: { name: shop-web, port: { number: 80 } } }
    `,
  },
  judges: "builds",
  about: (resource) => resource.references.some(isAsked),
  *check(resource, view) {
    for (const reference of resource.references) {
      if (!isAsked(reference) || reference.open || reference.optional) continue;
      const finding = misspelt(view, resource, reference);
      if (finding) yield finding;
    }
  },
};

const isAsked = ({ row }: Reference): boolean => row.code === "misspelt-name";

function misspelt(view: View, resource: Resource, reference: Reference): Finding | undefined {
  const { kind, text, row } = reference;
  if (isOfCluster(text) || !mayBeNowhere(view, resource, reference)) return undefined;
  const other = otherKind(view, resource, reference, row.consequence ?? "", (it) =>
    isSurelyBeside(view, resource, it, text),
  );
  const near = other ? undefined : nearby(view, resource, reference);
  if (!other && !near) return undefined;
  if (isLeftOut(resource, view) || isPassedOver(resource, reference)) return undefined;
  if (other || !near) return other;
  if (mayComeFromElsewhere(view, resource, reference)) return undefined;
  return {
    at: reference.path,
    message: `No ${kind} "${text}" in this workspace. Unless it comes from elsewhere, ${row.consequence}. Did you mean "${near.name}", which ${near.because}?`,
    fixes: [replaceName(resource, reference, near.name)],
  };
}

interface Nearby {
  readonly name: string;
  /** `is applied beside it` */
  readonly because: string;
}

function nearby(view: View, from: Resource, reference: Reference): Nearby | undefined {
  const beside = nameBeside(view, from, reference) ?? releaseBeside(view, from, reference);
  if (beside !== undefined) return { name: beside, because: "is applied beside it" };
  const said = namedByOthers(view, from, reference);
  if (said !== undefined) return { name: said, because: "others name" };
  return isSlip(reference.text, from.name) && isInValues(reference)
    ? { name: from.name, because: "is the name of the release" }
    : roleOfCluster(reference);
}

/** Charts and components that serve many apps call what belongs to one of them like its release. */
const isInValues = ({ row }: Reference): boolean => row.at.startsWith("spec.values.");

function roleOfCluster({ kind, text }: Reference): Nearby | undefined {
  if (kind !== "ClusterRole") return undefined;
  const near = [...ROLES].find((it) => isSlip(text, it));
  return near === undefined ? undefined : { name: near, because: "every cluster has" };
}

/** What a build left out is hardly ever spelt like what is here; nor is the release that values belong to. */
function mayBeNowhere(view: View, resource: Resource, reference: Reference): boolean {
  const found = resolve(view, resource, reference);
  if (found.type === "missing") return true;
  if (found.type !== "held") return false;
  return (
    found.because === "builds" || (isInValues(reference) && isSlip(reference.text, resource.name))
  );
}

function nameBeside(view: View, from: Resource, reference: Reference): string | undefined {
  const near = nearName(view, from, reference);
  if (!near?.letters || !isSlip(reference.text, near.name)) return undefined;
  return isBeside(view, from, reference, near.name) ? near.name : undefined;
}

/** Most charts call their Service and their account like the release. */
function releaseBeside(view: View, from: Resource, { kind, text }: Reference): string | undefined {
  if (kind !== "Service" && kind !== "ServiceAccount") return undefined;
  const releases = releasesBeside(view, from).filter((it) => isSlip(text, it.name));
  return releases.length === 1 ? releases[0]?.name : undefined;
}

const releasesBeside = (view: View, from: Resource): readonly Resource[] =>
  bringersFor(from, view).filter((it) => it.kind === "HelmRelease");

/** What every cluster has. */
const isOfCluster = (name: string): boolean => name.startsWith("system:") || BUILT_IN.has(name);

const ROLES: ReadonlySet<string> = new Set(["admin", "edit", "view", "cluster-admin"]);

const BUILT_IN: ReadonlySet<string> = new Set([
  ...["default", "kubernetes", "kube-root-ca.crt", "kube-dns"],
  ...ROLES,
]);

/**
 * Is an object of that name applied to the same cluster, in a namespace that is meant? What differs by a letter only may
 * belong to the whole cluster where nothing is built.
 */
const isBeside = (view: View, from: Resource, reference: Reference, name: string): boolean =>
  isSurelyBeside(view, from, reference, name) ||
  (!from.built &&
    isOfWholeCluster(reference) &&
    view
      .named(reference.group, reference.kind, name)
      .some((it) => standingOf(it, view) === "object" && !isLeftOut(it, view)));

const isOfWholeCluster = ({ row: { target } }: Reference): boolean =>
  target.type === "object" && target.defaultNamespace === "cluster";

function isSurelyBeside(view: View, from: Resource, reference: Reference, name: string): boolean {
  const { group, kind } = reference;
  const wanted = namespacesMeant(view, from, reference);
  const isMeant = (it: Resource) => wanted === "any" || isIn(namespacesOf(it, view), wanted);
  const named = view.named(group, kind, name);
  if (sharersAmong(from, named, view).some(isMeant)) return true;
  if (isMade(view, from, reference, name, isMeant)) return true;
  // Where nothing is built, one namespace that is written in both is what belongs together.
  return (
    !from.built &&
    wanted !== "any" &&
    named.some((it) => standingOf(it, view) === "object" && isIn(namespacesOf(it, view), wanted))
  );
}

const isIn = (given: ReadonlySet<string> | undefined, wanted: ReadonlySet<string>): boolean =>
  given !== undefined && given.size > 0 && [...given].every((it) => wanted.has(it));

/** Does a generator of the same build make it, or something beside it that has a Secret made? */
function isMade(
  view: View,
  from: Resource,
  reference: Reference,
  name: string,
  isMeant: (it: Resource) => boolean,
): boolean {
  const makers = view.withFact(makesFact(reference, name));
  if (makers.length === 0) return false;
  const others = makers.filter((it) => it.group !== KUSTOMIZE);
  if (sharersAmong(from, others, view).some(isMeant)) return true;
  return makers.some((it) => it.group === KUSTOMIZE && isOfGenerator(view, from, it));
}

/** Is it built by that kustomization file, or listed there? The name may have got a hash, which references follow. */
const isOfGenerator = (view: View, from: Resource, { path }: Resource): boolean =>
  from.built
    ? view.buildsOf(path).includes(from.built.rendering.id)
    : listersOf(from.path, view).some((it) => it.path === path);

/** A Helm release of the namespace speaks of that name; or others name it, too, and two do not slip alike. */
function mayComeFromElsewhere(view: View, from: Resource, reference: Reference): boolean {
  const { group, kind, text } = reference;
  const others = view.namersOf(group, kind, text);
  if (others.some((it) => it.resource.document !== from.document)) return true;
  return releasesBeside(view, from).some(
    (it) => it.document !== from.document && it.document.text.includes(text),
  );
}
