import type { BuildNote, BuiltObject } from "../kustomize/built.ts";
import { printObject } from "../kustomize/print.ts";
import { attempt, type BuildError } from "../kustomize/stop.ts";
import { descend } from "../locate.ts";
import { memo } from "../memo.ts";
import type { Mapping, Node, Path, Scalar } from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Rendering } from "../rendering.ts";
import { shownMessage } from "../shownMessage.ts";
import { type Span, shifted } from "../source.ts";
import type { View } from "../view.ts";
import type { WorkspaceFile } from "../workspace.ts";
import { type PlacedDocument, splitDocuments, type YamlDocument } from "../yaml.ts";
import { lineOf } from "./lineOf.ts";
import { redacted, type Secrets, secretsIn } from "./secrets.ts";

/** The manifests of a build as text, and what made each part of it. */
export interface RenderedDocument {
  readonly rendering: Rendering;
  /** As any other file to features that look at text alone. It is never part of a workspace. */
  readonly file: WorkspaceFile & { readonly text: string };
  /** In the order of the text. */
  readonly objects: readonly RenderedObject[];
  readonly secrets: Secrets;
}

export interface RenderedObject {
  readonly object: BuiltObject;
  /** As it is shown: what Secrets hold is masked. */
  readonly node: Mapping;
  readonly placed: PlacedDocument;
}

/** What stands at an offset of the text. */
export interface RenderedSpot {
  readonly shown: RenderedObject;
  readonly path: Path;
  readonly on: "key" | "value";
  /** In the text: the key or the value. */
  readonly span: Span;
  /** The key of the field; `undefined` for an item of a list. */
  readonly key: Scalar | undefined;
  /** The value of the field or item, with its origin. */
  readonly node: Node | undefined;
}

/**
 * What a build gives, as kustomize prints it, with the values of Secrets masked. Where a build fails, gives nothing or
 * leaves something out, comments say so. Objects that did not change since the last time are not printed again.
 *
 * @param view of the moment at which it was built
 */
export function renderedDocument(view: View, rendering: Rendering): RenderedDocument {
  const { objects, notes } = rendering;
  const secrets = secretsIn(objects);
  const nodes = objects.map((it) => redacted(it, secrets));
  const texts = attempt(() => nodes.map(printed));
  const error = rendering.error ?? ("error" in texts ? texts.error : undefined);
  if (error || !("value" in texts)) return commented(rendering, failure(view, error), secrets);
  if (objects.length === 0) {
    return commented(rendering, [...leftOut(notes), "This build gives no objects."], secrets);
  }
  const documents: PlacedDocument[] = [];
  let text = "";
  const put = (document: YamlDocument): PlacedDocument => {
    const placed = { document, start: text.length };
    documents.push(placed);
    text += document.text;
    return placed;
  };
  const head = leftOut(notes);
  if (head.length > 0) put(documentOf(comment(head)));
  const shown = objects.map((object, index) => {
    const node = nodes[index] as Mapping;
    return { object, node, placed: put(documents.length === 0 ? first(node) : later(node)) };
  });
  return { rendering, file: { path: PATH, text, documents }, objects: shown, secrets };
}

/** What stands at an offset; `undefined` on comments, blanks and the lines between objects. */
export function renderedAt(document: RenderedDocument, offset: number): RenderedSpot | undefined {
  const shown = document.objects.findLast((it) => it.placed.start <= offset);
  if (!shown) return undefined;
  const { document: text, start } = shown.placed;
  const { path, on, node } = descend(parsed(text).root, offset - start);
  if (on === "nowhere" || !node) return undefined;
  const found = follow(shown.node, path);
  return { shown, path, on, span: shifted(node.span, start), ...found };
}

/** A file of that name is no kustomization file. */
const PATH = "rendered.yaml";

function follow(root: Node, path: Path): Pick<RenderedSpot, "key" | "node"> {
  let node: Node | undefined = root;
  let key: Scalar | undefined;
  for (const step of path) {
    key = undefined;
    if (typeof step === "number") {
      node = node?.kind === "sequence" ? node.items[step] : undefined;
      continue;
    }
    const entry =
      node?.kind === "mapping" ? node.entries.find((it) => it.key.text === step) : undefined;
    key = entry?.key;
    node = entry?.value;
  }
  return { key, node };
}

const printed: (node: Mapping) => string = memo(printObject);

const documentOf = (text: string): YamlDocument => ({ text, inherited: undefined });
/** The same document for the same object, so that what was derived from it stays true. */
const first: (node: Mapping) => YamlDocument = memo((node) => documentOf(printed(node)));
const later: (node: Mapping) => YamlDocument = memo((node) => documentOf(`---\n${printed(node)}`));

function commented(
  rendering: Rendering,
  lines: readonly string[],
  secrets: Secrets,
): RenderedDocument {
  const text = comment(lines);
  const file = { path: PATH, text, documents: splitDocuments(text) };
  return { rendering, file, objects: [], secrets };
}

const comment = (lines: readonly string[]): string =>
  lines
    .flatMap((it) => it.split(/\r\n|[\n\r\u0085\u2028\u2029]/))
    .map((it) => `# ${it}`.trimEnd())
    .map((it) => `${it}\n`)
    .join("");

function failure(view: View, error: BuildError | undefined): readonly string[] {
  const place = error?.place && lineOf(view, error.place);
  const message = error ? shownMessage(view, error.message) : "it cannot be printed";
  return [`This build fails: ${message}`, ...(place ? [`The cause is at ${place.text}.`] : [])];
}

/** What a reader would look for in vain. */
const leftOut = (notes: readonly BuildNote[]): readonly string[] =>
  notes.flatMap(({ code, message }) =>
    code.startsWith("remote-") || code === "helm-chart" ? [message] : [],
  );
