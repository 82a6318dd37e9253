import { at, entryOf, get, textOf } from "../node.ts";
import { parsed } from "../parsed.ts";
import { listersOf, reachOf } from "../reach.ts";
import { isPatch, isTemplate } from "../standing.ts";
import type { View } from "../view.ts";
import type { Rule } from "./rule.ts";

/** kustomize builds what has a kind and a name; Flux then takes only builds in which all have an apiVersion, too. flux.md §2.3 */
export const apiVersionMissing: Rule = {
  code: "api-version-missing",
  severity: "error",
  title: "Object without an apiVersion",
  explanation:
    "kustomize asks of an object only for its kind and its name, so that one without apiVersion is built like any other. Flux refuses such a build as a whole (`failed to decode Kubernetes apiVersion, kind and name`): the Kustomization fails, and nothing of it is applied. `flux build kustomization` does not show that; it leaves the object out without a word. Add the apiVersion.",
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [settings.yaml]
      #- settings.yaml
      kind: ConfigMap
      #     ^^^^^^^^^ api-version-missing
      metadata: { name: settings, namespace: shop }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [settings.yaml]
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: shop }
    `,
  },
  about: () => false,
  check: () => [],
  *checkText(document, path, view) {
    if (saysVersion(document.text)) return;
    const { root } = parsed(document);
    const kind = entryOf(root, "kind")?.value;
    const word = textOf(kind);
    const name = textOf(at(root, ["metadata", "name"]));
    if (!kind || !word || !name || get(root, "apiVersion") || !isApplied(path, view)) return;
    const versions = view.catalogue.kinds.filter((it) => it.kind === word);
    const only = versions.length === 1 ? versions[0] : undefined;
    const meant = only && (only.group === "" ? only.version : `${only.group}/${only.version}`);
    yield {
      span: kind.span,
      message: `${word} ${name} has no apiVersion, so Flux refuses the whole build.${meant === undefined ? " Add it." : ` Add "apiVersion: ${meant}".`}`,
    };
  },
};

/** Nearly all documents say it in a line of its own, and need not be read again. */
const saysVersion = (text: string): boolean =>
  /^["']?apiVersion["']?\s*:/m.test(text) || !/^["']?kind["']?\s*:/m.test(text);

/** Does a kustomization list the file as a resource, or Flux apply the folder it lies in? */
const isApplied = (path: string, view: View): boolean => {
  if (isPatch(path, view) || isTemplate(path, view)) return false;
  const isResource = view
    .listersOf(path)
    .some(({ reference: { row } }) => row.target.type === "path" && row.target.role === "resource");
  return isResource || (listersOf(path, view).length === 0 && isTaken(path, view));
};

const isTaken = (path: string, view: View): boolean =>
  reachOf({ path }, view).fluxKustomizations.length > 0;
