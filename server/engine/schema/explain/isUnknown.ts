import { mappingOf, type Node, resolved, scalarOf } from "../../node.ts";

/**
 * A text that something fills in before the API server sees it: Flux' `${var}`, Go templates, Jinja, makejinja,
 * flux-operator's `<< >>`, kustomize's `$(VAR)`; and what SOPS has encrypted.
 */
export const isPlaceholder = (text: string): boolean =>
  /\$\{|\{\{|\{%|#\{.*\}#|<<.*>>|^\$\(.*\)$|^ENC\[/.test(text);

/** Is this a value of which nothing can be said? */
export const isUnknown = (node: Node | undefined): boolean => {
  if (node?.kind === "alias" && !resolved(node)) return true;
  const scalar = scalarOf(node);
  return scalar !== undefined && isPlaceholder(scalar.text);
};

/** May this mapping get fields that are not written here? */
export const hasUnknownFields = (node: Node | undefined): boolean =>
  mappingOf(node)?.entries.some(
    ({ key, value }) => isPlaceholder(key.text) || (key.text === "<<" && !resolved(value)),
  ) ?? false;
