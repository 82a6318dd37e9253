import { expect, test } from "vitest";
import { code, link, plain } from "../../../server/engine/features/markdown.ts";

test.for([
  ["*web* [a](b)", "\\*web\\* \\[a\\](b)"],
  ["https://a.example www.b.example", "https\\://a.example www\\.b.example"],
  ["- item", "\\- item"],
  ["1. item", "1\\. item"],
  ["one\r\n\r\n# two", "one \\# two"],
  ["one\u0085\u2028\u2029two", "one two"],
  ["\u001b[31mred\u009b0m", " \\[31mred 0m"],
] as const)("%j shows just that text", ([text, wanted]) => {
  expect(plain(text)).toBe(wanted);
});

test.for([
  ["web", "`web`"],
  ["a `b` c", "``a `b` c``"],
  ["`b", "`` `b ``"],
  ["", "`  `"],
  ["one\n\ntwo", "`one two`"],
  ["one\u0090two", "`one two`"],
  ["x".repeat(161), `\`${"x".repeat(159)}…\``],
] as const)("%j is code", ([text, wanted]) => {
  expect(code(text)).toBe(wanted);
});

test("the words of a link are text, too", () => {
  expect(link("[web]", "https://fluxcd.io")).toBe("[\\[web\\]](https://fluxcd.io)");
});
