import type { Finding, FindingPlace, Format } from "./report.ts";

const LEVEL = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
  off: "none",
} as const;

/** Static Analysis Results Interchange Format 2.1.0 (OASIS), as code scanning services read it. */
export const sarif: Format = ({ findings }) => {
  const codes = [...new Set(findings.map((it) => it.code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Flightpath",
            informationUri: "https://github.com/flightpath-gitops/flightpath",
            rules: codes.map((id) => ({
              id,
              helpUri: findings.find((it) => it.code === id)?.url ?? "",
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((it) => result(it, codes.indexOf(it.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 1)}\n`;
};

const result = (finding: Finding, ruleIndex: number) => ({
  ruleId: finding.code,
  ruleIndex,
  level: LEVEL[finding.severity],
  message: { text: finding.message },
  locations: [location(finding)],
  ...(finding.related.length > 0
    ? {
        relatedLocations: finding.related.map((it) => ({
          ...location(it),
          message: { text: it.message },
        })),
      }
    : {}),
});

const location = (it: FindingPlace) => ({
  physicalLocation: {
    artifactLocation: { uri: it.file.split("/").map(encodeURIComponent).join("/") },
    region: {
      startLine: it.line,
      startColumn: it.column,
      endLine: it.endLine,
      endColumn: it.endColumn,
    },
  },
});
