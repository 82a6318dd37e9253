import fc from "fast-check";
import { RE2JS } from "re2js";
import { expect, test } from "vitest";
import { imageMatcher } from "../../../server/engine/kustomize/imageName.ts";
import { wholeExpression } from "../../../server/engine/kustomize/regularExpression.ts";
import { runs } from "../../support/runs.ts";

const tries = runs(200, 2000);

const words = ["a", "b", "-", ".", "*", ".*", "|", "(", ")", "\n", "_", "/"];
const pattern = fc.array(fc.constantFrom(...words), { maxLength: 7 }).map((it) => it.join(""));
const text = fc
  .array(fc.constantFrom("a", "b", "-", "/", "\n", "\r", "\u2028", "|", "ü"), { maxLength: 5 })
  .map((it) => it.join(""));

test("every pattern matches what RE2 matches with it", () => {
  let valid = 0;
  fc.assert(
    fc.property(pattern, text, (it, tried) => {
      let expected: boolean;
      try {
        expected = it === "" || RE2JS.compile(`^(?:${it})$`).test(tried);
      } catch {
        return;
      }
      valid++;
      expect(wholeExpression(it)(tried)).toBe(expected);
    }),
    { numRuns: tries, seed: 1 },
  );
  expect(valid).toBeGreaterThan(tries / 4);
});

test("every name of an image matches what RE2 matches with it", () => {
  const rest = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?";
  const letters = fc.constantFrom("a", "b", ".", "/", ":", "-", "@", "+");
  const name = fc.array(letters, { maxLength: 4 }).map((it) => it.join(""));
  const tail = fc.constantFrom("", ":1.2", "@sha256:0a", ":1@sha256:0", ":a/b", "\n");
  let valid = 0;
  fc.assert(
    fc.property(name, name, tail, (entry, tried, more) => {
      let expected: boolean;
      try {
        expected = RE2JS.compile(`^${entry}${rest}$`).test(tried + more);
      } catch {
        return;
      }
      valid++;
      expect(imageMatcher(entry, undefined)(tried + more)).toBe(expected);
    }),
    { numRuns: tries, seed: 1 },
  );
  expect(valid).toBeGreaterThan(tries / 4);
});
