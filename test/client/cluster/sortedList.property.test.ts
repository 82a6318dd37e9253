import fc from "fast-check";
import { expect, test } from "vitest";
import { changeSorted } from "../../../client/cluster/tree/sortedList.ts";
import { runs } from "../../support/runs.ts";

/** A list that is changed is the list that would be made anew, be it by few items or by many. */

interface Item {
  readonly order: number;
}

const items = fc
  .uniqueArray(fc.nat(999), { maxLength: 60 })
  .map((orders) => orders.map((order): Item => ({ order })));
const compare = (one: Item, other: Item): number => one.order - other.order;

test("a changed list is as if it were sorted anew", () => {
  fc.assert(
    fc.property(
      items,
      items,
      fc.func(fc.boolean()),
      fc.boolean(),
      (first, second, isGone, isOne) => {
        const known = new Set(first.map(({ order }) => order));
        const added = second.filter(({ order }) => !known.has(order)).slice(0, isOne ? 1 : 60);
        const gone = first.filter(({ order }) => isGone(order)).slice(0, isOne ? 1 : 60);
        const sorted = first.toSorted(compare);
        changeSorted(sorted, new Set(gone), added, compare);
        const kept = first.filter((it) => !gone.includes(it));
        expect(sorted).toEqual([...kept, ...added].sort(compare));
      },
    ),
    { numRuns: runs(100, 2000) },
  );
});

test("what stands nowhere takes nothing along", () => {
  const sorted: Item[] = [{ order: 1 }, { order: 2 }];
  changeSorted(sorted, new Set([{ order: 2 }]), [], compare);
  expect(sorted).toEqual([{ order: 1 }, { order: 2 }]);
});
