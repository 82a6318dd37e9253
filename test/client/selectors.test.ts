import { expect, test } from "vitest";
import { linkPath, spreadOver, widthOf } from "../../client/browser/selectors/linkPath.ts";
import { momentAt } from "../../client/browser/selectors/shown.ts";
import { toView } from "../../client/browser/selectors/toView.ts";
import { fromView, viewStateIn } from "../../client/selectors/fromView.ts";
import type { MomentName, SelectorMoment, SelectorPicture } from "../../protocol/selectors.ts";

test.for([
  [{ type: "ready" }],
  [{ type: "draw", number: 1, isWhole: true }],
  [{ type: "reveal", picture: 1, place: 0 }],
  [{ type: "mend", fault: 0, fix: 1 }],
])("a message of the view: %j", ([message]) => {
  expect(fromView(message)).toEqual(message);
});

test.for([
  [null],
  ["ready"],
  [{}],
  [{ type: "open" }],
  [{ type: "draw" }],
  [{ type: "draw", number: -1 }],
  [{ type: "reveal", picture: 1, place: "0" }],
  [{ type: "reveal", place: 0 }],
  [{ type: "mend", fault: 0 }],
  [{ type: "mend", fault: 0.5, fix: 0 }],
])("no message of the view: %j", ([message]) => {
  expect(fromView(message)).toBeUndefined();
});

const state = { id: "[]", label: "store/shop", moment: "before", step: 2 };

test.for([
  [state, state],
  [
    { ...state, step: "x" },
    { ...state, step: -1 },
  ],
  [{ ...state, moment: "never" }, undefined],
  [{ ...state, id: 5 }, undefined],
  [undefined, undefined],
])("what a panel remembers: %j", ([remembered, read]) => {
  expect(viewStateIn(remembered)).toEqual(read);
});

test("messages to the view", () => {
  const picture = { summary: "", moments: [], faults: [], notes: [] };
  const messages = [
    { type: "start", state },
    { type: "picture", number: 1, picture },
    { type: "problem", number: 1, problem: "gone" },
    { type: "changed" },
  ];
  for (const it of messages) expect(toView(it)).toEqual(it);
  const others = [
    undefined,
    { type: "start" },
    { type: "picture", number: 1, picture: { ...picture, moments: undefined } },
    { type: "toString" },
    { type: "problem", problem: "gone" },
  ];
  for (const it of others) expect(toView(it)).toBeUndefined();
});

const moment = (name: MomentName, weight?: number): SelectorMoment => ({
  name,
  sentence: "",
  ways: [],
  nodes: [],
  links: [],
  ...(weight === undefined ? {} : { weight }),
});

const pictureOf = (...moments: readonly SelectorMoment[]): SelectorPicture<unknown> => ({
  name: "",
  kind: "Canary",
  namespace: "",
  build: "",
  summary: "",
  moments,
  faults: [],
  notes: [],
  places: [],
});

test("the moment that is asked for, or the nearest before it", () => {
  const weights = [0, 5, 50, 100].map((it) => moment("during", it));
  const whole = pictureOf(moment("git"), moment("before"), ...weights, moment("after"));
  expect(momentAt(whole, "during", 1)?.weight).toBe(5);
  // Both get some of the traffic.
  expect(momentAt(whole, "during", -1)?.weight).toBe(50);
  expect(momentAt(whole, "during", 9)?.weight).toBe(50);
  expect(momentAt(whole, "after", -1)?.name).toBe("after");
  const short = pictureOf(moment("git"));
  expect(momentAt(short, "after", -1)?.name).toBe("git");
  expect(momentAt(pictureOf(), "git", 0)).toBeUndefined();
});

test("links leave and arrive level, next to one another, thicker with more traffic", () => {
  expect(linkPath({ x: 0, y: 10 }, { x: 100, y: 50 })).toBe("M0 10C50 10 50 50 100 50");
  expect(spreadOver(1, 40)).toEqual([20]);
  expect(spreadOver(3, 60)).toEqual([18, 30, 42]);
  expect(spreadOver(3, 24).every((it) => it > 0 && it < 24)).toBe(true);
  expect([undefined, "0 %", "50 %", "requests that match"].map(widthOf)).toEqual([
    1.5, 1.5, 4, 1.5,
  ]);
});
