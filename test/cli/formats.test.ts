import { expect, test } from "vitest";
import { formats } from "../../server/cli/formats/all.ts";
import type { Report } from "../../server/cli/formats/report.ts";

const place = { file: "apps/a b.yaml", line: 2, column: 9, endLine: 2, endColumn: 14 };
const report: Report = {
  files: 3,
  findings: [
    {
      ...place,
      code: "depends-on-missing",
      severity: "error",
      message: 'No Kustomization "infra" & <co>,\nso: it waits.',
      url: "https://example.test/depends-on-missing",
      related: [{ ...place, file: "other.yaml", line: 1, column: 1, message: "here" }],
      source: "spec:\n\t name: infra\u001b[31m\n",
    },
    {
      ...place,
      line: 1,
      column: 1,
      endLine: 2,
      endColumn: 2,
      code: "unlisted-file",
      severity: "hint",
      message: "Not listed.",
      url: "",
      related: [],
      source: "spec:\n",
    },
  ],
};

const print = (name: string, it: Report = report) => formats[name]?.(it);

test("text shows the line with a caret, and obeys no escapes of the file", () => {
  expect(print("text")).toMatchInlineSnapshot(`
    "apps/a b.yaml:2:9 error No Kustomization "infra" & <co>,
    so: it waits. depends-on-missing
      2 | 	 name: infra�[31m
        | 	       ^^^^^
      other.yaml:1:1 here

    apps/a b.yaml:1:1 hint Not listed. unlisted-file
      1 | spec:
        | ^^^^^

    3 files: 1 error, 1 hint.
    "
  `);
});

test("text says that nothing was found", () => {
  expect(print("text", { files: 1, findings: [] })).toBe("1 file: nothing found.\n");
});

test("json is an array of places, without the text of files", () => {
  expect(JSON.parse(print("json") ?? "")).toMatchInlineSnapshot(`
    [
      {
        "code": "depends-on-missing",
        "column": 9,
        "endColumn": 14,
        "endLine": 2,
        "file": "apps/a b.yaml",
        "line": 2,
        "message": "No Kustomization "infra" & <co>,
    so: it waits.",
        "related": [
          {
            "column": 1,
            "endColumn": 14,
            "endLine": 2,
            "file": "other.yaml",
            "line": 1,
            "message": "here",
          },
        ],
        "severity": "error",
        "url": "https://example.test/depends-on-missing",
      },
      {
        "code": "unlisted-file",
        "column": 1,
        "endColumn": 2,
        "endLine": 2,
        "file": "apps/a b.yaml",
        "line": 1,
        "message": "Not listed.",
        "related": [],
        "severity": "hint",
        "url": "",
      },
    ]
  `);
});

test("github", () => {
  expect(print("github")).toMatchInlineSnapshot(`
    "::error file=apps/a b.yaml,line=2,col=9,endLine=2,endColumn=14,title=depends-on-missing::No Kustomization "infra" & <co>,%0Aso: it waits.
    ::notice file=apps/a b.yaml,line=1,col=1,endLine=2,endColumn=2,title=unlisted-file::Not listed.
    "
  `);
});

test("junit", () => {
  expect(print("junit")).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="flightpath" tests="2" failures="2">
      <testsuite name="apps/a b.yaml" tests="2" failures="2">
        <testcase classname="apps/a b.yaml" name="depends-on-missing at 2:9">
          <failure type="error" message="No Kustomization &quot;infra&quot; &amp; &lt;co&gt;,&#10;so: it waits.">apps/a b.yaml:2:9 No Kustomization &quot;infra&quot; &amp; &lt;co&gt;,&#10;so: it waits.&#10;https://example.test/depends-on-missing</failure>
        </testcase>
        <testcase classname="apps/a b.yaml" name="unlisted-file at 1:1">
          <failure type="hint" message="Not listed.">apps/a b.yaml:1:1 Not listed.&#10;</failure>
        </testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

test("sarif names each rule once and escapes addresses", () => {
  const log = JSON.parse(print("sarif") ?? "");
  expect(log.version).toBe("2.1.0");
  expect(log.runs[0].tool.driver.rules.map((it: { id: string }) => it.id)).toEqual([
    "depends-on-missing",
    "unlisted-file",
  ]);
  expect(log.runs[0].results[0]).toMatchInlineSnapshot(`
    {
      "level": "error",
      "locations": [
        {
          "physicalLocation": {
            "artifactLocation": {
              "uri": "apps/a%20b.yaml",
            },
            "region": {
              "endColumn": 14,
              "endLine": 2,
              "startColumn": 9,
              "startLine": 2,
            },
          },
        },
      ],
      "message": {
        "text": "No Kustomization "infra" & <co>,
    so: it waits.",
      },
      "relatedLocations": [
        {
          "message": {
            "text": "here",
          },
          "physicalLocation": {
            "artifactLocation": {
              "uri": "other.yaml",
            },
            "region": {
              "endColumn": 14,
              "endLine": 2,
              "startColumn": 1,
              "startLine": 1,
            },
          },
        },
      ],
      "ruleId": "depends-on-missing",
      "ruleIndex": 0,
    }
  `);
});
