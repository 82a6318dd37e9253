import { KUSTOMIZE } from "../identity.ts";
import { memo } from "../memo.ts";
import { nearest } from "../nearest.ts";
import { at, get, type Path, textOf } from "../node.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { SchemaCatalogue } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import { type KindFault, kindFault } from "./kindFault.ts";
import { type KindPlace, kindPlacesOf } from "./kindPlaces.ts";
import { pathsOf } from "./pathsOf.ts";
import type { Finding, Rule } from "./rule.ts";
import { waitsForAll } from "./waitsForAll.ts";

/** Kinds that fields name, and those of objects whose schema is not known. */
export const misspeltKind: Rule = {
  code: "misspelt-kind",
  severity: "warning",
  title: "Kind, group or version that nearly exists",
  explanation:
    "A health check of a kind that no API server has never succeeds: the Kustomization waits for its whole timeout and fails. A patch whose target names such a kind selects nothing and is dropped without a word, an autoscaler finds nothing to scale, and an object whose own group or kind is misspelt is refused. Kinds, groups and versions are compared letter by letter. This is said only where a kind that is known is a letter or two away, or no release of Flux, Flagger or Kubernetes has had the version.",
  link: "https://kubernetes.io/docs/reference/using-api/#api-groups",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: ingress, namespace: flux-system }
      spec:
        interval: 1h
        path: ./ingress
        prune: true
        sourceRef: { kind: OCIRepository, name: fleet }
        healthChecks:
          - apiVersion: apps/v1
            kind: Deploymnet
            #     ^^^^^^^^^^ misspelt-kind
            name: ingress
            namespace: ingress
    `,
    right: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: ingress, namespace: flux-system }
      spec:
        interval: 1h
        path: ./ingress
        prune: true
        sourceRef: { kind: OCIRepository, name: fleet }
        healthChecks:
          - apiVersion: apps/v1
            kind: Deployment
            name: ingress
            namespace: ingress
    `,
  },
  about: (resource) => isForeign(resource) || kindPlacesOf(resource).length > 0,
  *check(resource, view) {
    if (isForeign(resource)) {
      const finding = ofObject(resource, view);
      if (finding) yield finding;
    }
    for (const place of kindPlacesOf(resource)) {
      if (place.owner.group === KUSTOMIZE && isToldByBuild(resource, view)) continue;
      if (place.at === "spec.healthChecks[]" && waitsForAll(resource)) continue;
      for (const path of pathsOf(treeOf(resource), place.at)) {
        const finding = ofField(resource, place, path, view);
        if (finding) yield finding;
      }
    }
  },
};

/** A build has found that nothing is selected. */
const isToldByBuild = ({ document }: Resource, view: View): boolean =>
  view.remarksOn(document).some(({ note }) => /^(patch|replacement)-without/.test(note.code));

/** Other rules tell those of the projects whose kinds are all known. */
const isForeign = ({ group, kind }: Resource): boolean =>
  group.includes(".") && group !== KUSTOMIZE && !kind.endsWith("List") && !isOpen(kind);

function ofObject(resource: Resource, view: View): Finding | undefined {
  const { group, kind } = resource;
  if (closedGroups(view.catalogue).has(group)) return undefined;
  const fault = kindFault(view, { kind, group, version: undefined });
  if (!fault || fault.part === "version") return undefined;
  const isGroup = fault.part === "group";
  // A known kind in a group of nearly that name is told by unknown-kind.
  if (isGroup && view.catalogue.kinds.some((it) => it.group === fault.meant)) return undefined;
  const place = [isGroup ? "apiVersion" : "kind"];
  const meant = isGroup ? `${fault.meant}/${resource.version}` : fault.meant;
  return {
    at: place,
    message: `${group} has no kind ${kind} that is known, so the cluster probably refuses this object. Did you mean ${meant}?`,
    fixes: [replaceValue(resource, place, meant, `Change to ${meant}`)],
  };
}

/** Groups all of whose kinds are known. */
const closedGroups: (catalogue: SchemaCatalogue) => ReadonlySet<string> = memo(
  ({ kinds }) => new Set(kinds.filter((it) => CLOSED.has(it.project)).map((it) => it.group)),
);

const CLOSED: ReadonlySet<string> = new Set(["flux", "flux-operator", "flagger", "kubernetes"]);

function ofField(
  resource: Resource,
  { among, pattern, consequence }: KindPlace,
  path: Path,
  view: View,
): Finding | undefined {
  const node = at(treeOf(resource), path);
  const said = textOf(get(node, "kind"));
  if (!said || isOpen(said)) return undefined;
  if (among) {
    const meant = among.includes(said) ? undefined : nearest(said, among);
    return meant === undefined
      ? undefined
      : told(resource, [...path, "kind"], said, meant, meant, consequence);
  }
  const group = groupAt(node);
  if ([group.group, group.version].some((it) => it !== undefined && !isPlain(it))) return undefined;
  for (const kind of pattern ? wordsOf(said) : [said]) {
    const fault = kindFault(view, { kind, ...group });
    if (fault) return ofFault(resource, path, fault, kind, said, group, consequence);
  }
  return undefined;
}

interface SaidGroup {
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly isWhole: boolean;
}

function groupAt(node: ReturnType<typeof get>): SaidGroup {
  const apiVersion = textOf(get(node, "apiVersion"));
  if (!apiVersion) {
    const [group, version] = [textOf(get(node, "group")), textOf(get(node, "version"))];
    return { group: group || undefined, version: version || undefined, isWhole: false };
  }
  const cut = apiVersion.indexOf("/");
  return {
    group: apiVersion.slice(0, Math.max(cut, 0)),
    version: apiVersion.slice(cut + 1),
    isWhole: true,
  };
}

const isPlain = (text: string): boolean => /^[\w.-]*$/.test(text);

/** The kinds of `Deployment`, `A|B` and `(A|B)`; none of any other expression. */
function wordsOf(pattern: string): readonly string[] {
  const words = pattern
    .replace(/^\^?\(?/, "")
    .replace(/\)?\$?$/, "")
    .split("|");
  return words.every((it) => /^\w+$/.test(it)) ? words : [];
}

function ofFault(
  resource: Resource,
  path: Path,
  { part, meant }: KindFault,
  kind: string,
  said: string,
  { group, version, isWhole }: SaidGroup,
  consequence: string,
): Finding {
  if (part === "kind") {
    const right = said.replace(kind, meant);
    return told(resource, [...path, "kind"], kind, meant, right, consequence);
  }
  const field = isWhole ? "apiVersion" : part;
  const [newGroup, newVersion] = part === "group" ? [meant, version] : [group, meant];
  const whole = newGroup ? `${newGroup}/${newVersion}` : `${newVersion}`;
  const own = group ? `${group}${version === undefined ? "" : `/${version}`}` : `${version}`;
  return told(
    resource,
    [...path, field],
    `${own} ${kind}`,
    isWhole ? whole : meant,
    isWhole ? whole : meant,
    consequence,
  );
}

const told = (
  resource: Resource,
  place: Path,
  said: string,
  meant: string,
  written: string,
  consequence: string,
): Finding => ({
  at: place,
  message: `No API is known that has ${said}, so ${consequence}. Did you mean ${meant}?`,
  fixes: [replaceValue(resource, place, written, `Change to ${meant}`)],
});
