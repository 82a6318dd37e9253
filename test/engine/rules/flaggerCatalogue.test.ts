import { expect, test } from "vitest";
import { rules } from "../../../server/engine/rules/all.ts";
import { checkIds } from "./flagger/checkIds.ts";
import { providerIds } from "./flagger/providerIds.ts";
import { shapeIds } from "./flagger/shapeIds.ts";

const ids: Readonly<Record<string, string>> = { ...shapeIds, ...providerIds, ...checkIds };

/** Sections of flagger.md §6: letter, and how many entries. */
const SECTIONS = { S: 16, N: 21, P: 31, T: 20, M: 27, W: 14, A: 4, H: 9, L: 6 };

test("every entry of the catalogue has a rule", () => {
  const wanted = Object.entries(SECTIONS).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, i) => `${letter}${String(i + 1).padStart(2, "0")}`),
  );
  expect(wanted).toHaveLength(148);
  expect(Object.keys(ids).sort()).toEqual(wanted.sort());
});

test("every code that stands for an entry is one of a rule", () => {
  const codes = new Set(rules.map((it) => it.code));
  expect(Object.values(ids).filter((it) => !codes.has(it))).toEqual([]);
});
