import { describe, expect, test } from "vitest";
import { durationMeant, grammarOf } from "../../../server/engine/schema/duration.ts";

const flux = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
const fluxSource = "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$";
const flagger = "^[0-9]+(m|s)";
const gateway = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

test.for([
  ["Flux", flux, { units: ["h", "m", "s", "ms"], fractions: true, sums: true }],
  ["a source of Flux", fluxSource, { units: ["m", "s", "ms"], fractions: true, sums: true }],
  ["Flagger", flagger, { units: ["m", "s"], fractions: false, sums: false }],
  ["Gateway API", gateway, { units: ["h", "m", "s", "ms"], fractions: false, sums: true }],
  ["a host name", "^([a-z0-9]+)(\\.[a-z0-9]+)*$", undefined],
] as const)("the grammar of %s", ([, pattern, grammar]) => {
  expect(grammarOf({ pattern })).toEqual(grammar);
});

describe("what was meant", () => {
  test.for([
    ["60", flux, "60s"],
    ["90", flagger, "90s"],
    ["1d", flux, "24h"],
    ["1.5d", flux, "36h"],
    ["1d", fluxSource, "1440m"],
    ["1w", flux, "168h"],
    ["1h", fluxSource, "60m"],
    ["1.5h", fluxSource, "90m"],
    ["0.5m", flagger, "30s"],
    ["1m30s", flagger, "90s"],
    ["500ms", flagger, undefined],
    ["5 minutes", flux, "5m"],
    ["1h 30min", flux, "1h30m"],
    ["30SEC", flux, "30s"],
    ["1min", flagger, "1m"],
    ["2h45m", gateway, "2h45m"],
    ["", flux, undefined],
    ["0", flux, undefined],
    ["soon", flux, undefined],
    ["5 parsecs", flux, undefined],
    ["-5m", flux, undefined],
    ["1m,", flux, undefined],
  ] as const)('"%s" for %s is %s', ([text, pattern, meant]) => {
    const grammar = grammarOf({ pattern });
    expect(grammar && durationMeant(text, grammar)).toBe(meant);
  });
});
