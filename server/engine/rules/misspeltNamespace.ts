import { FLUX_HELM, FLUX_KUSTOMIZE, KUSTOMIZE } from "../identity.ts";
import type { Path } from "../node.ts";
import { isLeftOut, traitsOf } from "../reach.ts";
import { isOpen, type Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import { replaceValue } from "./fixes.ts";
import type { Finding, Rule } from "./rule.ts";
import { isSlip } from "./slip.ts";
import { isPassedOver } from "./waitsForAll.ts";

/** Namespaces are made by many things, but hardly by any that is spelt nearly like another. */
export const misspeltNamespace: Rule = {
  code: "misspelt-namespace",
  severity: "warning",
  title: "Namespace that is nearly another one",
  explanation:
    "What is applied to a namespace that nobody makes is refused, what is looked for there is not found, and what is looked for in a release or source of another namespace waits for ever. Namespaces are often made by charts or by hand, so that one which stands in no file is common; but where nothing else here speaks of it, and its name differs by a letter only from one that is made or used, that one was meant.",
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Namespace
      metadata: { name: payments }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: shop, namespace: flux-system }
      spec:
        interval: 1h
        targetNamespace: paymetns
        #                ^^^^^^^^ misspelt-namespace
        chartRef: { kind: OCIRepository, name: shop }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: shop, namespace: flux-system }
      spec: { interval: 1h, url: "oci://registry.example.com/shop", ref: { semver: 1.x } }
    `,
    right: `
      apiVersion: v1
      kind: Namespace
      metadata: { name: payments }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: shop, namespace: flux-system }
      spec:
        interval: 1h
        targetNamespace: payments
        chartRef: { kind: OCIRepository, name: shop }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: OCIRepository
      metadata: { name: shop, namespace: flux-system }
      spec: { interval: 1h, url: "oci://registry.example.com/shop", ref: { semver: 1.x } }
    `,
  },
  judges: "builds",
  about: () => true,
  *check(resource, view) {
    if (resource.group === "" && resource.kind === "Namespace") {
      const finding = ofNamespace(resource, view);
      if (finding && !isLeftOut(resource, view)) yield finding;
    }
    for (const { text, at } of mentionsIn(resource)) {
      const meant = isKnown(text, view) ? undefined : meantBy(text, view);
      if (meant === undefined || isLeftOut(resource, view)) continue;
      yield {
        at,
        message: `Nothing else here speaks of a namespace "${text}". Unless it is made elsewhere, what is meant for it is refused or not found. Did you mean "${meant}"?`,
        fixes: [replaceValue(resource, at, meant, `Replace with "${meant}"`)],
      };
    }
  },
};

/** A Namespace of which nobody speaks, where one that several speak of is made by nothing. */
function ofNamespace(resource: Resource, view: View): Finding | undefined {
  const { name } = resource;
  if (name === "" || isOpen(name) || ALWAYS.includes(name)) return undefined;
  const spoken = view.derived("namespaces spoken of", namespacesIn);
  const by = [...(spoken.get(name) ?? [])].filter((it) => it !== resource.document && it !== MADE);
  if (by.length > 0) return undefined;
  const near = view.derived("namespaces that nothing makes", unmadeIn);
  const [meant, ...others] = near.filter((it) => isSlip(name, it));
  if (meant === undefined || others.length > 0) return undefined;
  const at = ["metadata", "name"];
  return {
    at,
    message: `Nothing else here speaks of a namespace "${name}", and nothing makes "${meant}", of which others speak. Did you mean that?`,
    fixes: [replaceValue(resource, at, meant, `Replace with "${meant}"`)],
  };
}

/** Several speak of them, and they stand in no file. */
const unmadeIn = (view: View): readonly string[] =>
  [...view.derived("namespaces spoken of", namespacesIn)]
    .filter(([name, by]) => by.size > 1 && !isKnown(name, view))
    .map(([name]) => name);

const MADE = "made";

interface Mention {
  readonly text: string;
  readonly at: Path;
}

/** The namespaces that an object speaks of. Its own counts where it is applied, as what builds it may change that. */
function mentionsIn(resource: Resource): readonly Mention[] {
  const { group, namespace, built } = resource;
  const own = built || isOfFlux(resource) ? namespace : undefined;
  const given = group === KUSTOMIZE ? traitsOf(resource).namespace : undefined;
  return [
    ...(own ? [{ text: own, at: ["metadata", "namespace"] }] : []),
    ...(given && given !== "any" ? [{ text: given, at: ["namespace"] }] : []),
    ...resource.references.flatMap((it) => mentionOf(resource, it)),
  ].filter((it) => !isOpen(it.text));
}

const isOfFlux = ({ group }: Resource): boolean => group === FLUX_KUSTOMIZE || group === FLUX_HELM;

function mentionOf(resource: Resource, reference: Reference): readonly Mention[] {
  const { row, path, text, namespace } = reference;
  if (row.target.type !== "object" || isPassedOver(resource, reference)) return [];
  if (isNamespace(reference)) return [{ text, at: path }];
  const field = row.target.namespaceField;
  // Of what must be there, the rule of the reference tells that it is not.
  const isTold = row.missing === "error" || row.missing === "warning" || row.target.pattern;
  if (field === undefined || namespace === undefined || isTold) return [];
  return [{ text: namespace, at: [...path.slice(0, -1), field] }];
}

const isNamespace = ({ row: { target } }: Reference): boolean =>
  target.type === "object" && target.kinds[0]?.kind === "Namespace";

const isKnown = (text: string, view: View): boolean =>
  ALWAYS.includes(text) ||
  view.named("", "Namespace", text).length > 0 ||
  view.builtNamed("", "Namespace", text).length > 0;

/** What every cluster of Flux has. */
const ALWAYS: readonly string[] = ["default", "flux-system", "kube-system", "kube-public"];

const meantBy = (text: string, view: View): string | undefined =>
  view.derived(`namespace near ${text}`, (it) => {
    const spoken = it.derived("namespaces spoken of", namespacesIn);
    // Two do not slip alike.
    if ((spoken.get(text)?.size ?? 0) > 1) return undefined;
    const near = [...spoken].filter(([name, by]) => by.size > 1 && isSlip(text, name));
    return near.length === 1 ? near[0]?.[0] : undefined;
  });

/** Who speaks of a namespace, of those that decide where things go; what makes one counts for several. */
function namespacesIn(view: View): ReadonlyMap<string, ReadonlySet<YamlDocument | string>> {
  const out = new Map<string, Set<YamlDocument | string>>();
  const add = (name: string | undefined, ...by: readonly (YamlDocument | string)[]) => {
    if (!name || isOpen(name) || name === "any") return;
    const known = out.get(name) ?? new Set();
    for (const it of by) known.add(it);
    out.set(name, known);
  };
  for (const it of ALWAYS) add(it, "every", "cluster");
  for (const it of view.ofKind("", "Namespace")) {
    if (standingOf(it, view) !== "object") continue;
    for (const { name } of [it, ...view.builtFrom(it)]) add(name, it.document, MADE);
  }
  for (const it of view.ofKind(KUSTOMIZE, "Kustomization")) {
    add(traitsOf(it).namespace, it.document);
  }
  for (const [group, kind] of DECIDING) {
    for (const it of view.ofKind(group, kind)) {
      add(it.namespace, it.document);
      for (const { text } of it.references.filter(isNamespace)) add(text, it.document);
    }
  }
  return out;
}

const DECIDING: readonly (readonly [group: string, kind: string])[] = [
  [FLUX_KUSTOMIZE, "Kustomization"],
  [FLUX_HELM, "HelmRelease"],
];
