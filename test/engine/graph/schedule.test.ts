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

test("who fails for want of values and is tried again later, starts no sooner at the latest than at the earliest", () => {
  const tasks = [
    task(),
    task({ needs: needs(0) }),
    task({ timeout: 2 }),
    task({
      needs: [
        { on: 1, by: "values" },
        { on: 2, by: "source" },
      ],
      retry: 7,
    }),
  ];
  expect(startsOf(tasks).at(-1)).toBe("2.0 35..35");
});
