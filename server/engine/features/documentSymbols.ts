import { isKustomizeFile } from "../identity.ts";
import { get, type Node, resolved, scalarOf, textOf } from "../node.ts";
import { parsed } from "../parsed.ts";
import { basename, dirname } from "../path.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import { type Span, shifted, spanOf } from "../source.ts";
import type { Workspace, WorkspaceFile } from "../workspace.ts";
import { type SymbolKind, symbolKindOf } from "./symbolKinds.ts";

/** A line of the outline. Spans count from the start of the file, and `selection` lies inside `span`. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly span: Span;
  readonly selection: Span;
  readonly children: readonly DocumentSymbol[];
}

/** Beyond so many fields in a file only its objects are listed further. */
const MOST = 10_000;

/** The outline of a file: its objects as `Kind/name`, below them their fields. Other YAML is shown by its fields alone. */
export function documentSymbols(_: Workspace, file: WorkspaceFile): readonly DocumentSymbol[] {
  const budget = { left: MOST };
  return file.documents.flatMap(({ document, start }) => {
    const outline: Outline = { start, budget };
    const resources = resourcesOf(document, file.path);
    const { root } = parsed(document);
    const isList = resources.some((it) => it.at.length > 0);
    const symbols = resources.map((it) => resourceSymbol(it, outline));
    if (isList && root) return [listSymbol(root, symbols, outline)];
    return resources.length > 0 ? symbols : childrenOf(root, { ...outline, isSecret: false });
  });
}

interface Outline {
  readonly start: number;
  readonly budget: { left: number };
}

interface Fields extends Outline {
  /** Values are not for showing. */
  readonly isSecret: boolean;
}

function resourceSymbol(resource: Resource, outline: Outline): DocumentSymbol {
  const root = treeOf(resource);
  const head = (resource.name && get(get(root, "metadata"), "name")) || get(root, "kind");
  const span = root?.span ?? spanOf(0, 0);
  const isSecret = resource.sealed || (resource.group === "" && resource.kind === "Secret");
  const detail = isKustomizeFile(resource)
    ? basename(dirname(resource.path))
    : (resource.namespace ?? "");
  return {
    name: resource.name === "" ? resource.kind : `${resource.kind}/${resource.name}`,
    detail,
    kind: symbolKindOf(resource.kind),
    span: shifted(span, outline.start),
    selection: shifted(inside(head?.span ?? span, span), outline.start),
    children: childrenOf(root, { ...outline, isSecret }),
  };
}

function listSymbol(
  root: Node,
  children: readonly DocumentSymbol[],
  { start }: Outline,
): DocumentSymbol {
  const kind = get(root, "kind");
  return {
    name: textOf(kind) ?? "List",
    detail: `${children.length}`,
    kind: "array",
    span: shifted(root.span, start),
    selection: shifted(inside(kind?.span ?? root.span, root.span), start),
    children,
  };
}

/** What stands behind an alias is not shown twice: it has a place of its own. */
function childrenOf(node: Node | undefined, fields: Fields): readonly DocumentSymbol[] {
  if (node?.kind === "mapping") {
    return node.entries.flatMap(({ key, value }) =>
      fields.budget.left-- > 0 ? [fieldSymbol(key.text, key.span, value, fields)] : [],
    );
  }
  if (node?.kind !== "sequence") return [];
  return node.items.flatMap((item, index) =>
    item && fields.budget.left-- > 0
      ? [fieldSymbol(itemName(item, index, fields), undefined, item, fields)]
      : [],
  );
}

function fieldSymbol(
  name: string,
  key: Span | undefined,
  value: Node | undefined,
  fields: Fields,
): DocumentSymbol {
  const start = key?.start ?? value?.span.start ?? 0;
  const span = spanOf(start, Math.max(value?.span.end ?? 0, key?.end ?? 0));
  return {
    // An outline without a name is refused by editors.
    name: name === "" ? '""' : name,
    detail: key ? detailOf(value, fields) : "",
    kind: fieldKind(value),
    span: shifted(span, fields.start),
    selection: shifted(inside(key ?? span, span), fields.start),
    children: childrenOf(value, fields),
  };
}

function detailOf(value: Node | undefined, { isSecret }: Fields): string {
  if (value?.kind === "alias") return `*${value.name}`;
  const scalar = scalarOf(value);
  return scalar && !isSecret ? brief(scalar.text) : "";
}

const brief = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length > 60 || line.length < text.trimEnd().length ? `${line.slice(0, 59)}…` : line;
};

/** Items are called by what tells them apart. */
function itemName(item: Node, index: number, { isSecret }: Fields): string {
  if (item.kind === "alias") return `*${item.name}`;
  if (isSecret) return `${index}`;
  const scalar = scalarOf(item);
  if (scalar) return scalar.text.trim() === "" ? `${index}` : brief(scalar.text);
  for (const key of ["name", "path", "kind", "target"]) {
    const text = textOf(get(item, key));
    if (text) return brief(text);
  }
  return `${index}`;
}

function fieldKind(value: Node | undefined): SymbolKind {
  const node = resolved(value);
  if (!node) return "null";
  if (node.kind === "mapping") return "field";
  if (node.kind === "sequence") return "array";
  if (node.value === null) return "null";
  const type = typeof node.value;
  return type === "number" || type === "boolean" ? type : "string";
}

/** Through aliases and merges a part may stand somewhere else: then the whole is selected. */
const inside = (span: Span, whole: Span): Span =>
  whole.start <= span.start && span.end <= whole.end ? span : whole;
