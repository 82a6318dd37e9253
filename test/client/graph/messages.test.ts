import { expect, test } from "vitest";
import { toView } from "../../../client/browser/graph/toView.ts";
import { fromView, viewStateIn } from "../../../client/graph/fromView.ts";
import type { GraphChoice } from "../../../protocol/graphView.ts";

const choice: GraphChoice = {
  layer: "since-commit",
  focus: "a",
  namespaces: ["faces"],
  kinds: [],
  states: [],
  expanded: ["b"],
  collapsed: [],
};

test.for([
  [{ type: "ready" }],
  [{ type: "draw", number: 1, choice }],
  [{ type: "reveal", picture: 1, place: 0, takesOver: true }],
  [{ type: "findings", picture: 1, place: 3 }],
  [{ type: "export", format: "png", choice }],
  [{ type: "painted", png: "data:image/png;base64,AA==" }],
])("a message of the view: %j", ([message]) => {
  expect(fromView(message)).toEqual(message);
});

test.for([
  [undefined],
  [null],
  ["draw"],
  [{}],
  [{ type: "shell" }],
  [{ type: "draw", number: "1", choice }],
  [{ type: "draw", number: 1 }],
  [{ type: "draw", number: 1, choice: { ...choice, layer: "moon" } }],
  [{ type: "draw", number: 1, choice: { ...choice, kinds: "all" } }],
  [{ type: "draw", number: 1, choice: { ...choice, focus: 7 } }],
  [{ type: "reveal", picture: 1, place: -1 }],
  [{ type: "reveal", place: 1 }],
  [{ type: "reveal", place: "file:///etc/passwd" }],
  [{ type: "export", format: "exe", choice }],
  [{ type: "painted" }],
])("none: %j", ([message]) => {
  expect(fromView(message)).toBeUndefined();
});

test("what a panel remembers is read anew", () => {
  const state = {
    choice,
    chosen: "a",
    shows: "table",
    camera: { x: 1, y: 2, zoom: 0.5 },
  };
  expect(viewStateIn(state)).toEqual(state);
  expect(viewStateIn({ choice, shows: "moon", camera: { x: 1, zoom: 0 }, more: 1 })).toEqual({
    choice,
    shows: "picture",
  });
  expect(viewStateIn({ shows: "picture" })).toBeUndefined();
  expect(viewStateIn("start")).toBeUndefined();
});

const picture = { groups: [], nodes: [], edges: [], notes: [], choices: {}, summary: "" };

test.for([
  [{ type: "start", state: { choice } }, true],
  [{ type: "start", state: { choice: { layer: "files" } } }, false],
  [{ type: "picture", number: 1, picture }, true],
  [{ type: "picture", number: 1, picture: {} }, false],
  [{ type: "problem", number: 1, problem: "No." }, true],
  [{ type: "problem", number: 1 }, false],
  [{ type: "findings", picture: 1, place: 0, findings: [] }, true],
  [{ type: "findings", place: 0, findings: [] }, false],
  [{ type: "show", ids: ["a"] }, true],
  [{ type: "at", ids: [1] }, false],
  [{ type: "layers", layers: ["files"] }, true],
  [{ type: "paint", svg: "<svg/>" }, true],
  [{ type: "changed" }, true],
  [{ type: "constructor" }, false],
  [undefined, false],
] as const)("the view takes %j: %s", ([message, isOne]) => {
  expect(toView(message)).toEqual(isOne ? message : undefined);
});
