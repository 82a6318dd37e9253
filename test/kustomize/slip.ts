import fc from "fast-check";
import { seed } from "./scalars.ts";

/** A slip of somebody who types: one line of one file is other than it was meant. */
export interface Slip {
  readonly file: number;
  readonly line: number;
  readonly change: (lines: readonly string[], at: number) => readonly string[];
}

/** Lines that people leave behind, or paste. */
const STRAY = [
  "---",
  "...",
  "",
  "\t",
  "  \t",
  "# note",
  "\t# note",
  "- x",
  "x: y",
  "x",
  ": y",
  "%x",
];

/** Ends of lines. */
const ENDS = [" ", "\t", "\r", ":", " # note", "#", " x", ": x", " *x", " &x y", "'", '"', "]"];

const stray = fc.constantFrom(...STRAY);
const end = fc.constantFrom(...ENDS);

const change: fc.Arbitrary<Slip["change"]> = fc.oneof(
  fc.constant<Slip["change"]>((lines, at) => lines.toSpliced(at, 1)),
  fc.constant<Slip["change"]>((lines, at) => lines.toSpliced(at, 0, lines[at] ?? "")),
  fc.constant<Slip["change"]>((lines, at) => lines.with(at, `  ${lines[at]}`)),
  fc.constant<Slip["change"]>((lines, at) => lines.with(at, `${lines[at]}`.replace(/^ {1,2}/, ""))),
  fc.constant<Slip["change"]>((lines, at) => lines.with(at, `${lines[at]}`.replace(/(\w):/, ":"))),
  stray.map(
    (it): Slip["change"] =>
      (lines, at) =>
        lines.toSpliced(at, 0, it),
  ),
  end.map(
    (it): Slip["change"] =>
      (lines, at) =>
        lines.with(at, `${lines[at]}${it}`),
  ),
);

export const slip: fc.Arbitrary<Slip> = fc.record({ file: seed, line: seed, change });

/** Slips in one of the files, if there is one with text. */
export function slipIn(
  files: Map<string, string | Uint8Array>,
  { file, line, change }: Slip,
): void {
  const texts = [...files].flatMap(([path, content]): (readonly [string, string])[] =>
    typeof content === "string" && content !== "" ? [[path, content]] : [],
  );
  const [path, text] = texts[file % texts.length] ?? [];
  if (path === undefined || text === undefined) return;
  const lines = text.split("\n");
  files.set(path, change(lines, line % lines.length).join("\n"));
}
