import { expect, test } from "vitest";
import type { FollowState } from "../../../client/cluster/api/followState.ts";
import type { Watched } from "../../../client/cluster/api/watched.ts";
import { unread } from "../../../client/graph/unread.ts";

const FORBIDDEN: FollowState = { kind: "forbidden", sentence: "forbidden: cannot list them" };

const watched = (kind: string, state: FollowState, namespace?: string): Watched =>
  ({
    resource: { kind, group: "example.com" },
    objects: new Map(),
    parts: [{ state, ...(namespace === undefined ? {} : { namespace }) }],
  }) as unknown as Watched;

test("what was read is known, also while the line is broken", () => {
  const live = watched("A", { kind: "live", since: 1 });
  const stale = watched("B", { kind: "stale", since: 1, sentence: "Nobody answers." });
  expect(unread([live, stale])).toEqual({ kinds: [], notes: [] });
});

test("kinds that may not be listed are told in one sentence", () => {
  const names = ["A", "B", "C", "D", "E", "F"];
  const notesOf = (count: number) =>
    unread(names.slice(0, count).map((it) => watched(it, FORBIDDEN))).notes;
  expect(notesOf(1)).toEqual(["A is not shown: you may not list it."]);
  expect(notesOf(2)).toEqual(["A and B are not shown: you may not list them."]);
  expect(notesOf(6)).toEqual(["A, B, C and 3 more kinds are not shown: you may not list them."]);
});

test("a kind may be known in one namespace only, and what failed says why", () => {
  const failed: FollowState = { kind: "failed", sentence: "the server is out of order." };
  expect(unread([watched("A", FORBIDDEN, "apps"), watched("B", failed)])).toEqual({
    kinds: [
      { apiGroup: "example.com", kind: "A", namespace: "apps" },
      { apiGroup: "example.com", kind: "B" },
    ],
    notes: [
      "A in apps is not shown: you may not list it.",
      "B is not shown: the server is out of order.",
    ],
  });
});
