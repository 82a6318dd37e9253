import { utf8Length } from "../bytes.ts";
import { goQuote } from "../goQuote.ts";
import type { Scalar } from "../node.ts";
import { type Origin, placeOfNode, type Step } from "../origin.ts";
import { basename } from "../path.ts";
import { type Span, spanOf } from "../source.ts";
import type { SourceFile } from "./files.ts";
import type { GeneratorEntry } from "./kustomizationEntries.ts";
import { type Loader, loadFile } from "./loading.ts";
import { withNextLinesFolded } from "./nextLines.ts";
import { stop, within } from "./stop.ts";
import { spansIn } from "./textSpans.ts";
import { type Cause, causeOf } from "./tree.ts";

/** What becomes a key of a generated object. */
export interface KeyValue {
  readonly key: string;
  /** Bytes where they are no UTF-8. */
  readonly value: string | Uint8Array;
  /** Where the value is written. */
  readonly cause: Cause;
  /** The entry that names it. */
  readonly entry: Scalar;
}

/** What the sources of a generator say: those of `envs`, then `literals`, then `files` (kustomize.md §9.3). */
export function keyValues(entry: GeneratorEntry, loader: Loader, step: Step): readonly KeyValue[] {
  const { envs, literals, files } = entry;
  // What a Secret holds is nobody's business.
  const told = entry.kind === "SecretGenerator" ? veiled : (text: string) => text;
  const list = (sources: readonly Scalar[], say = (text: string) => text) =>
    `[${sources.map((it) => say(it.text)).join(" ")}]`;
  const lines = within(`env source files: ${list(envs)}: `, () =>
    envs.flatMap((it) => envLines(it, loader, step)),
  );
  const pairs = within(`literal sources ${list(literals, told)}: `, () =>
    literals.map((it) => literal(it, step, told)),
  );
  const contents = within(`file sources: ${list(files)}: `, () =>
    files.map((it) => wholeFile(it, loader, step)),
  );
  return [...lines, ...pairs, ...contents];
}

const veiled = (text: string): string => {
  const equals = text.indexOf("=");
  return equals <= 0 ? "***" : `${text.slice(0, equals)}=***`;
};

function literal(entry: Scalar, step: Step, told: (text: string) => string): KeyValue {
  const text = withNextLinesFolded(entry.text);
  const equals = text.indexOf("=");
  if (equals <= 0) {
    return stop(`invalid literal source ${told(text)}, expected key=value`, placeOfNode(entry));
  }
  const written = text.slice(equals + 1);
  const quoted = /^(["']).*\1$/s.test(written) && written.length > 1;
  const span = spanOf(equals + (quoted ? 2 : 1), text.length - (quoted ? 1 : 0));
  const { from } = causeOf(entry);
  return {
    key: text.slice(0, equals),
    value: text.slice(span.start, span.end),
    cause: {
      from: stepped(from, step),
      span: text === entry.text ? spansIn(text, entry)(span) : entry.span,
    },
    entry,
  };
}

const stepped = ({ path, document }: Origin, step: Step): Origin => ({ path, document, step });

function wholeFile(entry: Scalar, loader: Loader, step: Step): KeyValue {
  const { key, path } = fileSource(entry);
  const file = loadFile(loader, path, entry);
  const text = file.documents[0]?.document.text ?? "";
  return {
    key,
    value: file.content ?? "",
    cause: causeIn(file, spanOf(0, text.length), entry, step),
    entry,
  };
}

function fileSource(entry: Scalar): { readonly key: string; readonly path: string } {
  const source = entry.text;
  const place = placeOfNode(entry);
  const [key = "", path, more] = source.split("=");
  if (path === undefined) return { key: baseOf(source), path: source };
  if (more !== undefined) {
    return stop(`source ${goQuote(source)} key name or file path contains '='`, place);
  }
  if (key === "") {
    return stop(
      `missing key name for file path ${goQuote(path)} in source ${goQuote(source)}`,
      place,
    );
  }
  if (path === "") {
    return stop(
      `missing file path for key name ${goQuote(key)} in source ${goQuote(source)}`,
      place,
    );
  }
  return { key, path };
}

const baseOf = (path: string): string => basename(path.replace(/\/+$/, "")) || "/";

/** A span that counts in the whole file; the entry where the file has no text. */
function causeIn(file: SourceFile, span: Span, entry: Scalar, step: Step): Cause {
  const placed = file.documents.findLast((it) => it.start <= span.start) ?? file.documents[0];
  if (!placed) return { from: stepped(causeOf(entry).from, step), span: entry.span };
  const { document, start } = placed;
  return {
    from: { path: file.path, document, step },
    span: spanOf(span.start - start, span.end - start),
  };
}

function envLines(entry: Scalar, loader: Loader, step: Step): readonly KeyValue[] {
  const file = loadFile(loader, entry.text, entry);
  const { content = "" } = file;
  if (typeof content !== "string") {
    return stop(`'${file.path}' has invalid utf8 bytes`, placeOfNode(entry));
  }
  const pairs: KeyValue[] = [];
  for (const { start, end } of linesOf(content)) {
    const from = skipBlanks(content, start, end);
    if (from === end || content.charAt(from) === "#") continue;
    const equals = content.slice(from, end).indexOf("=");
    const keyEnd = equals === -1 ? end : from + equals;
    if (keyEnd === from) continue;
    const span = spanOf(Math.min(keyEnd + 1, end), end);
    pairs.push({
      key: content.slice(from, keyEnd),
      value: content.slice(span.start, span.end),
      cause: causeIn(file, equals === -1 ? spanOf(from, end) : span, entry, step),
      entry,
    });
  }
  return pairs;
}

/** Lines without their ends. Go's scanner ends at the first that fills its buffer. */
function linesOf(text: string): readonly Span[] {
  const lines: Span[] = [];
  for (let start = text.startsWith("\ufeff") ? 1 : 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    if (end - start > LONGEST / 4 && utf8Length(text.slice(start, end)) >= LONGEST) break;
    lines.push(spanOf(start, text.charAt(end - 1) === "\r" && end > start ? end - 1 : end));
    start = end + 1;
  }
  return lines;
}

const LONGEST = 64 * 1024;

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && BLANKS.has(text.charAt(at))) at++;
  return at;
}

/** What Go takes for white space. */
const BLANKS = new Set(
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);
