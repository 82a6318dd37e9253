import { expect, test } from "vitest";
import { recent } from "../../server/engine/recent.ts";

/** A function that keeps up to `capacity` answers, inputs for it, and the names of those that it was worked out for. */
function counted(capacity: number) {
  const made: string[] = [];
  const ask = recent(({ name }: Named) => {
    made.push(name);
    return `answer for ${name}`;
  }, capacity);
  return { ask, made };
}

interface Named {
  readonly name: string;
}

const inputs = (prefix: string, count: number): readonly Named[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${prefix}${index}` }));

test("what is asked several times in a row is worked out once", () => {
  const { ask, made } = counted(50);
  for (const it of inputs("a", 100)) {
    expect(ask(it)).toBe(`answer for ${it.name}`);
    expect(ask(it)).toBe(`answer for ${it.name}`);
  }
  expect(made).toEqual(inputs("a", 100).map((it) => it.name));
});

test("of inputs that pass by, the last are at hand", () => {
  const { ask, made } = counted(50);
  const all = inputs("a", 100);
  for (const it of all) ask(it);
  made.length = 0;
  for (const it of all.slice(-16)) ask(it);
  expect(made).toEqual([]);
  ask(all[0] ?? { name: "" });
  expect(made).toEqual(["a0"]);
});

test("what is wanted again soon is kept, whatever passes by", () => {
  const { ask, made } = counted(50);
  const open = inputs("open", 40);
  for (const it of [...open, ...open]) ask(it);
  for (const it of inputs("a", 1000)) ask(it);
  made.length = 0;
  for (const it of open.slice(0, 24)) expect(ask(it)).toBe(`answer for ${it.name}`);
  expect(made).toEqual([]);
});

test("when there is no room, what nobody used lately leaves", () => {
  const { ask, made } = counted(3);
  const [first, second, third, fourth] = inputs("kept", 4) as [Named, Named, Named, Named];
  const keep = (it: Named) => {
    for (const asked of [it, ...inputs("passing", 3), it]) ask(asked);
  };
  for (const it of [first, second, third]) keep(it);
  ask(first);
  keep(fourth);
  made.length = 0;
  for (const it of [first, third, fourth]) ask(it);
  expect(made).toEqual([]);
  ask(second);
  expect(made).toEqual(["kept1"]);
});

test("an answer that is nothing is an answer", () => {
  const made: object[] = [];
  const ask = recent((it: object) => void made.push(it), 50);
  const input = {};
  for (let times = 0; times < 3; times++) ask(input);
  expect(made).toEqual([input]);
});
