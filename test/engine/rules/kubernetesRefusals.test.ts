import { describe, expect, test } from "vitest";
import { catalogue } from "../../support/catalogue.ts";
import { problemsIn } from "../../support/expect.ts";
import { recordedRefusals } from "./recordedRefusals.ts";

describe("what the API server said of an object is foreseen", () => {
  test.for(recordedRefusals)("$what: $is", ({ is, object }) => {
    const shown = problemsIn(new Map([["object.yaml", object]]), { catalogue });
    const errors = shown.filter((it) => it.severity === "error").map((it) => it.problem.message);
    if (is === "refused") expect(errors.length).toBeGreaterThan(0);
    else expect(errors).toEqual([]);
  });
});
