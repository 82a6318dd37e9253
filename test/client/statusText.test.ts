import { expect, test } from "vitest";
import { type StatusModel, statusText } from "../../client/statusText.ts";

const calm: StatusModel = { server: { state: "running" }, setup: [], errors: 0, warnings: 0 };
const unread = { message: ".flightpath.yaml is not used: it is no mapping." };

test.for<readonly [string, Partial<StatusModel>, string]>([
  ["nothing wrong", {}, "calm $(pass) Flightpath | No problems found."],
  [
    "problems",
    { errors: 1, warnings: 2 },
    "calm Flightpath $(error) 1 $(warning) 2 | 1 error, 2 warnings.",
  ],
  ["warnings alone", { warnings: 1 }, "calm Flightpath $(warning) 1 | 0 errors, 1 warning."],
  [
    "starting",
    { server: { state: "starting" }, errors: 3 },
    "calm $(loading~spin) Flightpath | The language server is starting.",
  ],
  [
    "reading",
    { reading: { done: 12 } },
    "calm $(loading~spin) Flightpath 12 | Reading the workspace: 12 files so far.",
  ],
  [
    "reading a known number of files",
    { reading: { done: 1, total: 431 } },
    "calm $(loading~spin) Flightpath 1/431 | Reading the workspace: 1 of 431 files so far.",
  ],
  [
    "waiting",
    { server: { state: "waiting", milliseconds: 500 }, errors: 3 },
    "warning $(warning) Flightpath | The language server ended; it is started again in 1 s.",
  ],
  [
    "stopped",
    { server: { state: "stopped" } },
    "error $(error) Flightpath stopped | The language server is not running. Click for ways to start it or to see why.",
  ],
  [
    "trouble with the setup",
    { setup: [unread], errors: 2 },
    "warning $(warning) Flightpath $(error) 2 | .flightpath.yaml is not used: it is no mapping.\n2 errors, 0 warnings.",
  ],
])("%s", ([, change, words]) => {
  const { mood, text, tooltip } = statusText({ ...calm, ...change });
  expect(`${mood} ${text} | ${tooltip}`).toBe(words);
});

test("a screen reader hears the name and one line", () => {
  const { label } = statusText({ ...calm, setup: [unread] });
  expect(label).toBe(
    "Flightpath: .flightpath.yaml is not used: it is no mapping. No problems found.",
  );
});
