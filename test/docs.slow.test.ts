import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

test("the pages of the rules say what the rules say", () => {
  const update = join(import.meta.dirname, "../docs/update.ts");
  // Prints which pages differ and fails; so the message of a failure is in the error.
  const said = execFileSync(process.execPath, [update, "--check"], { encoding: "utf8" });
  expect(said).toBe("");
});
