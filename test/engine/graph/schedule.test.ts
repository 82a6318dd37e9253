import fc from "fast-check";
import { expect, test } from "vitest";
import { schedule } from "../../../server/engine/graph/schedule.ts";
import type { Task } from "../../../server/engine/graph/task.ts";

const task = (more: Partial<Task> = {}): Task => ({
  type: "kustomization",
  applier: undefined,
  needs: [],
  awaits: [],
  missing: false,
  fails: false,
  timeout: 0,
  retry: 60,
  ...more,
});

const needs = (...on: readonly number[]): Task["needs"] =>
  on.map((it) => ({ on: it, by: "dependency" }));

const startsOf = (tasks: readonly Task[]) =>
  schedule(tasks).schedules.map((it) =>
    it.type === "never" ? "never" : `${it.wave}.${it.step} ${it.earliest}..${it.latest}`,
  );

test("who waits starts with the next look; nobody is ready at the moment at which he starts", () => {
  const tasks = [
    task({ timeout: 100 }),
    task({ needs: needs(0), timeout: 10 }),
    task({ needs: needs(1) }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "1.0 30..130", "2.0 60..170"]);
});

test("who is applied later looks at once, and waits no more when all is ready by then", () => {
  const tasks = [
    task(),
    task({ needs: needs(0) }),
    task({ applier: 1 }),
    task({ applier: 2, needs: needs(0) }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "1.0 30..30", "2.0 30..30", "3.0 30..30"]);
});

test("sources are followed at once, values are there when it tries again", () => {
  const tasks = [
    task({ type: "source" }),
    task(),
    task({ needs: needs(1) }),
    task({ type: "object", applier: 2 }),
    task({
      retry: 20,
      needs: [
        { on: 0, by: "source" },
        { on: 3, by: "values" },
      ],
    }),
  ];
  expect(startsOf(tasks)).toEqual([
    "-1.0 0..0",
    "0.0 0..0",
    "1.0 30..30",
    "1.1 30..30",
    "2.0 40..40",
  ]);
});

test("who awaits others is ready after the last of them", () => {
  const tasks = [
    task({ awaits: [2], timeout: 50 }),
    task({ type: "release", applier: 0, timeout: 300 }),
    task({ type: "release", applier: 0, needs: needs(1), timeout: 300 }),
    task({ needs: needs(0) }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "0.1 0..0", "0.2 30..330", "1.0 60..660"]);
});

test("what applies its own source or values was given them", () => {
  const tasks = [
    task({
      needs: [
        { on: 1, by: "source" },
        { on: 2, by: "values" },
      ],
    }),
    task({ type: "source", applier: 0 }),
    task({ type: "object", applier: 0 }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "-1.0 0..0", "-1.0 0..0"]);
});

test("and so was what its source is made of", () => {
  const tasks = [
    task({ needs: [{ on: 1, by: "source" }], awaits: [1, 2] }),
    task({ type: "source", applier: 0, needs: [{ on: 2, by: "source" }] }),
    task({ type: "source", applier: 0 }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "-1.1 0..0", "-1.0 0..0"]);
});

test("values that close a ring are not waited for", () => {
  const tasks = [
    task({ needs: [{ on: 2, by: "values" }] }),
    task({ applier: 0 }),
    task({ type: "object", applier: 1 }),
  ];
  expect(startsOf(tasks)).toEqual(["0.0 0..0", "1.0 0..0", "1.1 0..0"]);
});

test("rings, what waits for them, what is missing and what fails", () => {
  const tasks = [
    task({ needs: needs(1) }),
    task({ needs: needs(0) }),
    task({ needs: needs(1) }),
    task({ applier: 2 }),
    task({ missing: true }),
    task({ needs: needs(4) }),
    task({ fails: true }),
    task({ needs: needs(6) }),
    task({ needs: needs(8) }),
  ];
  const { schedules, hindrances } = schedule(tasks);
  expect(schedules.map((it) => it.type === "never")).toEqual([
    true,
    true,
    true,
    true,
    true,
    true,
    false,
    true,
    true,
  ]);
  expect(hindrances.map((it) => (it?.type === "blocked" ? it.by : it?.type))).toEqual([
    "cycle",
    "cycle",
    1,
    2,
    undefined,
    4,
    undefined,
    6,
    "cycle",
  ]);
});

/** Tasks that name only those before them, then put into another order. */
const graphs = fc
  .array(
    fc.record({
      type: fc.constantFrom("kustomization", "release", "source", "canary", "object" as const),
      applier: fc.option(fc.nat(), { nil: undefined }),
      needs: fc.array(
        fc.record({ on: fc.nat(), by: fc.constantFrom("dependency", "source", "values" as const) }),
        { maxLength: 3 },
      ),
      timeout: fc.nat(600),
      retry: fc.nat(600),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) =>
    all.map(
      (it, index): Task => ({
        ...it,
        applier: index === 0 || it.applier === undefined ? undefined : it.applier % index,
        needs: index === 0 ? [] : it.needs.map((need) => ({ ...need, on: need.on % index })),
        awaits: [],
        missing: false,
        fails: false,
      }),
    ),
  );

test("in a graph without rings all start, each after those that it needs", () => {
  fc.assert(
    fc.property(graphs, (tasks) => {
      const { schedules, hindrances } = schedule(tasks);
      expect(hindrances.filter(Boolean)).toEqual([]);
      for (const [index, { applier, needs, type }] of tasks.entries()) {
        const own = schedules[index];
        if (own?.type !== "starts") throw new Error(`${index} never starts.`);
        expect(own.earliest).toBeLessThanOrEqual(own.latest);
        for (const on of needs.map((it) => it.on)) {
          const other = schedules[on];
          if (other?.type !== "starts") throw new Error(`${on} never starts.`);
          expect(own.earliest).toBeGreaterThanOrEqual(other.earliest);
          if (type === "kustomization") expect(own.wave).toBeGreaterThan(other.wave);
          else expect(own.wave > other.wave || own.step > other.step).toBe(true);
        }
        const by = applier === undefined ? undefined : schedules[applier];
        const isGiven = tasks[applier ?? 0]?.needs.some((it) => it.on === index);
        if (by?.type === "starts" && !isGiven) {
          expect(own.earliest).toBeGreaterThanOrEqual(by.earliest);
          expect(own.wave).toBeGreaterThanOrEqual(by.wave);
        }
      }
    }),
  );
});

test("any tasks at all are put in some order", () => {
  const any = fc.integer({ min: 1, max: 25 }).chain((count) => {
    const one = fc.nat(count - 1);
    return fc.array(
      fc.record({
        type: fc.constantFrom("kustomization", "release", "source", "canary", "object" as const),
        applier: fc.option(one, { nil: undefined }),
        needs: fc.array(
          fc.record({ on: one, by: fc.constantFrom("dependency", "source", "values" as const) }),
          { maxLength: 3 },
        ),
        awaits: fc.array(one, { maxLength: 3 }),
        missing: fc.boolean(),
        fails: fc.boolean(),
        timeout: fc.nat(600),
        retry: fc.nat(600),
      }),
      { minLength: count, maxLength: count },
    );
  });
  fc.assert(
    fc.property(any, (tasks: readonly Task[]) => {
      const { schedules, hindrances } = schedule(tasks);
      for (const [index, { missing }] of tasks.entries()) {
        const never = schedules[index]?.type === "never";
        if (missing) expect(never).toBe(true);
        else expect(never && hindrances[index] === undefined).toBe(false);
      }
    }),
  );
});

test("a chain of 12,000 is no deeper than any other", () => {
  const tasks = Array.from({ length: 12_000 }, (_, index) =>
    task(index === 0 ? {} : { needs: needs(index - 1) }),
  );
  const last = schedule(tasks).schedules.at(-1);
  expect(last).toMatchObject({ type: "starts", wave: 11_999, earliest: 11_999 * 30 });
});
