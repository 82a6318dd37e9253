import { mayDiffer } from "../goYaml/mayDiffer.ts";
import { readAsGo } from "../goYaml/readAsGo.ts";
import { memo } from "../memo.ts";
import type { Node, Scalar } from "../node.ts";
import type { DocumentPlace, Origin } from "../origin.ts";
import { type Span, shifted, spanOf } from "../source.ts";
import { type PlacedDocument, splitDocuments, type YamlDocument } from "../yaml.ts";
import { asVersion2 } from "./asVersion2.ts";
import { expectSimpleKeys } from "./complexKeys.ts";
import { expanded } from "./expand.ts";
import type { SourceFile } from "./files.ts";
import { goFault, parsedAsGo } from "./parsedAsGo.ts";
import { type Piece, piecesOf } from "./pieces.ts";
import { stop, within } from "./stop.ts";
import { spansIn } from "./textSpans.ts";
import { unreadable } from "./unreadable.ts";

/** One document of a manifest, as kustomize cuts it. */
export interface Root {
  readonly path: string;
  readonly document: YamlDocument;
  /** Absent where the document says nothing. */
  readonly node: Node | undefined;
}

/** The documents of a file. A mistake in one of them ends the build. */
export const rootsOfFile = (file: SourceFile): readonly Root[] => rootsOf(fileText(file));

/**
 * What the first document of a file says to go-yaml v2, which reads all that kustomize does not cut into manifests:
 * comments above `---` are no document of their own. A mistake is told without a word before it. `isJson`: Go reads it as
 * JSON, which allows escapes that YAML does not.
 */
export const firstOfFile = (file: SourceFile, isJson = false): Node | undefined =>
  firstOf(() => fileText(file), isJson);

/** As `firstOfFile`, of text that stands in a scalar. */
export const firstOfText = (text: string, holder: Scalar, isJson = false): Node | undefined =>
  firstOf(() => heldText(text, holder), isJson);

function firstOf(read: () => Text, isJson: boolean): Node | undefined {
  return within(asVersion2, () => {
    const { documents, placeOf, rootOf } = read();
    const [first] = documents;
    const fault = first && !isJson && goFault(first.document, 2);
    if (fault)
      malformed(fault.message, placeOf(first, fault.span ?? spanOf(fault.at, fault.at + 1)));
    const node = first && rootOf(first);
    expectSimpleKeys(node);
    return node;
  });
}

function fileText({ path, content, documents }: SourceFile): Text {
  const placeOf = ({ document }: PlacedDocument, span: Span) => ({ path, document, span });
  const [first] = documents;
  const fault = content === undefined ? undefined : unreadable(content);
  if (fault !== undefined) malformed(fault, first && placeOf(first, spanOf(0, 0)));
  const rootOf = ({ document }: PlacedDocument) => rootWithOrigin(document)(path);
  return { text: String(content), documents, path, rootOf, placeOf };
}

const rootWithOrigin = memo((document: YamlDocument) => {
  let known: { readonly path: string; readonly node: Node | undefined } | undefined;
  return (path: string) => {
    if (known?.path === path) return known.node;
    const { root } = parsedAsGo(document);
    const from: Origin = { path, document };
    const node = root && expanded(root, { from, place: (span) => span });
    known = { path, node };
    return node;
  };
});

/** The documents of text that stands in a scalar. Their nodes are where the scalar is. */
export function rootsOfText(text: string, holder: Scalar): readonly Root[] {
  const known = IN_TEXT.get(holder);
  if (known?.text === text) return known.roots;
  const roots = rootsOf(heldText(text, holder));
  IN_TEXT.set(holder, { text, roots });
  return roots;
}

/** A text is read for its objects and for where they stand. */
const IN_TEXT = new WeakMap<Scalar, { readonly text: string; readonly roots: readonly Root[] }>();

function heldText(text: string, holder: Scalar): Text {
  const known = HELD.get(holder);
  if (known?.text === text) return known;
  const held = readHeld(text, holder);
  HELD.set(holder, held);
  return held;
}

/** A patch is read as objects and as operations. */
const HELD = new WeakMap<Scalar, Text>();

function readHeld(text: string, holder: Scalar): Text {
  if (!holder.from) throw new Error("A scalar of a built object has lost its origin.");
  const { path, document } = holder.from;
  const from: Origin = { path, document };
  const fault = unreadable(text);
  if (fault !== undefined) malformed(fault, { ...from, span: holder.span });
  const inHolder = spansIn(text, holder);
  return {
    text,
    documents: splitDocuments(text),
    path,
    rootOf: (inner) => {
      const { root } = parsedAsGo(inner.document);
      const place = (span: Span) => inHolder(shifted(span, inner.start));
      return root && expanded(root, { from, place });
    },
    placeOf: ({ start }, span) => ({ ...from, span: inHolder(shifted(span, start)) }),
  };
}

interface Text {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
  readonly path: string;
  readonly rootOf: (placed: PlacedDocument) => Node | undefined;
  readonly placeOf: (placed: PlacedDocument, span: Span) => DocumentPlace;
}

/** One root for each piece of the text; a piece says no more than its first document. */
function rootsOf(whole: Text): readonly Root[] {
  const { text, documents, path } = whole;
  const placeAt = (span: Span) => {
    const placed = documents.findLast((it) => it.start <= span.start) ?? documents[0];
    return placed && whole.placeOf(placed, shifted(span, -placed.start));
  };
  const pieces = piecesOf(text, placeAt);
  const roots: Root[] = [];
  let next = 0;
  for (const piece of pieces) {
    let root: Root | undefined;
    for (; next < documents.length; next++) {
      const placed = documents[next] as PlacedDocument;
      const start = contentStart(placed);
      if ((start ?? placed.start) >= piece.end) break;
      if (root) continue;
      if (start === undefined) {
        // Behind dashes of its own even nothing is a document, the first of its piece.
        const isFirst = placed.start === piece.start && text.startsWith("---", piece.start);
        if (isFirst) root = { path, document: placed.document, node: undefined };
        continue;
      }
      expectReadable(whole, piece, placed);
      const { document } = whole.placeOf(placed, spanOf(0, 0));
      root = { path, document, node: whole.rootOf(placed) };
    }
    const document = documents[Math.min(next, documents.length - 1)]?.document;
    if (!root)
      expectNothing(text.slice(piece.start, piece.end), placeAt(spanOf(piece.start, piece.start)));
    if (root) roots.push(root);
    else if (document) roots.push({ path, document, node: undefined });
  }
  return roots;
}

/** Where in the text a document begins to say something, be it a mistake. */
function contentStart({ document, start }: PlacedDocument): number | undefined {
  const { root, errors } = parsedAsGo(document);
  const at = root?.span.start ?? errors[0]?.span.start;
  return at === undefined ? undefined : start + at;
}

function expectReadable({ text, placeOf }: Text, { start, end }: Piece, placed: PlacedDocument) {
  const fault = goFault(placed.document, 3, text.slice(start, end));
  if (!fault) return;
  const at = start + fault.at - placed.start;
  malformed(fault.message, placeOf(placed, fault.span ?? spanOf(at, at + 1)));
}

/** A piece without content may still be refused: the line that ends directives is cut off like any other. */
function expectNothing(text: string, place: DocumentPlace | undefined) {
  const fault = mayDiffer(text) ? readAsGo(text, 3).fault : undefined;
  if (fault) malformed(fault.message, place);
}

const malformed = (fault: string, place: DocumentPlace | undefined): never =>
  stop(`MalformedYAMLError: yaml: ${fault}`, place);
