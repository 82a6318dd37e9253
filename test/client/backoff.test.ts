import { expect, test } from "vitest";
import { backoff } from "../../client/backoff.ts";

const second = 1000;

test.for([
  ["the first ending", [0], 500],
  ["a second one soon after", [0, 3 * second], 1000],
  ["one after another", [0, 1, 2, 3], 4000],
  ["very many", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 30_000],
  ["after a minute of health", [0, 1, 2, 3, 70 * second], 500],
  ["soon after one that followed a minute of health", [0, 1, 70 * second, 71 * second], 1000],
] as const)("%s", ([, endings, pause]) => {
  expect(backoff(endings)).toBe(pause);
});
