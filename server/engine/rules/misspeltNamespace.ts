import { FLUX_HELM, FLUX_KUSTOMIZE, KUSTOMIZE } from "../identity.ts";
import type { Path } from "../node.ts";
import { isLeftOut, traitsOf } from "../reach.ts";
import { isOpen, type Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import { replaceValue } from "./fixes.ts";
import type { Rule } from "./rule.ts";
import { isSlip } from "./slip.ts";
import { isPassedOver } from "./waitsForAll.ts";

/** Namespaces are made by many things, but hardly by any that is spelt nearly like one that stands in a file. */
export const misspeltNamespace: Rule = {
  code: "misspelt-namespace",
  severity: "warning",
  title: "Namespace that is nearly another one",
  explanation:
    "What is applied to a namespace that nobody makes is refused, what is looked for there is not found, and what is looked for in a release or source of another namespace waits for ever. Namespaces are often made by charts or by hand, so that one which stands in no file is common; but where nothing else here speaks of it, and its name differs by a letter only from one that does, that one was meant.",
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

function meantBy(text: string, view: View): string | undefined {
  const [meant, ...others] = view.derived(`namespaces near ${text}`, (it) =>
    [...it.derived("names of namespaces", namesIn)].filter((name) => isSlip(text, name)),
  );
  if (meant === undefined || others.length > 0) return undefined;
  // Two do not slip alike. Asked last: this answer is another one after nearly every edit.
  const speakers = view.derived("namespaces spoken of", namespacesIn).get(text);
  return (speakers?.size ?? 0) > 1 ? undefined : meant;
}

/** Those that stand in files, as builds name them, and those that are always there. */
const namesIn = (view: View): ReadonlySet<string> =>
  new Set([
    ...ALWAYS,
    ...view
      .ofKind("", "Namespace")
      .flatMap((it) => [it, ...view.builtFrom(it)].map(({ name }) => name))
      .filter((it) => it !== "" && !isOpen(it)),
  ]);

/** Who speaks of a namespace, of those that decide where things go. */
function namespacesIn(view: View): ReadonlyMap<string, ReadonlySet<YamlDocument>> {
  const out = new Map<string, Set<YamlDocument>>();
  const add = (name: string | undefined, by: YamlDocument) => {
    if (!name || isOpen(name) || name === "any") return;
    out.set(name, (out.get(name) ?? new Set()).add(by));
  };
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
