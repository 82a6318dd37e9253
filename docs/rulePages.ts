import { rules } from "../server/engine/rules/all.ts";
import { remarkRules } from "../server/engine/rules/remarkRules.ts";
import type { Rule } from "../server/engine/rules/rule.ts";
import { type SchemaRule, schemaRules } from "../server/engine/rules/schemaRules.ts";

/** The pages of `docs/rules`, by file name: one for each code, and the list of them all. Made of the rules themselves. */
export function rulePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([["README.md", index()]]);
  for (const rule of [...schemaRules, ...remarkRules, ...rules])
    pages.set(`${rule.code}.md`, page(rule));
  return pages;
}

type AnyRule = SchemaRule | Rule;

function index(): string {
  return `# What Flightpath checks

Each finding has one of these codes. ${HOW}

## Text and schema

${table(schemaRules)}

## Builds

Told by the builds of kustomization files and Flux Kustomizations. What ends a build is an error.

${table(remarkRules)}

## Across files, and what a schema cannot say

In the order in which they are shown where several speak of one place.

${table(rules)}
`;
}

const HOW = `Its severity is changed, or the rule switched off, in the settings of the editor (\`flightpath.rules\`)
or for everybody in \`.flightpath.yaml\` at the top of the repository.`;

function table(rows: readonly AnyRule[]): string {
  const cells = [
    ["code", "severity", "what is wrong"],
    ...rows.map((it) => [`[\`${it.code}\`](${it.code}.md)`, it.severity, it.title]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const [head = [], ...body] = cells;
  const line = widths.map((width) => "-".repeat(width));
  const lines = [head, line, ...body].map((row) => row.map((it, i) => it.padEnd(widths[i] ?? 0)));
  return lines.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function page(rule: AnyRule): string {
  const parts = [
    `# ${rule.title}`,
    `\`${rule.code}\` · ${rule.severity}`,
    rule.explanation,
    ...("examples" in rule
      ? [
          "## Wrong",
          blocks(rule.examples.wrong),
          "## Right",
          blocks(rule.examples.right),
          `[What upstream says](${rule.link})`,
        ]
      : []),
    "## Not here",
    `On one line, or alone on the line above:

\`\`\`yaml
# flightpath-ignore: ${rule.code}
\`\`\`

Everywhere, in \`.flightpath.yaml\`; any severity may stand there:

\`\`\`yaml
rules:
  ${rule.code}: "off"
\`\`\``,
    "[All codes](README.md)",
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The files of an example, each as a block of its own. */
function blocks(example: string): string {
  const [unnamed = "", ...named] = dedented(example).split(/^#- /m);
  const files = [
    ...(unnamed.trim() === "" ? [] : [["", unnamed] as const]),
    ...named.map((it) => [it.slice(0, it.indexOf("\n")), it.slice(it.indexOf("\n") + 1)] as const),
  ];
  return files
    .map(([name, text]) => {
      const block = `\`\`\`yaml\n${withMarks(text.trimEnd())}\n\`\`\``;
      return name === "" ? block : `\`${name}\`\n\n${block}`;
    })
    .join("\n\n");
}

/** What a test marks with carets below a line, a reader finds at its end. */
function withMarks(text: string): string {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    const label = /^ *#(?:~? *\^+(?:\.\.\.)?|<-) +(\S+)/.exec(line)?.[1];
    if (label === undefined) lines.push(line);
    else lines.push(`${lines.pop() ?? ""} # ← ${label}`);
  }
  return lines.join("\n");
}

function dedented(text: string): string {
  const lines = text.split("\n");
  const margins = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  const cut = lines.map((line) => line.slice(margin).trimEnd());
  return `${cut.join("\n").trim()}\n`;
}

/** All codes, sorted. */
export const ruleCodes = (): readonly string[] =>
  [...schemaRules, ...remarkRules, ...rules].map((it) => it.code).sort();
