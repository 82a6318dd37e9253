import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { rules } from "../../../server/engine/rules/all.ts";
import { problemsIn } from "../../support/expect.ts";

const top = join(import.meta.dirname, "../../..");
const cases = join(top, "../shared/conformance/flux");

interface Case {
  readonly name: string;
  readonly kind: "build" | "error" | "cluster";
  readonly class: string;
}

/** What the real controllers did with small repositories; the folder may or may not be there. */
const recorded: readonly Case[] = existsSync(join(cases, "manifest.json"))
  ? JSON.parse(readFileSync(join(cases, "manifest.json"), "utf8")).cases
  : [];

const repositoryOf = ({ name }: Case): string => join(cases, "cases", name, "repo");

/** Codes of errors that a rule, and no schema, finds in a folder. */
function errorsIn(folder: string): readonly string[] {
  const codes = new Set(rules.map((it) => it.code));
  return problemsIn(filesBelow(folder))
    .filter((it) => it.severity === "error" && codes.has(it.problem.code))
    .map((it) => `${it.place.path}: ${it.problem.code}`);
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (lstatSync(file).isFile()) files.set(name.replaceAll("\\", "/"), readFileSync(file, "utf8"));
  }
  return files;
}

const right = [
  join(top, "examples/faces"),
  ...recorded.filter((it) => it.kind === "build").map(repositoryOf),
];

test.for(right.map((it) => [it.slice(it.lastIndexOf("/", it.length - 6) + 1), it] as const))(
  "what was built without an error has none: %s",
  ([, folder]) => {
    expect(errorsIn(folder)).toEqual([]);
  },
);

const wrong = [
  { folder: join(top, "examples/broken"), what: "broken" },
  ...recorded
    // A symbolic link is no folder to Flux, and no file to the host.
    .filter((it) => it.kind === "error" && it.class === "path" && !it.name.includes("symlink"))
    .map((it) => ({ folder: repositoryOf(it), what: it.name })),
];

test.for(wrong)("a path that leads nowhere is found: $what", ({ folder }) => {
  const codes = errorsIn(folder).map((it) => it.split(": ")[1]);
  expect(codes.some((it) => it === "path-missing" || it === "path-is-file")).toBe(true);
});
