import { expect, test } from "vitest";
import { unlinked } from "../../client/unlinked.ts";

test("words of a cluster never become a link that runs something", () => {
  expect(unlinked("failed: [here](command:workbench.action.quit) and [a] (b)")).toBe(
    "failed: [here] (command:workbench.action.quit) and [a] (b)",
  );
});
