import { fluxMinors } from "../fluxVersions.ts";
import { isLeftOut } from "../reach.ts";
import type { Resource } from "../resource.ts";
import type { KindInfo, Project } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { knownKinds } from "./kindInfo.ts";
import { migration } from "./migrate/migration.ts";
import type { Finding, Rule, Severity } from "./rule.ts";

/**
 * An API version that a release has removed cannot be applied: `no matches for kind`. One that is only deprecated
 * still is, until the next upgrade but one. flux.md §1.2, §1.3
 *
 * https://fluxcd.io/flux/releases/
 */
export const deprecatedVersion: Rule = {
  code: "deprecated-version",
  severity: "warning",
  title: "API version that is deprecated or gone",
  explanation:
    "Newer releases replace the versions of an API and later remove the old ones. After the removal the cluster refuses the object, and with it everything that its Kustomization applies. It is an error where no installed release has the version any more: those that gotk-components.yaml or a FluxInstance names, or else the newest one; before that a warning. Where all fields can be carried over, the fix does so.",
  link: "https://fluxcd.io/flux/releases/",
  examples: {
    wrong: `
      apiVersion: helm.toolkit.fluxcd.io/v2beta2
      #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ deprecated-version
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chart:
          spec:
            chart: web
            sourceRef: { kind: HelmRepository, name: web }
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: web, namespace: web }
      spec: { url: https://charts.example.com }
    `,
    right: `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: web, namespace: web }
      spec:
        interval: 1h
        chart:
          spec:
            chart: web
            sourceRef: { kind: HelmRepository, name: web }
      #- source.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: web, namespace: web }
      spec: { url: https://charts.example.com }
    `,
  },
  // Which versions are old, only the catalogue knows.
  about: ({ version }) => version !== "",
  *check(resource, view) {
    const { group, version, kind } = resource;
    const info = knownKinds(view.catalogue).versions.get(`${group}/${version} ${kind}`);
    if (!info || (info.served && info.deprecatedSince === undefined)) return;
    const age = ageOf(info, view);
    if (!age) return;
    // What nothing applies does no harm until somebody takes it up.
    if (!isLeftOut(resource, view)) yield outdated(resource, info, age, view);
    else if (age.severity === "error") {
      yield { ...outdated(resource, info, age, view), severity: "information" };
    }
  },
};

interface Age {
  readonly severity: Severity;
  /** What happened, or will. */
  readonly says: (apiVersion: string) => string;
}

function ageOf(info: KindInfo, view: View): Age | undefined {
  const { removedIn, deprecatedSince } = info;
  const project = PROJECTS[info.project];
  const minors = info.project === "flux" ? fluxMinors(view) : [];
  const removed = removedIn === undefined ? undefined : minorOf(removedIn);
  const serving = minors.filter((it) => removed === undefined || it < removed);
  const isGone = minors.length === 0 ? !info.served : serving.length === 0;
  if (isGone) {
    const from = removedIn === undefined ? `In ${project}` : `From ${project} ${removedIn} on`;
    // Which Flux is installed is not known, and one that is still supported may serve it.
    const mayBeServed =
      minors.length === 0 && info.project === "flux" && OLDEST_FLUX < (removed ?? 0);
    return {
      severity: mayBeServed ? "warning" : "error",
      says: (it) => `${from} there is no ${it} of ${info.kind}, so the cluster refuses this object`,
    };
  }
  if (deprecatedSince === undefined && removedIn === undefined) return undefined;
  const deprecated = minorOf(deprecatedSince ?? removedIn ?? "");
  if (minors.length > 0 && minors.every((it) => it < deprecated)) return undefined;
  const since = deprecatedSince === undefined ? "" : ` since ${project} ${deprecatedSince}`;
  const until = removedIn === undefined ? "" : ` and gone in ${project} ${removedIn}`;
  return {
    severity: "warning",
    says: (it) => `${it} of ${info.kind} is deprecated${since}${until}`,
  };
}

/** The minor of the oldest release of Flux that is still supported (flux.md §1.1). */
const OLDEST_FLUX = 7;

/** `8` of 2.8: all that is compared is of one major release. */
const minorOf = (release: string): number => Number(release.split(".")[1] ?? 0);

const PROJECTS: Readonly<Record<Project, string>> = {
  flux: "Flux",
  "flux-operator": "flux-operator",
  flagger: "Flagger",
  kustomize: "kustomize",
  "gateway-api": "Gateway API",
  smi: "SMI",
  kubernetes: "Kubernetes",
};

function outdated(resource: Resource, info: KindInfo, age: Age, view: View): Finding {
  const said = age.says(info.group === "" ? info.version : `${info.group}/${info.version}`);
  const { replacedBy } = info;
  const common = { at: ["apiVersion"], severity: age.severity };
  if (replacedBy === undefined) return { ...common, message: `${said}. Nothing replaces it.` };
  const { changes, says } = migration(view, resource, replacedBy);
  const moves = says.length > 0 ? `; ${says.join("; ")}` : "";
  const more = changes || says.length > 0 ? moves : "; other fields change as well";
  return {
    ...common,
    message: `${said}. Write ${replacedBy}${more}.`,
    ...(age.severity === "warning" ? { tag: "deprecated" as const } : {}),
    fixes: changes
      ? [
          {
            title: `Change to ${replacedBy}${moves && " with its fields"}`,
            changes,
            preferred: true,
          },
        ]
      : [],
  };
}
