import { expect, test } from "vitest";
import { sentPlaces } from "../../client/sentPlaces.ts";
import type { WirePlace } from "../../protocol/canary.ts";

const place = (uri: string): WirePlace => ({
  uri,
  start: { line: 0, character: 0 },
  end: { line: 0, character: 1 },
});

test("a click leads to the line of the picture that was clicked, whatever was sent since", () => {
  const sent = sentPlaces();
  sent.keep(1, [place("file:///a"), place("file:///b")]);
  sent.keep(2, [place("file:///b")]);
  expect(sent.at(1, 0)?.uri).toBe("file:///a");
  expect(sent.at(2, 0)?.uri).toBe("file:///b");
});

test("what no picture has is nowhere", () => {
  const sent = sentPlaces();
  sent.keep(1, [place("file:///a")]);
  expect([sent.at(1, 1), sent.at(2, 0)]).toEqual([undefined, undefined]);
  sent.clear();
  expect(sent.at(1, 0)).toBeUndefined();
});

test("of many pictures the last few are kept", () => {
  const sent = sentPlaces();
  for (const number of [1, 2, 3, 4]) sent.keep(number, [place(`file:///${number}`)]);
  expect([1, 2, 3, 4].map((it) => sent.at(it, 0)?.uri)).toEqual([
    undefined,
    "file:///2",
    "file:///3",
    "file:///4",
  ]);
});
