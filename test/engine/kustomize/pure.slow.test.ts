import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const engine = join(import.meta.dirname, "../../../server/engine");
const sources = readdirSync(engine, { recursive: true, encoding: "utf8" }).filter((it) =>
  it.endsWith(".ts"),
);

/** What would make a result depend on the machine, its language, its clock or chance. */
const banned = [
  /\blocaleCompare\b/,
  /\bIntl\b/,
  /\.toLocale\w*\(/,
  /\bDate\.now\b/,
  /\bDate\(\s*\)/,
  /\.get(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(/,
  /\bperformance\b/,
  /\bprocess\b\s*[.[]/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\bset(?:Timeout|Interval|Immediate)\b/,
  /\bnavigator\b/,
  /from "node:/,
];

test("no file of the engine asks anything of the machine", () => {
  const offenders = sources.flatMap((path) => {
    const code = withoutComments(readFileSync(join(engine, path), "utf8"));
    return banned.filter((it) => it.test(code)).map((it) => `${path}: ${it}`);
  });
  expect(sources.length).toBeGreaterThan(100);
  expect(offenders).toEqual([]);
});

/** Texts stay: what is called may hide in none of them, and a word in one is worth a look. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
