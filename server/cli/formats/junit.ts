import type { Finding, Format } from "./report.ts";

/** One test suite per file, one failed case per finding, so that any CI system can show them. */
export const junit: Format = ({ findings }) => {
  const files = [...new Set(findings.map((it) => it.file))];
  const suites = files.map((file) => suite(file, findings.filter((it) => it.file === file)));
  const body = suites.length > 0 ? `${suites.join("\n")}\n` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="flightpath" tests="${findings.length}" failures="${findings.length}">\n${body}</testsuites>\n`;
};

const suite = (file: string, findings: readonly Finding[]): string =>
  [
    `  <testsuite name="${escape(file)}" tests="${findings.length}" failures="${findings.length}">`,
    ...findings.flatMap((it) => [
      `    <testcase classname="${escape(file)}" name="${escape(`${it.code} at ${it.line}:${it.column}`)}">`,
      `      <failure type="${it.severity}" message="${escape(it.message)}">${escape(`${file}:${it.line}:${it.column} ${it.message}\n${it.url}`)}</failure>`,
      "    </testcase>",
    ]),
    "  </testsuite>",
  ].join("\n");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** XML has no place for control characters, not even escaped. */
const escape = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "").replace(/[&<>"\n]/g, (it) => ENTITIES[it] ?? it);
