import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";
import { agree, type Share } from "./agree.ts";
import { arbitraryDocument, arbitraryEdits } from "./arbitrary.ts";

const shared = join(import.meta.dirname, "../../../../shared");
const generator = join(shared, "bench/gen-corpus.mjs");
const folders = ["conformance", "reference/crds"].map((it) => join(shared, it));
const scratch = mkdtempSync(join(tmpdir(), "flightpath-yaml-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.skipIf(!existsSync(generator)).for([["home"], ["repo", "--files", "100"]])(
  "on a generated repository: %s",
  ([kind = "", ...options]) => {
    const out = join(scratch, kind);
    execFileSync(process.execPath, [generator, kind, "--out", out, ...options]);
    expectShare(textsIn(out).map(agree));
  },
);

test.skipIf(!existsSync(folders[0] ?? ""))("on the files of real projects", () => {
  expectShare(folders.flatMap(textsIn).map(agree));
});

/** Of real documents the fast reader is to leave less than one in a hundred to the library. */
function expectShare(shares: readonly Share[]) {
  const taken = shares.reduce((sum, it) => sum + it.taken, 0);
  const left = shares.reduce((sum, it) => sum + it.left, 0);
  expect(taken).toBeGreaterThan(0);
  expect(taken / (taken + left)).toBeGreaterThan(0.99);
}

test.skipIf(!existsSync(folders[0] ?? ""))("on edits of real files", () => {
  const texts = folders.flatMap(textsIn).filter((it) => it.length < 3000);
  fc.assert(fc.property(arbitraryEdits(fc.constantFrom(...texts)), agreeAndParse), {
    numRuns: 20_000,
    seed: 1,
  });
});

test.for([
  ["documents", arbitraryDocument()],
  ["documents with edits", arbitraryEdits(arbitraryDocument())],
] as const)("on fifty thousand made-up %s", ([, texts]) => {
  fc.assert(fc.property(texts, agreeAndParse), { numRuns: 50_000, seed: 1 });
});

function agreeAndParse(text: string) {
  agree(text);
  for (const { document } of splitDocuments(text)) parseDocument(document);
}

function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && /\.ya?ml$/.test(it.name))
    .map((it) => readFileSync(join(it.parentPath, it.name), "utf8"));
}
