import fc from "fast-check";

/** YAML documents as people and generators write them, and as nobody should: nearly all constructs, mostly valid. */
export function arbitraryDocument(): fc.Arbitrary<string> {
  return fc
    .record({
      head: fc.constantFrom(
        "",
        "",
        "",
        "---\n",
        "--- # top\n",
        "# top\n---\n",
        "\ufeff",
        "%YAML 1.2\n---\n",
      ),
      body: fc.letrec<{ node: Piece }>((tie) => ({ node: node(tie("node")) })).node,
      tail: fc.constantFrom(
        "\n",
        "\n",
        "\n",
        "",
        "\n\n",
        "\n# end",
        "\n...\n",
        "\n...\n# end\n",
        "\n  ",
      ),
      breaks: fc.constantFrom("\n", "\n", "\n", "\n", "\r\n"),
    })
    .map(({ head, body, tail, breaks }) =>
      `${head}${rootText(body)}${tail}`.replaceAll("\n", breaks),
    );
}

/** One to four edits of a text: characters and whole lines removed, added, doubled or moved. */
export function arbitraryEdits(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([it, edits]) => edits.reduce((before, change) => change(before), it));
}

/** A value as lines: the first may follow a key or a dash, the others are relative to its indentation. */
interface Piece {
  /** Stands behind its key or dash; otherwise below it. */
  readonly inline: boolean;
  readonly lines: readonly string[];
  /** A sequence may stand as deep as the key that it belongs to. */
  readonly sequence: boolean;
}

const words = fc.constantFrom(
  ..."a b name app-1 x.y/z 1 -1 +2 0 007 0x1F 0o17 1.5 .5 1. 1e3 -2.5E-3 .inf -.INF .NaN . - -- --- ... ~ null Null nULL true TRUE False yes 10m v1 http://x/y a:b :x x: -x ?x a#b #x ${A} ${A:=b} {{ *.x @x %x `x` 'x\" x' x&y ! !x & &x * *x | > [x {x x] x} , x,y é \u2028 \u0085 \ud83d\ude00 <<".split(
    " ",
  ),
  "a b",
  "a  b",
  "a: b",
  "a #b",
  "a\tb",
  "{{ .Values.x }}",
  "",
);
const tame = fc.constantFrom("a", "b", "c", "name", "x-y", "1", "true", "two words", "10m", "<<");
const comment = fc.constantFrom("", "", "", "", " # note", "  # {x: 'y'}", " #", "\t# tab", "#no");
const gap = fc.constantFrom(
  "",
  "",
  "",
  "",
  "",
  "",
  "\n",
  "\n# note",
  "\n      # deep",
  "\n   ",
  "\n\n",
);
const anchor = fc.constantFrom("", "", "", "", "", "&x ", "&y ", "&x  ", "!t ", "&");

const single = fc
  .array(words, { maxLength: 3 })
  .map((it) => `'${it.join(" ").replaceAll("'", "''")}'`);
const escapes = fc.constantFrom(
  "\\n",
  "\\t",
  '\\"',
  "\\\\",
  "\\x41",
  "\\u00e9",
  "\\U0001F600",
  "\\ ",
  "\\/",
  "\\q",
  "\\x4",
  "\\0",
);
const double = fc
  .array(
    fc.oneof(
      words.map((it) => it.replace(/["\\]/g, "")),
      escapes,
    ),
    { maxLength: 4 },
  )
  .map((it) => `"${it.join("")}"`);

const scalar = fc.oneof(
  { weight: 4, arbitrary: tame },
  { weight: 3, arbitrary: words },
  { weight: 1, arbitrary: fc.array(words, { maxLength: 3 }).map((it) => it.join(" ")) },
  { weight: 1, arbitrary: single },
  { weight: 1, arbitrary: double },
  { weight: 1, arbitrary: fc.constantFrom("*x", "*y", "*z", "*x ") },
);

const deepness = fc.constantFrom(0, 1, 2, 2, 2, 3, 4);
const line = fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 3), words, words);
const lines = fc
  .array(line, { maxLength: 5 })
  .map((it) => it.map(([deep, a, b]) => `${" ".repeat(deep)}${a} ${b}`.trimEnd()));

const blockText: fc.Arbitrary<Piece> = fc
  .tuple(
    fc.constantFrom("|", ">", "|-", ">-", "|+", ">+", "|2", ">1-", "|-3", "| # note", ">x", "|0"),
    deepness,
    lines,
  )
  .map(([header, deep, content]) => inlinePiece(header, ...indented(content, deep)));

const foldedText: fc.Arbitrary<Piece> = fc
  .tuple(fc.constantFrom("", "'", '"'), deepness, lines)
  .map(([quote, deep, content]) => {
    const [first = "a", ...rest] = content.map((it) =>
      quote === "" ? it : it.replaceAll(quote, ""),
    );
    const all = [`${quote}${first}`, ...indented(rest, deep)];
    return inlinePiece(...all.slice(0, -1), `${all.at(-1) ?? ""}${quote}`);
  });

const separator = fc.constantFrom(
  ", ",
  ", ",
  ", ",
  ",",
  " , ",
  ",\n  ",
  ",\n",
  " # c\n  , ",
  "\n,",
  ",\t",
);
const colon = fc.constantFrom(": ", ": ", ": ", ":", " : ", ":  ", ":\n  ", "", " :");
const edge = fc.constantFrom(
  ["", ""],
  ["", ""],
  [" ", " "],
  ["\n  ", "\n"],
  ["", ","],
  ["\n    ", "\n  "],
  ["\t", ""],
);

const flow: fc.Arbitrary<string> = fc.letrec<{ it: string }>((tie) => ({
  it: fc.oneof(
    { maxDepth: 3, depthIdentifier: "flow" },
    fc.oneof(tame, tame, single, double, words, fc.constantFrom("*x", "&x a", "")),
    fc
      .tuple(fc.array(tie("it"), { maxLength: 3 }), separator, edge)
      .map(([items, between, [open, close]]) => `[${open}${items.join(between)}${close}]`),
    fc
      .tuple(
        fc.array(fc.tuple(fc.oneof(tame, single, double, words), colon, tie("it")), {
          maxLength: 3,
        }),
        separator,
        edge,
      )
      .map(
        ([items, between, [open, close]]) =>
          `{${open}${items.map((it) => it.join("")).join(between)}${close}}`,
      ),
  ),
})).it;
function node(child: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const value = fc.tuple(child, anchor, deepness, comment, gap);
  return fc.oneof(
    { maxDepth: 4, depthIdentifier: "block" },
    { weight: 6, arbitrary: fc.tuple(scalar, comment).map(([it, note]) => inlinePiece(it + note)) },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(fc.oneof(tame, tame, tame, words, single, double), value), {
          minLength: 1,
          maxLength: 4,
        })
        .map(mappingPiece),
    },
    { weight: 3, arbitrary: fc.array(value, { minLength: 1, maxLength: 4 }).map(sequencePiece) },
    { weight: 1, arbitrary: blockText },
    { weight: 1, arbitrary: foldedText },
    {
      weight: 1,
      arbitrary: fc
        .tuple(flow, comment)
        .map(([it, note]) => inlinePiece(...`${it}${note}`.split("\n"))),
    },
    { weight: 1, arbitrary: fc.constant(inlinePiece("")) },
  );
}

type Value = readonly [Piece, string, number, string, string];

function mappingPiece(entries: readonly (readonly [string, Value])[]): Piece {
  const all = entries.flatMap(([key, value]) =>
    valueLines(`${key}:`, value, value[0].sequence ? value[2] : Math.max(1, value[2])),
  );
  return { inline: false, lines: all, sequence: false };
}

function sequencePiece(items: readonly Value[]): Piece {
  const all = items.flatMap((value) => {
    const [piece, , deep] = value;
    // A collection may start right behind the dash.
    if (!piece.inline && deep % 2 === 0 && piece.lines.length > 0) {
      const [first = "", ...rest] = piece.lines;
      return [`- ${first}`, ...indented(rest, 2)];
    }
    return valueLines("-", value, Math.max(1, deep));
  });
  return { inline: false, lines: all, sequence: true };
}

function valueLines(
  head: string,
  [piece, props, , note, between]: Value,
  deep: number,
): readonly string[] {
  const rest = between === "" ? [] : between.split("\n").slice(1);
  const start = `${head} ${props}`;
  if (!piece.inline) return [`${start.trimEnd()}${note}`, ...rest, ...indented(piece.lines, deep)];
  const [first = "", ...others] = piece.lines;
  return [`${start}${first}`.trimEnd(), ...indented(others, deep), ...rest];
}

const inlinePiece = (...content: readonly string[]): Piece => ({
  inline: true,
  lines: content,
  sequence: false,
});

const indented = (content: readonly string[], deep: number) =>
  content.map((it) => (it === "" ? it : " ".repeat(deep) + it));

const rootText = (piece: Piece) => piece.lines.join("\n");

type Change = (text: string) => string;

const characters = fc.constantFrom(
  ...": - # ' \" [ ] { } , & * ! | > % @ ` ? \\ ~ . 0 a é".split(" "),
  " ",
  "  ",
  "\n",
  "\t",
  "\r",
  "\r\n",
  "---\n",
  "...\n",
  "\n- ",
  ": ",
  "\ufeff",
);

const edit: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(), fc.integer({ min: 1, max: 4 })).map(
    ([where, count]): Change =>
      (text) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + text.slice(at + count);
      },
  ),
  fc.tuple(fc.nat(), characters).map(
    ([where, piece]): Change =>
      (text) => {
        const at = where % (text.length + 1);
        return text.slice(0, at) + piece + text.slice(at);
      },
  ),
  fc
    .tuple(fc.nat(), fc.nat(), fc.constantFrom("remove", "double", "move", "indent", "outdent"))
    .map(
      ([from, to, how]): Change =>
        (text) =>
          editLine(text, from, to, how),
    ),
);

function editLine(text: string, from: number, to: number, how: string): string {
  const all = text.split("\n");
  const at = from % all.length;
  const it = all[at] ?? "";
  if (how === "remove" || how === "move") all.splice(at, 1);
  if (how === "double" || how === "move") all.splice(to % (all.length + 1), 0, it);
  if (how === "indent") all[at] = ` ${it}`;
  if (how === "outdent") all[at] = it.replace(/^ /, "");
  return all.join("\n");
}
