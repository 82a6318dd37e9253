import { printable } from "./printable.ts";
import type { Finding, Format } from "./report.ts";

/** One test suite per file, one failed case per finding, so that any CI system can show them. */
export const junit: Format = ({ findings }) => {
  const files = [...new Set(findings.map((it) => it.file))];
  const suites = files.map((file) =>
    suite(
      file,
      findings.filter((it) => it.file === file),
    ),
  );
  const body = suites.length > 0 ? `${suites.join("\n")}\n` : "";
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="flightpath" tests="${findings.length}" failures="${findings.length}">\n${body}</testsuites>\n`;
};

const suite = (file: string, findings: readonly Finding[]): string =>
  [
    `  <testsuite name="${xml(file)}" tests="${findings.length}" failures="${findings.length}">`,
    ...findings.flatMap((it) => [
      `    <testcase classname="${xml(file)}" name="${xml(`${it.code} at ${it.line}:${it.column}`)}">`,
      `      <failure type="${it.severity}" message="${xml(it.message)}">${xml(`${file}:${it.line}:${it.column} ${it.message}\n${it.url}`)}</failure>`,
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

const xml = (text: string): string =>
  printable(text, "").replace(/[&<>"\n]/g, (it) => ENTITIES[it] ?? it);
