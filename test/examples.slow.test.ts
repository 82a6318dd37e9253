import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkRules } from "../server/engine/rules/flagger/checkRules.ts";
import { providerRules } from "../server/engine/rules/flagger/providerRules.ts";
import { shapeRules } from "../server/engine/rules/flagger/shapeRules.ts";
import { catalogue } from "./support/catalogue.ts";
import { problemMarks, problemsIn } from "./support/expect.ts";
import { marksIn } from "./support/marks.ts";
import { sameMarks } from "./support/sameMarks.ts";

const examples = join(import.meta.dirname, "../examples");

/** The files of folders under `examples`, by paths relative to it, or to the folder where there is but one. */
function filesOf(...folders: readonly string[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readdirSync(join(examples, folder), { recursive: true, encoding: "utf8" })) {
      if (!/\.ya?ml$/.test(name)) continue;
      const path = name.replaceAll("\\", "/");
      const text = readFileSync(join(examples, folder, name), "utf8");
      files.set(folders.length > 1 ? `${folder}/${path}` : path, text);
    }
  }
  return files;
}

function expectMarked(files: ReadonlyMap<string, string>): void {
  const expected = [...files].flatMap(([path, text]) => marksIn(path, text));
  sameMarks(files, problemMarks(problemsIn(files, { catalogue }), expected), expected);
}

test.for([
  ["faces alone", ["faces"]],
  ["faces-demo alone", ["faces-demo"]],
  ["both side by side", ["faces", "faces-demo"]],
] as const)("nothing is wrong in %s", ([, folders]) => {
  expectMarked(filesOf(...folders));
});

describe("broken", () => {
  test("says what its comments say, and nothing else", () => {
    expectMarked(filesOf("broken"));
  });

  test("holds one of each of these mistakes", () => {
    const marks = [...filesOf("broken")].flatMap(([path, text]) => marksIn(path, text));
    const codes = new Set(marks.map((it) => /^[a-z0-9-]+/.exec(it.label)?.[0]));
    const flagger = [...shapeRules, ...providerRules, ...checkRules].map((it) => it.code);
    expect(flagger).toEqual(expect.arrayContaining([...ANOTHER_FLAGGER]));
    const wanted = new Set([...OTHERS, ...flagger.filter((it) => !ANOTHER_FLAGGER.includes(it))]);
    expect([...codes].sort()).toEqual([...wanted].sort());
  });
});

/** Mistakes of Canaries that need another installation of Flagger than the one there, as its README says. */
const ANOTHER_FLAGGER: readonly string[] = [
  "alerts-silence-global",
  "built-in-metric-not-exported",
  "cross-namespace-blocked",
  "daemon-set-metrics-of-primary",
  "failed-promotion-served",
  "flagger-version-open",
  "selector-labels-order",
  "service-name-hides-metrics",
  "smi-missing",
];

const OTHERS: readonly string[] = [
  "alert-provider-missing",
  "autoscaler-missing",
  "canary-target-missing",
  "chart-source-missing",
  "depends-on-cycle",
  "depends-on-missing",
  "deprecated-version",
  "duplicate-key",
  "duplicate-object",
  "ingress-missing",
  "kustomization-entry-missing",
  "linkerd-match",
  "match-unsupported",
  "metric-template-missing",
  "path-missing",
  "required-field",
  "selector-label",
  "source-missing",
  "unknown-field",
  "wrong-duration",
  "wrong-enum",
  "wrong-type",
  "yaml-syntax",
];
