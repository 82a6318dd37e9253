import { memo } from "../memo.ts";
import type { Node, Path, Scalar } from "../node.ts";
import { parsed } from "../parsed.ts";
import { type Span, spanOf } from "../source.ts";
import type { YamlDocument } from "../yaml.ts";
import { type Part, readTemplate, type Use } from "./template.ts";

/** `${name…}` where it stands in a document. */
export interface VariableUse {
  readonly name: string;
  /** How it is read; absent where the text around cannot be. */
  readonly use: Use | undefined;
  /** From the dollar sign to the brace. */
  readonly span: Span;
  readonly nameSpan: Span;
  /** From the root of the document to the value, or to the key, that holds it; `[]` in plain text. */
  readonly path: Path;
  /** False where the text is written with escapes; both spans are then those of the whole value. */
  readonly exact: boolean;
}

/** The variables that a YAML document uses. Comments are no part of what is applied. */
export const usesInYaml: (document: YamlDocument) => readonly VariableUse[] = memo((document) => {
  if (!document.text.includes("${")) return none;
  const out: VariableUse[] = [];
  collect(parsed(document).root, [], document.text, out);
  return out;
});

/** The variables that a file uses which becomes a value as it is, comments and all. */
export const usesInText: (document: YamlDocument) => readonly VariableUse[] = memo(({ text }) =>
  text.includes("${") ? usesWithin(text, text, spanOf(0, text.length), []) : none,
);

const none: readonly VariableUse[] = [];

function collect(node: Node | undefined, path: Path, source: string, out: VariableUse[]): void {
  if (node?.kind === "scalar") out.push(...usesInScalar(node, path, source));
  if (node?.kind === "sequence") {
    for (const [index, item] of node.items.entries()) collect(item, [...path, index], source, out);
  }
  if (node?.kind !== "mapping") return;
  for (const { key, value } of node.entries) {
    const inner = [...path, key.text];
    out.push(...usesInScalar(key, inner, source));
    collect(value, inner, source, out);
  }
}

const usesInScalar = (
  { text, span }: Scalar,
  path: Path,
  source: string,
): readonly VariableUse[] => (text.includes("${") ? usesWithin(text, source, span, path) : none);

/** What `text` uses, found again in the part of the source where it is written. */
function usesWithin(
  text: string,
  source: string,
  { start, end }: Span,
  path: Path,
): readonly VariableUse[] {
  const written = writtenIn(source.slice(start, end)).map(({ name, at }) => ({
    name,
    span: spanOf(start + at, closing(source, start + at, end)),
    nameSpan: nameSpanAt(source, start + at, name),
    path,
    exact: true,
  }));
  const template = readTemplate(text);
  if (template.error) return written.map((it) => ({ ...it, use: undefined }));
  const uses = template.parts.flatMap(usesOf).sort((a, b) => a.span.start - b.span.start);
  const isSame =
    uses.length === written.length && uses.every((it, index) => it.name === written[index]?.name);
  if (isSame) return written.map((it, index) => ({ ...it, use: uses[index] }));
  const whole = spanOf(start, end);
  return uses.map((use) => {
    return { name: use.name, use, span: whole, nameSpan: whole, path, exact: false };
  });
}

/** With those in its arguments: they are worked out whether needed or not. */
const usesOf = (part: Part): readonly Use[] =>
  part.type === "text" ? [] : [part, ...part.arguments.flatMap(usesOf)];

/** Each pair of dollar signs stands for one. */
const writtenIn = (text: string): readonly { readonly name: string; readonly at: number }[] =>
  [...text.matchAll(/\$\$|\$\{#?([\p{L}\p{Nd}_]+)/gu)].flatMap(({ 1: name, index }) =>
    name === undefined ? [] : [{ name, at: index }],
  );

const nameSpanAt = (source: string, at: number, name: string): Span => {
  const start = source.indexOf(name, at);
  return spanOf(start, start + name.length);
};

/** Behind the brace that belongs to the one at `at`. */
function closing(source: string, at: number, end: number): number {
  let depth = 0;
  for (let index = at; index < end; index++) {
    if (source.startsWith("${", index)) depth++;
    else if (source[index] === "}" && --depth === 0) return index + 1;
  }
  return end;
}
