import { expect, test } from "vitest";
import { freshTexts } from "../../client/freshTexts.ts";

/** An editor with these documents open, and questions that are answered by hand. */
function editor(...open: readonly string[]) {
  const documents = [...open];
  const askedAgain: string[] = [];
  const questions: { resolve: (text: string) => void; reject: (error: Error) => void }[] = [];
  const texts = freshTexts({
    make: () => new Promise((resolve, reject) => questions.push({ resolve, reject })),
    open: () => documents,
    askAgain: (address) => askedAgain.push(address),
  });
  const openNow = (address: string) => {
    documents.push(address);
    texts.opened(address);
  };
  const answer = (number: number, text: string) => questions[number]?.resolve(text);
  const fail = (number: number, words: string) => questions[number]?.reject(new Error(words));
  return { texts, askedAgain, openNow, answer, fail };
}

test("open documents that have changed are asked for again", () => {
  const { texts, askedAgain } = editor("a", "b");
  texts.change((it) => it === "a");
  expect(askedAgain).toEqual(["a"]);
});

test("a change that comes while a document is being opened is not lost", async () => {
  const { texts, askedAgain, openNow, answer } = editor();
  const text = texts.textOf("a");
  texts.change((it) => it === "a");
  answer(0, "old");
  expect(await text).toBe("old");
  expect(askedAgain).toEqual([]);
  openNow("a");
  expect(askedAgain).toEqual(["a"]);
});

test("nor one that comes after the answer and before the editor has opened it", async () => {
  const { texts, askedAgain, openNow, answer } = editor();
  const text = texts.textOf("a");
  answer(0, "old");
  await text;
  texts.change(() => true);
  openNow("a");
  expect(askedAgain).toEqual(["a"]);
});

test("what did not change while it was opened is not asked for twice", async () => {
  const { texts, askedAgain, openNow, answer } = editor();
  const text = texts.textOf("a");
  texts.change((it) => it === "b");
  answer(0, "text");
  await text;
  openNow("a");
  expect(askedAgain).toEqual([]);
});

test.for([
  ["in order", [0, 1]],
  ["the newest first", [1, 0]],
] as const)("answers that come %s: both questions get the newest", async ([, order]) => {
  const { texts, answer } = editor("a");
  const both = Promise.all([texts.textOf("a"), texts.textOf("a")]);
  for (const number of order) {
    answer(number, `text ${number}`);
    await Promise.resolve();
  }
  expect(await both).toEqual(["text 1", "text 1"]);
});

test("an old question that fails harms nobody; the newest one does", async () => {
  const { texts, answer, fail } = editor("a");
  const [first, second] = [texts.textOf("a"), texts.textOf("a")];
  fail(0, "gone");
  answer(1, "text");
  expect(await Promise.all([first, second])).toEqual(["text", "text"]);
  const third = texts.textOf("a");
  fail(2, "gone again");
  await expect(third).rejects.toThrow("gone again");
});
