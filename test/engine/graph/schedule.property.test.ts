import fc from "fast-check";
import { expect, test } from "vitest";
import { schedule } from "../../../server/engine/graph/schedule.ts";
import type { Task } from "../../../server/engine/graph/task.ts";
import { runs } from "../../support/runs.ts";

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
    { numRuns: runs(25, 1000) },
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
    { numRuns: runs(25, 1000) },
  );
});

const length = runs(4_000, 12_000);

test(`a chain of ${length} is no deeper than any other`, () => {
  const tasks = Array.from(
    { length },
    (_, index): Task => ({
      type: "kustomization",
      applier: undefined,
      needs: index === 0 ? [] : [{ on: index - 1, by: "dependency" }],
      awaits: [],
      missing: false,
      fails: false,
      timeout: 0,
      retry: 60,
    }),
  );
  const last = schedule(tasks).schedules.at(-1);
  expect(last).toMatchObject({ type: "starts", wave: length - 1, earliest: (length - 1) * 30 });
});
