import { expect, test } from "vitest";
import { sourceUrl } from "../../../server/engine/rules/sourceUrl.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(sourceUrl);

const source = (kind: string, spec: string): string =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: { name: a }\nspec:\n${spec}`;

test.for([
  ["HelmRepository", "https://example.com"],
  ["HelmRepository", "${URL}"],
  ["OCIRepository", "oci://example.com/a"],
  ["OCIRepository", "oci://localhost:5000/a/b"],
  ["OCIRepository", "oci://example.com"],
  ["OCIRepository", "oci://example.com/a:${TAG}"],
  ["GitRepository", "ssh://git@example.com:22/a"],
] as const)("%s takes %s", ([kind, url]) => {
  expectProblems(source(kind, `  url: ${url}`));
});

test("the type of a HelmRepository", () => {
  expectProblems(source("HelmRepository", "  type: ${TYPE}\n  url: oci://example.com/a"));
  expect(fixed(sourceUrl, source("HelmRepository", "  url: oci://example.com/a"))).toContain(
    "spec:\n  url: oci://example.com/a\n  type: oci\n",
  );
  expect(
    fixed(sourceUrl, source("HelmRepository", "  type: default\n  url: oci://example.com/a")),
  ).toContain("  type: oci\n  url: oci://example.com/a\n");
});

test.for([
  ["oci://example.com:5000/a:1.0", 'url: oci://example.com:5000/a\n  ref:\n    tag: "1.0"\n'],
  [
    "oci://example.com/a/b@sha256:12",
    "url: oci://example.com/a/b\n  ref:\n    digest: sha256:12\n",
  ],
  ["oci://example.com/a:v1@sha256:12", "url: oci://example.com/a\n  ref:\n    digest: sha256:12\n"],
  ["oci://example.com/a:1\n  ref: { tag: b }", "url: oci://example.com/a\n  ref: { tag: b }\n"],
] as const)("%s is an address and a ref", ([url, after]) => {
  expect(fixed(sourceUrl, source("OCIRepository", `  url: ${url}`))).toContain(after);
});
