import fc from "fast-check";
import { expect } from "vitest";
import { parseDocument as libraryDocument } from "yaml";
import { parseDocument, parseLeniently, splitDocuments } from "../../../server/engine/yaml.ts";
import { arbitraryDocument, arbitraryEdits } from "./arbitrary.ts";

/** What holds for any text whatever, by name; `runs` is how many are tried. */
export const anyTextHolds: Readonly<Record<string, (runs: number) => void>> = {
  "any text has an answer, and every error lies inside it": (runs) =>
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { document } of splitDocuments(text)) {
          const { errors } = parseDocument(document);
          const wrong = errors.filter(({ span, message }) => {
            const inside =
              0 <= span.start && span.start <= span.end && span.end <= document.text.length;
            return !inside || !/^[A-Z].*\.$/.test(message);
          });
          expect(wrong).toEqual([]);
        }
      }),
      { numRuns: runs, seed: 1 },
    ),

  "what the library calls a mistake is told as one": (runs) =>
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { document } of splitDocuments(text)) {
          const { errors } = parseLeniently(document);
          const told = errors.some((it) => it.code === "yaml-syntax");
          if (!told) expect(libraryErrors(document.text)).toEqual([]);
        }
      }),
      { numRuns: runs, seed: 1 },
    ),
};

const signs = [...": -#'\"[]{},&*!|>%@`?\\~.0a\té\n\n\n\r \u0000\u0002\u0018\u001f\ufeff"];
const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...signs), maxLength: 60 }),
  fc.string({ unit: "binary" }),
  arbitraryEdits(arbitraryDocument()),
);

function libraryErrors(text: string) {
  // A byte-order mark makes the library miscount columns.
  const options = { strict: false, uniqueKeys: false, logLevel: "silent" } as const;
  const { errors } = libraryDocument(text.replace(/^\ufeff/, "\n"), options);
  return errors.map((it) => it.message);
}
