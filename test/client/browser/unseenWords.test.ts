import { expect, test } from "vitest";
import { liveWords } from "../../../client/browser/canary/liveWords.ts";
import { unseenWords } from "../../../client/browser/unseenWords.ts";
import type { Unseen } from "../../../protocol/unseen.ts";

test.for<readonly [Unseen["kind"], Unseen, string]>([
  ["none", { kind: "none" }, ""],
  ["offered", { kind: "offered", context: "demo" }, "The cluster demo is pinned."],
  ["connecting", { kind: "connecting", context: "demo" }, "Speaking with the cluster demo…"],
  [
    "lost",
    { kind: "lost", context: "demo", sentence: "It is gone." },
    "The cluster demo cannot be seen: It is gone.",
  ],
])("why nothing of a cluster is shown: %s", ([, unseen, words]) => {
  expect(unseenWords(unseen)).toBe(words);
  expect(liveWords(unseen)).toBe(words);
});
