import { bringersFor } from "../brought.ts";
import { KUSTOMIZE } from "../identity.ts";
import { makesFact } from "../makes.ts";
import { isLeftOut, namespacesOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { namespacesMeant, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import { sharersAmong } from "./flagger/neighboursAmong.ts";
import { nearName } from "./nearName.ts";
import type { Finding, Rule } from "./rule.ts";
import { isSlip } from "./slip.ts";
import { isPassedOver } from "./waitsForAll.ts";

/** What charts and operators make as often as people do: a name alone says nothing, one letter from another does. */
export const misspeltName: Rule = {
  code: "misspelt-name",
  severity: "warning",
  title: "Name that is nearly that of an object beside it",
  explanation:
    "Ingresses and routes name Services, autoscalers name what they scale, bindings name roles and accounts, pods name ConfigMaps, claims and accounts. Many of those are made by charts and operators, so that one which is in no file is common. But where an object of the same kind is applied beside it, into the namespace that is meant, and its name differs by a letter only, that one was meant. Correct the name; if the other object really exists, suppress the finding in that line.",
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
  if (isOfCluster(text) || !isNowhere(view, resource, reference)) return undefined;
  const near = nameBeside(view, resource, reference) ?? releaseBeside(view, resource, reference);
  if (near === undefined) return undefined;
  if (isLeftOut(resource, view) || isPassedOver(resource, reference)) return undefined;
  if (mayComeFromElsewhere(view, resource, reference)) return undefined;
  return {
    at: reference.path,
    message: `No ${kind} "${text}" in this workspace. Unless it comes from elsewhere, ${row.consequence}. Did you mean "${near}", which is applied beside it?`,
    fixes: [replaceName(resource, reference, near)],
  };
}

/** What a build left out is hardly ever spelt like what is here. */
function isNowhere(view: View, resource: Resource, reference: Reference): boolean {
  const found = resolve(view, resource, reference);
  return found.type === "missing" || (found.type === "held" && found.because === "builds");
}

function nameBeside(view: View, from: Resource, reference: Reference): string | undefined {
  const near = nearName(view, from, reference);
  if (!near?.letters || !isSlip(reference.text, near.name)) return undefined;
  return isBeside(view, from, reference, near.name) ? near.name : undefined;
}

/** Most charts call their Service like the release. */
function releaseBeside(view: View, from: Resource, { kind, text }: Reference): string | undefined {
  if (kind !== "Service") return undefined;
  const releases = releasesBeside(view, from).filter((it) => isSlip(text, it.name));
  return releases.length === 1 ? releases[0]?.name : undefined;
}

const releasesBeside = (view: View, from: Resource): readonly Resource[] =>
  bringersFor(from, view).filter((it) => it.kind === "HelmRelease");

/** What every cluster has. */
const isOfCluster = (name: string): boolean => name.startsWith("system:") || BUILT_IN.has(name);

const BUILT_IN: ReadonlySet<string> = new Set([
  ...["default", "kubernetes", "kube-root-ca.crt", "kube-dns"],
  ...["admin", "edit", "view", "cluster-admin"],
]);

/** Is an object of that name surely applied to the same cluster, in a namespace that is meant? */
function isBeside(view: View, from: Resource, reference: Reference, name: string): boolean {
  const { group, kind, row } = reference;
  const isCluster = row.target.type === "object" && row.target.defaultNamespace === "cluster";
  const wanted = namespacesMeant(view, from, reference);
  const isMeant = (it: Resource) =>
    isCluster || wanted === "any" || isIn(namespacesOf(it, view), wanted);
  const named = view.named(group, kind, name);
  if (sharersAmong(from, named, view).some(isMeant)) return true;
  // Where nothing is built, one namespace that is written in both is what belongs together.
  return wanted !== "any" && !from.built
    ? named.some((it) => standingOf(it, view) === "object" && isIn(namespacesOf(it, view), wanted))
    : isGenerated(view, from, reference, name);
}

const isIn = (given: ReadonlySet<string> | undefined, wanted: ReadonlySet<string>): boolean =>
  given !== undefined && given.size > 0 && [...given].every((it) => wanted.has(it));

/** Does a generator of the same build make it? Its name may have got a hash, which Kubernetes' own fields follow. */
const isGenerated = (view: View, from: Resource, { group, kind }: Reference, name: string) =>
  view
    .withFact(makesFact({ group, kind }, name))
    .some(
      (it) =>
        it.group === KUSTOMIZE &&
        from.built !== undefined &&
        view.buildsOf(it.path).includes(from.built.rendering.id),
    );

/** A Helm release of the namespace speaks of that name; or others name it, too, and two do not slip alike. */
function mayComeFromElsewhere(view: View, from: Resource, reference: Reference): boolean {
  const { group, kind, text } = reference;
  const others = view.namersOf(group, kind, text);
  if (others.some((it) => it.resource.document !== from.document)) return true;
  return releasesBeside(view, from).some((it) => it.document.text.includes(text));
}
