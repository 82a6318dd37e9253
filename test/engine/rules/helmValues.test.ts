import { describe, expect, test } from "vitest";
import { valuesFromText } from "../../../server/engine/rules/valuesFromText.ts";
import { valuesTwice } from "../../../server/engine/rules/valuesTwice.ts";
import { expectProblemsOf, problemsIn } from "../../support/expect.ts";
import { dedented } from "../../support/features.ts";
import { readFixture } from "../../support/fixture.ts";

const settings = `
  #- settings.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: settings, namespace: apps }
  data:
    list: "[a, b]"
    text: just words
    none: "# nothing yet"
    open: "\${VALUES}"
    map: "auth: { user: me }"
    broken: "a: [b"
`;

const release = (spec: string) => `
  #- release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: apps }
  spec:
${spec.replace(/^\n/, "")}`;

const expecting =
  (check: (source: string) => void) =>
  (...parts: readonly string[]): void =>
    check(parts.map(dedented).join("\n"));

describe("a text that is no map", () => {
  const expectText = expecting(expectProblemsOf(valuesFromText));

  test("is found at the key that names it, or at the name", () => {
    expectText(
      settings.replace("  data:", "  data:\n    values.yaml: '[]'"),
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: list }
      #                                               ^^^^ values-from-text: ConfigMap "settings" holds a list under "list", no YAML map, so the release fails with ValuesError. Name another key, or say with targetPath where the text goes.
      - { kind: ConfigMap, name: settings, valuesKey: text }
      #                                               ^^^^ values-from-text
      - { kind: ConfigMap, name: settings }
      #                          ^^^^^^^^ values-from-text
`),
    );
  });

  test("may be empty, may go to a path, may be made by variables; what cannot be read is left to Helm", () => {
    expectText(
      settings,
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: none }
      - { kind: ConfigMap, name: settings, valuesKey: open }
      - { kind: ConfigMap, name: settings, valuesKey: map }
      - { kind: ConfigMap, name: settings, valuesKey: broken }
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: title }
      - { kind: ConfigMap, name: elsewhere, valuesKey: text }
`),
    );
  });

  test("of a Secret is not told", () => {
    const files = readFixture(
      [
        `
  #- keys.yaml
  apiVersion: v1
  kind: Secret
  metadata: { name: keys, namespace: apps }
  data: { values.yaml: aHVudGVyMg== }
`,
        release("    valuesFrom: [{ kind: Secret, name: keys }]\n"),
      ]
        .map(dedented)
        .join("\n"),
    ).files;
    const [found, ...others] = problemsIn(files).filter(
      (it) => it.problem.code === "values-from-text",
    );
    expect(others).toEqual([]);
    expect(JSON.stringify([found?.problem.message, found?.related])).not.toContain("hunter2");
    expect(found?.problem.message).toContain("a single value");
  });
});

describe("a targetPath that values sets as well", () => {
  const expectTwice = expecting(expectProblemsOf(valuesTwice));

  test("at the top, whatever the text is", () => {
    expectTwice(
      settings,
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: title }
      #                                                                 ^^^^^ values-twice
      - { kind: Secret, name: vault, valuesKey: a, targetPath: password }
      #                                                        ^^^^^^^^ values-twice
    values: { title: mine, password: "" }
`),
    );
  });

  test("below a map that an earlier entry gives", () => {
    expectTwice(
      settings,
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: map }
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: auth.user }
      #                                                                 ^^^^^^^^^ values-twice
    values: { auth: { user: you } }
`),
    );
  });

  test("wins below a map that only values gives, and where an earlier entry is not known, nobody knows", () => {
    expectTwice(
      settings,
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: auth.user }
    values: { auth: { user: you } }
`),
    );
    expectTwice(
      settings,
      release(`
    valuesFrom:
      - { kind: Secret, name: vault }
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: auth.user }
    values: { auth: { user: you } }
`),
    );
  });

  test("beside other values", () => {
    expectTwice(
      settings,
      release(`
    valuesFrom:
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: auth.user }
      - { kind: ConfigMap, name: settings, valuesKey: text, targetPath: title }
    values: { auth: { group: you }, more: 1 }
`),
    );
  });
});
