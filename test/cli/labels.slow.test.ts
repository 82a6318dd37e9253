import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const examples = join(root, "examples");
const sides = ["--root", "faces", "--root", "faces-demo"];
const canaries = "faces/apps/faces/faces-canary.yaml";

/** Runs the built command line in the folder of the examples. */
function labels(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "labels", ...args],
    { cwd: examples, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test.for([
  ["face.txt", 0, [`${canaries}#face`, ...sides]],
  ["facesGui.txt", 0, ["faces/apps/faces/faces-abtest.yaml", ...sides]],
  ["search.txt", 1, ["broken/apps/canaries/selector-label.yaml"]],
] as const)("%s", async ([name, expected, args]) => {
  const { status, stdout, stderr } = labels(...args);
  await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, "labels", name));
  expect({ status, stderr }).toEqual({ status: expected, stderr: "" });
});

test("as JSON: the same as data, places as file and line", () => {
  const { stdout } = labels(`${canaries}#face`, ...sides, "--format", "json");
  const { choice, places } = JSON.parse(stdout);
  expect(choice.key).toBe("service");
  expect(places[choice.listPlace]).toBe("faces/infrastructure/flagger/release.yaml:28");
});

test.for([
  [[], "labels wants one file, such as canary.yaml or canary.yaml#face."],
  [["none.yaml"], "none.yaml does not exist. Name a file that does."],
  [[canaries], 'There are several: Canary/color, Canary/face, Canary/smiley. Name one behind "#".'],
  [[`${canaries}#fce`], `There is no fce in ${canaries}. Did you mean face?`],
  [
    [`${canaries}#x`],
    `There is no x in ${canaries}. There are: Canary/color, Canary/face, Canary/smiley.`,
  ],
  [
    ["faces/apps/faces/namespace.yaml"],
    "There is no Canary, Service or workload in faces/apps/faces/namespace.yaml.",
  ],
  [[canaries, "--format", "xml"], '--format takes text or json, not "xml".'],
  [
    [canaries, "--colour"],
    "Unknown option '--colour'. flightpath labels --help tells the options.",
  ],
] as const)("%j cannot be done, and why", ([args, sentence]) => {
  expect(labels(...args)).toEqual({ status: 2, stdout: "", stderr: `flightpath: ${sentence}\n` });
});
