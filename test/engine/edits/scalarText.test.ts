import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ScalarPlace,
  scalarText,
  stringText,
} from "../../../server/engine/edits/scalarText.ts";
import { unreadable } from "../../../server/engine/kustomize/unreadable.ts";
import { parseDocument } from "../../../server/engine/yaml.ts";

test.for([
  ["web", "web"],
  ["a: b", '"a: b"'],
  ['say "hi": now', `'say "hi": now'`],
  [" web", '" web"'],
  ["one\ntwo", '"one\\ntwo"'],
  ["tab\there", '"tab\\there"'],
  ["\u0000", '"\\u0000"'],
  ["\u007f", '"\\u007f"'],
  ["\u0085", '"\\u0085"'],
  ["\u009f", '"\\u009f"'],
  ["\u2028", '"\\u2028"'],
  ["\ufeffweb", '"\\ufeffweb"'],
  ["zwölf\u00a0Äpfel", "zwölf\u00a0Äpfel"],
] as const)("%j is written as %s", ([text, wanted]) => {
  expect(scalarText(text, { flow: false, style: "plain" })).toBe(wanted);
});

const character = fc.oneof(
  fc.constantFrom(..."\t\n\r\u0085\u2028\u2029\ufeff\u0000\u007f\u009f :#-?,[]{}&*!|>'\"%@`\\~."),
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).filter((it) => !/\p{Cs}/u.test(it)),
);
const place: fc.Arbitrary<ScalarPlace> = fc.record({
  flow: fc.boolean(),
  style: fc.constantFrom("plain", "single", "double"),
});

test("what is written is read again as the same text, by YAML 1.1 and 1.2", () => {
  fc.assert(
    fc.property(fc.array(character, { maxLength: 8 }), place, (characters, where) => {
      const text = characters.join("");
      const written = stringText(text, where);
      // To YAML 1.1 these end a line, and it takes no control characters.
      expect(written).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
      expect(unreadable(written)).toBeUndefined();
      const source = where.flow ? `{ key: ${written}, last: 1 }\n` : `key: ${written}\n`;
      const { root, errors } = parseDocument({ text: source, inherited: undefined });
      expect(errors).toEqual([]);
      expect(root?.kind === "mapping" && root.entries[0]?.value).toMatchObject({ value: text });
    }),
    { numRuns: 1000 },
  );
});
