import fc from "fast-check";
import { expect, test } from "vitest";
import {
  durationText,
  millisecondsOf,
  shortest,
  twoDecimals,
} from "../../../../server/engine/canary/metrics/format.ts";

/** As Go 1.26 prints them: `fmt.Printf("%.2f %v", value, value)`. */
test.for([
  [99, "99.00", "99"],
  [99.5, "99.50", "99.5"],
  [98.995, "99.00", "98.995"],
  [98.994, "98.99", "98.994"],
  [0.125, "0.12", "0.125"],
  [0.375, "0.38", "0.375"],
  [-0.125, "-0.12", "-0.125"],
  [-0.001, "-0.00", "-0.001"],
  [1234567.5, "1234567.50", "1.2345675e+06"],
  [4503599627370.375, "4503599627370.38", "4.503599627370375e+12"],
  [4503599627370.125, "4503599627370.12", "4.503599627370125e+12"],
  [0, "0.00", "0"],
  [-0, "-0.00", "-0"],
  [0.0001, "0.00", "0.0001"],
  [0.00001, "0.00", "1e-05"],
  [500_000, "500000.00", "500000"],
  [999_999.5, "999999.50", "999999.5"],
  [1_000_000, "1000000.00", "1e+06"],
  [12345678.5, "12345678.50", "1.23456785e+07"],
  [1e21, "1000000000000000000000.00", "1e+21"],
  [1e-100, "0.00", "1e-100"],
  [0.1 + 0.2, "0.30", "0.30000000000000004"],
  [Number.POSITIVE_INFINITY, "+Inf", "+Inf"],
  [Number.NEGATIVE_INFINITY, "-Inf", "-Inf"],
  [Number.NaN, "NaN", "NaN"],
] as const)("%d is %s and %s", ([value, decimals, short]) => {
  expect(twoDecimals(value)).toBe(decimals);
  expect(shortest(value)).toBe(short);
});

/** As Go prints `time.Duration(int64(value)) * time.Millisecond`. */
test.for([
  [0.999, "0s"],
  [1, "1ms"],
  [515.7, "515ms"],
  [1515.2, "1.515s"],
  [60_000, "1m0s"],
  [61_500, "1m1.5s"],
  [3_600_000, "1h0m0s"],
  [90_061_001, "25h1m1.001s"],
  [-1500, "-1.5s"],
  [1e13, "-2346317h47m53.709551616s"],
  [1e300, "0s"],
  [Number.NaN, "0s"],
] as const)("%d milliseconds are %s", ([value, text]) => {
  expect(durationText(millisecondsOf(value))).toBe(text);
});

test("small durations have units of their own", () => {
  expect([1n, 1_500n, 1_500_000n, 0n].map(durationText)).toEqual(["1ns", "1.5µs", "1.5ms", "0s"]);
});

test("the shortest form is the same float again", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(shortest(value))).toBe(value);
    }),
  );
});

test("two decimals are never more than half a hundredth away", () => {
  fc.assert(
    fc.property(fc.integer({ min: -8_000_000, max: 8_000_000 }), (eighths) => {
      const value = eighths / 8;
      const text = twoDecimals(value);
      expect(text).toMatch(/^-?\d+\.\d\d$/);
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.005 + 1e-9);
      if (eighths % 2 !== 0) expect(Number(text.at(-1)) % 2).toBe(0);
    }),
  );
});
