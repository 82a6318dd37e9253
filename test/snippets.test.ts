import { expect, test } from "vitest";
import snippets from "../snippets/flightpath.json" with { type: "json" };
import { catalogue } from "./support/catalogue.ts";
import { problemsIn } from "./support/expect.ts";

/** What stands in the file when a person accepts every stop as it is. */
const accepted = (body: readonly string[]): string =>
  body
    .join("\n")
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replaceAll(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace("$0", "");

test.for(Object.entries(snippets))("%s is an object without fault", ([, { body }]) => {
  const text = accepted(body);
  expect(text).not.toMatch(/\$\{?\d/);
  const found = problemsIn(new Map([["object.yaml", text]]), { catalogue });
  // Alone in its workspace it names objects and files that are elsewhere.
  expect(found.filter(({ problem }) => !/missing/.test(problem.code))).toEqual([]);
});

test.for(Object.entries(snippets))("%s stays out of ordinary completion", ([, snippet]) => {
  expect(snippet).not.toHaveProperty("prefix");
  expect(snippet.isFileTemplate).toBe(true);
});
