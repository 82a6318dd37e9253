import type { BuiltObject } from "../kustomize/built.ts";
import { idOf } from "../kustomize/id.ts";
import { fieldOf } from "../kustomize/tree.ts";
import { memo } from "../memo.ts";
import { get, itemsOf, type Mapping, type Node, type Scalar } from "../node.ts";
import { resourcesOf, treeOf } from "../resource.ts";
import type { Span } from "../source.ts";
import type { YamlDocument } from "../yaml.ts";

/** Stands for the value of a Secret wherever it would be shown. */
export const REDACTED = "**REDACTED**";

/** The texts whose contents must not be shown, as far as one build knows them. */
export interface Secrets {
  /** Does the value come out of a Secret, or of what a Secret is made from? */
  readonly holds: (node: Node) => boolean;
}

/** What the Secrets among these objects are made from: manifests, generators and the files that those read. */
export function secretsIn(objects: readonly BuiltObject[]): Secrets {
  const spans = new Map<YamlDocument, Span[]>();
  const note = (node: Node | undefined): void => {
    if (node?.kind === "mapping") for (const { value } of node.entries) note(value);
    if (node?.kind !== "scalar" || !node.from) return;
    const known = spans.get(node.from.document);
    if (known) known.push(node.span);
    else spans.set(node.from.document, [node.span]);
    note(node.from.before);
  };
  for (const object of objects) {
    if (isSecret(object)) for (const field of SECRET_FIELDS) note(fieldOf(object.node, field));
  }
  return {
    holds: ({ from, span }) => {
      if (!from) return false;
      const { document, path } = from;
      const inside = (it: Span) => it.start <= span.start && span.end <= it.end;
      return (
        (spans.get(document)?.some(inside) ?? false) || secretSpans(document)(path).some(inside)
      );
    },
  };
}

/** The tree as it may be shown: what a Secret holds is masked, in the Secret and wherever a build has carried it. */
export function redacted(object: BuiltObject, secrets: Secrets): Mapping {
  const masked = withoutSecrets(object.node, secrets) as Mapping;
  if (!isSecret(object)) return masked;
  const entries = masked.entries.map(({ key, value }) => {
    // Its keys are no secret, though they may stand on one line with the value.
    if (SECRET_FIELDS.includes(key.text)) {
      return { key, value: hidden(fieldOf(object.node, key.text)) };
    }
    return key.text === "metadata" ? { key, value: withoutCopy(value) } : { key, value };
  });
  return { ...masked, entries };
}

export function isSecret(object: BuiltObject): boolean {
  const { group, kind } = idOf(object);
  return group === "" && kind === "Secret";
}

/** Where a Secret keeps its values. */
export const SECRET_FIELDS: readonly string[] = ["data", "stringData"];

function withoutSecrets(node: Node, secrets: Secrets): Node {
  switch (node.kind) {
    case "alias":
      return node;
    case "scalar":
      return secrets.holds(node) ? mask(node) : node;
    case "sequence": {
      const items = node.items.map((it) => it && withoutSecrets(it, secrets));
      return items.every((it, index) => it === node.items[index]) ? node : { ...node, items };
    }
    case "mapping": {
      const entries = node.entries.map((it, index) => {
        const key = secrets.holds(it.key) ? maskedKey(it.key, index) : it.key;
        const value = it.value && withoutSecrets(it.value, secrets);
        return key === it.key && value === it.value ? it : { key, value };
      });
      return entries.every((it, index) => it === node.entries[index]) ? node : { ...node, entries };
    }
  }
}

function hidden(node: Node | undefined): Node | undefined {
  if (node?.kind === "scalar") return mask(node);
  if (node?.kind === "sequence") return { ...node, items: node.items.map(hidden) };
  if (node?.kind !== "mapping") return node;
  return {
    ...node,
    entries: node.entries.map(({ key, value }) => ({ key, value: hidden(value) })),
  };
}

/** kubectl leaves a copy of the whole object in an annotation. */
function withoutCopy(metadata: Node | undefined): Node | undefined {
  const annotations = fieldOf(metadata, "annotations");
  if (metadata?.kind !== "mapping" || annotations?.kind !== "mapping") return metadata;
  const cleaned = annotations.entries.map(({ key, value }) =>
    key.text === LAST_APPLIED ? { key, value: hidden(value) } : { key, value },
  );
  const value = { ...annotations, entries: cleaned };
  return {
    ...metadata,
    entries: metadata.entries.map((it) =>
      it.key.text === "annotations" ? { key: it.key, value } : it,
    ),
  };
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function mask({ span, from }: Scalar): Scalar {
  const shown = { kind: "scalar", span, style: "double", text: REDACTED, value: REDACTED } as const;
  return from ? { ...shown, from } : shown;
}

/** No two keys of a map are alike. */
function maskedKey(key: Scalar, index: number): Scalar {
  const text = `${REDACTED} (key ${index + 1})`;
  return { ...mask(key), text, value: text };
}

/** The parts of a text that hold what Secrets hold; by path, because that decides what a kustomization file is. */
const secretSpans = memo((document: YamlDocument) => {
  let found: readonly Span[] | undefined;
  return (path: string): readonly Span[] => {
    found ??= document.text.includes("ecret") ? readSpans(document, path) : [];
    return found;
  };
});

const readSpans = (document: YamlDocument, path: string): readonly Span[] =>
  resourcesOf(document, path).flatMap((resource) => {
    const tree = treeOf(resource);
    const secret = resource.group === "" && resource.kind === "Secret";
    const parts = secret
      ? SECRET_FIELDS.map((it) => get(tree, it))
      : itemsOf(get(tree, "secretGenerator")).map((it) => get(it, "literals"));
    return parts.flatMap(valueSpans);
  });

const valueSpans = (node: Node | undefined): readonly Span[] => {
  if (node?.kind === "mapping") return node.entries.flatMap(({ value }) => valueSpans(value));
  if (node?.kind === "sequence") return node.items.flatMap(valueSpans);
  return node ? [node.span] : [];
};
