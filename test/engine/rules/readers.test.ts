import { expect, test } from "vitest";
import {
  addReader,
  emptyReaders,
  readersOf,
  removeReader,
} from "../../../server/engine/rules/readers.ts";

interface Reader {
  readonly name: string;
}

const noAnswers = () => undefined;

const people = (count: number): readonly Reader[] =>
  Array.from({ length: count }, (_, index) => ({ name: `reader ${index}` }));

test.for([1, 2, 3, 8, 9, 30])("%i readers of one key are all told, and each can leave", (count) => {
  const readers = emptyReaders<Reader>();
  const all = people(count);
  const asked = all.map((it) => addReader(readers, ["key", `own of ${it.name}`], it, noAnswers));
  for (const it of all) addReader(readers, ["key"], it, noAnswers);
  expect([...readersOf(readers, ["key"])]).toEqual(all);
  expect([...readersOf(readers, ["own of reader 0"])]).toEqual(all.slice(0, 1));
  for (const [index, it] of all.entries()) {
    removeReader(readers, asked[index] ?? [], it);
    expect([...readersOf(readers, ["key"])]).toEqual(all.slice(index + 1));
  }
  expect(readers.entries.size).toBe(0);
});

test("who leaves twice, or never came, changes nothing", () => {
  const readers = emptyReaders<Reader>();
  const [first, second, stranger] = people(3) as [Reader, Reader, Reader];
  const asked = addReader(readers, ["key"], first, noAnswers);
  addReader(readers, ["key"], second, noAnswers);
  removeReader(readers, asked, stranger);
  removeReader(readers, asked, first);
  removeReader(readers, asked, first);
  expect([...readersOf(readers, ["key"])]).toEqual([second]);
});

test("whoever uses an answer is told of what stands behind it", () => {
  const readers = emptyReaders<Reader>();
  const all = people(12);
  const behind: Record<string, readonly string[]> = {
    "answer of all": ["inner", "kind"],
    inner: ["name"],
  };
  const asked = all.map((it) => addReader(readers, ["answer of all"], it, (key) => behind[key]));
  expect([...readersOf(readers, ["name"])]).toEqual(all);
  expect([...readersOf(readers, ["kind"])]).toEqual(all);
  for (const [index, it] of all.entries()) removeReader(readers, asked[index] ?? [], it);
  expect(readers.entries.size).toBe(0);
});
