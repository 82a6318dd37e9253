import { hasDefault } from "../flux/envsubst.ts";
import {
  type Outcome,
  outcomeOf,
  scopesAt,
  usesInDocument,
  type VariableScope,
} from "../flux/variableScopes.ts";
import type { VariableSource } from "../flux/variables.ts";
import type { VariableUse } from "../flux/variableUses.ts";
import { distanceOf, nearest } from "../nearest.ts";
import { type Node, at as nodeAt, startsWith } from "../node.ts";
import { parsed } from "../parsed.ts";
import { nameOfRendering } from "../rendering.ts";
import { resourcesOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import type { Fix, Rule, Severity, TextFinding } from "./rule.ts";

/** Strict since Flux 2.9: flux.md §2.6, K-34 and K-35. */
export const variableUndefined: Rule = {
  code: "variable-undefined",
  severity: "error",
  title: "Variable that nothing sets",
  explanation:
    "A Flux Kustomization with postBuild replaces each variable in all that it applies, scripts and dashboards in ConfigMaps included. Since Flux 2.9 one that no source sets and that has no default fails the whole build; before, or without the gate StrictPostBuildSubstitutions, it becomes an empty text, and this is a warning. Set it under substitute or in a ConfigMap of substituteFrom, write a default as in ${name:=value}, write $${name} where the text itself is meant, or label the object kustomize.toolkit.fluxcd.io/substitute: disabled. Where some source is not in the workspace, which may well set it, this is a hint.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution",
  examples: {
    wrong: `
      #- clusters/prod/flux-system/gotk-sync.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 1m, url: ssh://git@example.com/fleet }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/prod
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/prod/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        postBuild:
          substitute: { CLUSTER: prod }
      #- apps/settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data:
        cluster: \${CLUSTER}
        region: \${REGION}
        #       ^^^^^^^^^ variable-undefined
    `,
    right: `
      #- clusters/prod/flux-system/gotk-sync.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 1m, url: ssh://git@example.com/fleet }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/prod
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/prod/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        postBuild:
          substitute: { CLUSTER: prod }
      #- apps/settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: apps }
      data:
        cluster: \${CLUSTER}
        region: \${REGION:=eu-west-1}
    `,
  },
  about: () => false,
  check: () => [],
  *checkText(document, path, view) {
    if (!document.text.includes("${")) return;
    const hinted = new Set<string>();
    for (const use of usesInDocument(view, path, document)) {
      // A text that cannot be read fails for another reason.
      if (!use.use || hasDefault(use.use)) continue;
      const scopes = scopesAt(view, path, document, use.path);
      for (const finding of findingsFor(use, scopes, { document, path, view })) {
        // What may well be set elsewhere is said once.
        if (finding.severity === "hint" && hinted.has(use.name)) continue;
        if (finding.severity === "hint") hinted.add(use.name);
        yield finding;
      }
    }
  },
};

interface Where {
  readonly document: YamlDocument;
  readonly path: string;
  readonly view: View;
}

/** One for each thing that happens, however many builds it happens in. */
function findingsFor(
  use: VariableUse,
  scopes: readonly VariableScope[],
  where: Where,
): readonly TextFinding[] {
  const bySaying = new Map<string, { severity: Severity; in: VariableScope[] }>();
  for (const scope of scopes) {
    const said = sayingOf(use, scope, where);
    if (!said) continue;
    const known = bySaying.get(said.message) ?? { severity: said.severity, in: [] };
    known.in.push(scope);
    bySaying.set(said.message, known);
  }
  return [...bySaying].map(([message, found]) => {
    const near = nearName(use.name, new Set(found.in.flatMap(namesSet)));
    const meant = near === undefined ? "" : ` Did you mean "${near}"?`;
    const builds =
      found.in.length === scopes.length ? "" : ` (in ${buildsIn(found.in, where.view)})`;
    return {
      span: use.span,
      severity: found.severity,
      message: `${message}${meant}${builds}`,
      fixes: near === undefined ? [] : replacing(use, near, where),
    };
  });
}

/** Names of variables are short words, and short words are all alike. */
function nearName(name: string, names: ReadonlySet<string>): string | undefined {
  const near = nearest(name, names);
  const reach = name.length < 8 ? 1 : 2;
  return near && distanceOf(name.toLowerCase(), near.toLowerCase(), reach) <= reach
    ? near
    : undefined;
}

const namesSet = ({ substitution }: VariableScope): readonly string[] => [
  ...substitution.variables.definitions.keys(),
];

function buildsIn(scopes: readonly VariableScope[], { roots }: View): string {
  const names = [...new Set(scopes.map((it) => nameOfRendering(it.name, roots)))];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return names.slice(0, SHOWN).join("; ") + more;
}

const SHOWN = 3;

interface Saying {
  readonly message: string;
  readonly severity: Severity;
}

function sayingOf(use: VariableUse, scope: VariableScope, where: Where): Saying | undefined {
  const outcome: Outcome = outcomeOf(scope, use.name);
  if (outcome.type === "set" || outcome.type === "off") return undefined;
  const isBuilt = scope.error === undefined;
  if (outcome.type === "unset" && scope.substitution.strict) {
    // What has been built held no such variable.
    if (isBuilt) return undefined;
    const { assumed } = scope.substitution;
    const when = assumed ? "from Flux 2.9 on the build fails" : "the build fails";
    const message = `Nothing sets the variable "${use.name}", and it has no default: ${when}.`;
    return { message, severity: assumed ? "warning" : "error" };
  }
  if (isBuilt && !isPartOf(use, scope, where)) return undefined;
  if (outcome.type === "unset") {
    const message = `Nothing sets the variable "${use.name}", so it becomes an empty text.`;
    return { message, severity: "warning" };
  }
  const sources = outcome.sources.map(nameOfSource).join(" or ");
  const message = `Nothing here sets the variable "${use.name}"; it may come from ${sources}, whose contents are not in this workspace.`;
  return { message, severity: "hint" };
}

const nameOfSource = ({ kind, name }: VariableSource): string => `${kind} "${name}"`;

/** A manifest may be read by a build and yet be no part of what it applies. */
function isPartOf(use: VariableUse, scope: VariableScope, { document, path, view }: Where) {
  const resource = resourcesOf(document, path).find((it) => startsWith(use.path, it.at));
  if (!resource) return true;
  const built = view.builtFrom(resource);
  return built.length === 0 || built.some((it) => it.built?.rendering.id === scope.name.id);
}

/** The value with another name in it, where it is written on one line and without escapes. */
function replacing(use: VariableUse, to: string, { document, path }: Where): readonly Fix[] {
  const node: Node | undefined = nodeAt(parsed(document).root, use.path);
  if (!use.exact || node?.kind !== "scalar" || node.text.includes("\n")) return [];
  const written = document.text.slice(node.span.start, node.span.end);
  const lead = written.indexOf(node.text);
  if (lead < 0) return [];
  const start = use.nameSpan.start - node.span.start - lead;
  const end = start + use.name.length;
  if (node.text.slice(start, end) !== use.name) return [];
  const text = node.text.slice(0, start) + to + node.text.slice(end);
  const resource = { path, document, at: [] };
  return [
    {
      title: `Change to "${to}"`,
      changes: [{ type: "replace", resource, at: use.path, on: "value", text }],
      preferred: true,
    },
  ];
}
