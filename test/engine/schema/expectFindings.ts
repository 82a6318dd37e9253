import { expect } from "vitest";
import { get, textOf } from "../../../server/engine/node.ts";
import { schemaProblems } from "../../../server/engine/schema/check.ts";
import type { SchemaFinding } from "../../../server/engine/schema/finding.ts";
import { shifted } from "../../../server/engine/source.ts";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";
import { catalogue } from "../../support/catalogue.ts";
import { readFixture } from "../../support/fixture.ts";
import type { Mark } from "../../support/marks.ts";
import { sameMarks } from "../../support/sameMarks.ts";

/** Every finding of every document is marked, with its code or with `code: message`, and nothing else. */
export function expectFindings(source: string, options: { readonly partial?: boolean } = {}): void {
  const { files, marks } = readFixture(source);
  const found = [...files].flatMap(([path, text]) =>
    findingsIn(text, options).map((it) => markOf(path, it, marks)),
  );
  sameMarks(files, found, marks);
}

/** All fixes applied at once give that text. */
export function expectFixed(source: string, after: string): void {
  const text = [...readFixture(source).files.values()][0] ?? "";
  const fixed = findingsIn(text).toReversed().reduce(applied, text);
  expect(fixed).toBe([...readFixture(after).files.values()][0]);
}

/** The findings of a text, places counted from its start; a file without kind is a kustomization file. */
export function findingsIn(
  text: string,
  options: { readonly partial?: boolean } = {},
): readonly SchemaFinding[] {
  return splitDocuments(text).flatMap(({ document, start }) => {
    const { root } = parseDocument(document);
    const apiVersion = textOf(get(root, "apiVersion")) ?? "kustomize.config.k8s.io/v1beta1";
    const schema = catalogue.find(apiVersion, textOf(get(root, "kind")) ?? "Kustomization");
    if (!schema) throw new Error(`The fixture is of a kind without schema: ${text.slice(0, 80)}`);
    const findings = schemaProblems(root, schema, options);
    return findings.map((it) => ({ ...it, span: shifted(it.span, start) }));
  });
}

function markOf(path: string, { code, message, span }: SchemaFinding, marks: readonly Mark[]) {
  const labels = [`${code}: ${message}`, code];
  const expected = marks.filter((it) => it.path === path && it.span.start === span.start);
  const label = labels.find((it) => expected.some((mark) => mark.label === it)) ?? labels[0];
  return { path, span, label: label ?? code };
}

function applied(text: string, { span, fix }: SchemaFinding): string {
  return fix ? text.slice(0, span.start) + fix.text + text.slice(span.end) : text;
}
