import { expect, test } from "vitest";
import { goDuration } from "../../server/engine/goDuration.ts";

test.for<readonly [string, number]>([
  ["10s", 10],
  ["1m", 60],
  ["1h15m30.5s", 4530.5],
  ["-1.5h", -5400],
  ["+2s", 2],
  ["0", 0],
  [".5m", 30],
  ["500ms", 0.5],
  ["1us", 1e-6],
  ["1µs", 1e-6],
])("%s is %s seconds", ([text, seconds]) => {
  expect(goDuration(text)).toEqual({ seconds });
});

test.for<readonly [string, string]>([
  ["", 'time: invalid duration ""'],
  ["s", 'time: invalid duration "s"'],
  ["3", 'time: missing unit in duration "3"'],
  ["1min", 'time: unknown unit "min" in duration "1min"'],
  ["1m3", 'time: missing unit in duration "1m3"'],
  ["1d", 'time: unknown unit "d" in duration "1d"'],
  [".s", 'time: invalid duration ".s"'],
  ["-", 'time: invalid duration "-"'],
  ["1 s", 'time: unknown unit " s" in duration "1 s"'],
  ["9999999h", 'time: invalid duration "9999999h"'],
])("%s is none: %s", ([text, error]) => {
  expect(goDuration(text)).toEqual({ error });
});
