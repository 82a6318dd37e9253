import type { Location } from "./locate.ts";
import { memo } from "./memo.ts";
import type { Alias, Node } from "./node.ts";
import { parsed } from "./parsed.ts";
import { type Span, spanOf, touches } from "./source.ts";
import type { WorkspaceFile } from "./workspace.ts";
import type { YamlDocument } from "./yaml.ts";

/** `&name`, and the node that bears it. */
export interface Anchor {
  readonly name: string;
  readonly node: Node;
  /** The name without its mark, counted from the start of the document. */
  readonly span: Span;
}

/** An anchor and the document that it stands in. */
export interface PlacedAnchor {
  readonly document: YamlDocument;
  readonly anchor: Anchor;
}

/** Anchors and aliases of one document, in the order of the text. */
export interface Anchoring {
  readonly anchors: readonly Anchor[];
  readonly aliases: readonly Alias[];
}

/** Everything in a document that is anchored or an alias. */
export function anchoringOf(document: YamlDocument): Anchoring {
  const { root } = parsed(document);
  return root ? inTree(root)(document.text) : { anchors: [], aliases: [] };
}

/** Kept with the tree, and forgotten with it. */
const inTree = memo((root: Node) => {
  let found: Anchoring | undefined;
  return (text: string) => {
    found ??= collect(root, text);
    return found;
  };
});

function collect(root: Node, text: string): Anchoring {
  const anchors: Anchor[] = [];
  const aliases: Alias[] = [];
  const visit = (node: Node | undefined) => {
    if (!node) return;
    if (node.kind === "alias") {
      aliases.push(node);
      return;
    }
    const span =
      node.anchor === undefined ? undefined : nameSpan(text, node.span.start, node.anchor);
    if (node.anchor !== undefined && span) anchors.push({ name: node.anchor, node, span });
    if (node.kind === "sequence") node.items.forEach(visit);
    if (node.kind !== "mapping") return;
    for (const { key, value } of node.entries) {
      visit(key);
      visit(value);
    }
  };
  visit(root);
  return { anchors, aliases };
}

/** An anchor stands before its node; a tag or a line break may be between. */
function nameSpan(text: string, before: number, name: string): Span | undefined {
  const at = text.lastIndexOf(`&${name}`, before);
  return at < 0 ? undefined : spanOf(at + 1, at + 1 + name.length);
}

/** The anchor that an alias means: the last of its name above it, in an earlier document if need be. */
export function anchorOf(
  file: WorkspaceFile,
  document: YamlDocument,
  alias: Alias,
): PlacedAnchor | undefined {
  const own = anchoringOf(document).anchors.findLast(
    (it) => it.name === alias.name && it.span.start < alias.span.start,
  );
  if (own) return { document, anchor: own };
  const index = file.documents.findIndex((it) => it.document === document);
  for (const earlier of file.documents.slice(0, Math.max(index, 0)).reverse()) {
    const anchor = anchoringOf(earlier.document).anchors.findLast((it) => it.name === alias.name);
    if (anchor) return { document: earlier.document, anchor };
  }
  return undefined;
}

/** An alias and the document that it stands in. */
export interface PlacedAlias {
  readonly document: YamlDocument;
  readonly alias: Alias;
}

/** All aliases that mean this anchor: down to the next anchor of the same name. */
export function aliasesOf(
  file: WorkspaceFile,
  { document, anchor }: PlacedAnchor,
): readonly PlacedAlias[] {
  const out: PlacedAlias[] = [];
  const first = file.documents.findIndex((it) => it.document === document);
  for (const placed of file.documents.slice(Math.max(first, 0))) {
    const from = placed.document === document ? anchor.span.end : -1;
    const { anchors, aliases } = anchoringOf(placed.document);
    const next = anchors.find((it) => it.name === anchor.name && it.span.start > from);
    const end = next?.span.start ?? Number.POSITIVE_INFINITY;
    for (const alias of aliases) {
      const { start } = alias.span;
      if (alias.name === anchor.name && from < start && start < end) {
        out.push({ document: placed.document, alias });
      }
    }
    if (next) break;
  }
  return out;
}

/** The anchor that is under the cursor, or that the alias there means. */
export function anchorAt({ file, document, node, offset }: Location): PlacedAnchor | undefined {
  if (node?.kind === "alias") return anchorOf(file, document, node);
  const anchor = anchoringOf(document).anchors.find(
    ({ span }) => touches(span, offset) || span.start - 1 === offset,
  );
  return anchor && { document, anchor };
}
