import { expect, test } from "vitest";
import { substitute } from "../../../server/engine/flux/envsubst.ts";
import { readTemplate } from "../../../server/engine/flux/template.ts";

const variables: Readonly<Record<string, string>> = {
  a: "alpha",
  empty: "",
  host: "eu.example.com",
  path: "/srv/data/file.tar.gz",
  n: "2",
  minus: "-2",
  greek: "αβγ",
  city: "ßtraße İ",
};

/** Replaces what no text holds, so that cut characters can be written down. */
function replaced(text: string, strict: boolean): string {
  const template = readTemplate(text);
  if (template.error) return `error: ${template.error.message}`;
  const done = substitute(template, (name) => variables[name], strict);
  if (done.error !== undefined) return `error: ${done.error}`;
  return done.text.replace(/[\udc80-\udcff]/g, "?");
}

test.for([
  // Recorded from github.com/fluxcd/pkg/envsubst 1.7.1.
  ["$a $(cmd) $1 $", "$a $(cmd) $1 $"],
  ["x ${a} y", "x alpha y"],
  ["echo $$, $$(VAR), $${a}, $$${a}", "echo $, $(VAR), ${a}, $alpha"],
  ["\\${a}", "\\alpha"],
  ["${a:-d} ${empty:-d} ${none:=d} ${none=d}", "alpha d d d"],
  ["${a-d}", "error: missing closing brace"],
  ["${a+d}", "error: missing closing brace"],
  ["${a:+d} ${none:?d}", "alpha d"],
  ["${none:=${a}-${empty}x}", "alpha-x"],
  ["${a:=${none}}", 'error: variable not set (strict mode): "none"'],
  ['${none:={"k":1}}', '{"k":1}'],
  ["${a:1} ${a:1:2} ${a: -2} ${a:1:-1}", "lpha lp alpha lph"],
  ["${a:${n}} ${a:${minus}}", "pha ha"],
  ["${greek:0:2} ${greek:0:1} ${#greek}", "α ? 6"],
  ["${a^} ${a^^} ${a,} ${a,,} ${city^^}", "Alpha ALPHA alpha alpha ßTRAßE İ"],
  [
    "${path#*/} ${path##*/} ${path%.*} ${path%%.*}",
    "srv/data/file.tar.gz file.tar.gz /srv/data/file.tar /srv/data/file",
  ],
  [
    "${host/e/E} ${host//e/E} ${host/#eu/us} ${host/%com/org}",
    "Eu.example.com Eu.ExamplE.com us.example.com eu.example.org",
  ],
  ["${path/\\/srv/x} ${a//l/} ${a/*/x}", "x/data/file.tar.gz apha alpha"],
  ["${a//x}", "error: bad substitution"],
  ["${}", "error: unable to parse variable name"],
  ["${ a }", "error: unable to parse variable name"],
  ["${{ x }}", "error: unable to parse variable name"],
  ["${!a}", "error: unable to parse variable name"],
  ["${1}", 'error: variable not set (strict mode): "1"'],
  ["${a.b}", "error: missing closing brace"],
  ["${a[0]}", "error: missing closing brace"],
  ["${a", "error: missing closing brace"],
  ["${a:}", "error: unable to parse substitution within function"],
  ["${a:é}", "error: bad substitution"],
  ["${#none}", 'error: variable not set (strict mode): "none"'],
  ["${#}", "error: bad substitution"],
] as const)("%s", ([text, expected]) => {
  expect(replaced(text, true)).toBe(expected);
});

test.for([
  ["${none}", ""],
  ["${#none}", "0"],
  ["${none^^}-${none/a/b}", "-"],
  ["${a:=${none}}", "alpha"],
] as const)("not strict: %s", ([text, expected]) => {
  expect(replaced(text, false)).toBe(expected);
});

test("a variable says where it stands", () => {
  const template = readTemplate("é ${a:=${b}} $${c}");
  const [, use] = template.error ? [] : template.parts;
  expect(use).toMatchObject({
    name: "a",
    operator: ":=",
    span: { start: 2, end: 12 },
    nameSpan: { start: 4, end: 5 },
    arguments: [{ name: "b", span: { start: 7, end: 11 } }],
  });
});
