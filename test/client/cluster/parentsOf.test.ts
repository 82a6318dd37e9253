import { expect, test } from "vitest";
import { parentsOf } from "../../../client/cluster/tree/parentsOf.ts";

/** `a: b c` for what comes after others; answers `a<c` for what stands under another, in any order of the lines. */
function parentsIn(text: string): string {
  const lines = text.split(", ").map((line) => line.split(":"));
  const of = (all: typeof lines) => {
    const linked = all.map(([key = "", links = ""]) => ({
      key,
      links: links.split(" ").filter(Boolean),
    }));
    const parents = parentsOf(new Map(linked.map((it) => [it.key, it])));
    return [...parents]
      .map(([key, { key: parent }]) => `${key}<${parent}`)
      .sort()
      .join(" ");
  };
  expect(of([...lines].reverse())).toBe(of(lines));
  return of(lines);
}

test("each stands under the one that comes last, of several the one that is named last", () => {
  expect(parentsIn("source:, infra: source, apps: source infra")).toBe("apps<infra infra<source");
  expect(parentsIn("one:, two:, three: one two")).toBe("three<two");
  expect(parentsIn("one:, two: one, three:, four: two three")).toBe("four<two two<one");
});

test("what is not there is not waited for", () => {
  expect(parentsIn("a: gone, b: a gone")).toBe("b<a");
});

test("a circle begins with the first of its own, and what follows it stands under it", () => {
  expect(parentsIn("m: n, n: m, a: m")).toBe("a<m n<m");
  expect(parentsIn("a: a, b: a")).toBe("b<a");
  expect(parentsIn("x: y, y: x, m: n x, n: m")).toBe("m<x n<m y<x");
});

test("a chain may be as long as it likes", () => {
  const chain = Array.from({ length: 5_000 }, (_, index) => ({
    key: `k${index}`,
    links: index === 0 ? [] : [`k${index - 1}`],
  }));
  const parents = parentsOf(new Map(chain.map((it) => [it.key, it])));
  expect([parents.size, parents.get("k4999")?.key]).toEqual([4_999, "k4998"]);
});
