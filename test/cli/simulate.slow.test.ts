import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const faces = join(root, "examples/faces");
const folder = mkdtempSync(join(tmpdir(), "flightpath-simulate-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built command line in a folder of its own. */
function simulate(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "simulate", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const canary = `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: shop }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80 }
  analysis:
    interval: 10s
    threshold: 2
    stepWeight: 50
    metrics: [{ name: request-success-rate, thresholdRange: { min: 90 } }]
    webhooks: [{ name: gate, type: confirm-promotion, url: "http://gate/" }]
`;

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(join(root, "schemas/flightpath", name), "utf8"));

const scenarios = readdirSync(faces).filter((it) => it.endsWith(".scenario.json"));

test.for(scenarios)("examples/faces/%s is as expected", (name) => {
  const { status, stdout, stderr } = simulate(join(faces, name));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/As expected\.\n$/);
});

test("three quarters of errors roll back at tick 5, a fifth succeeds at tick 13", () => {
  const ending = (name: string) =>
    simulate(join(faces, name))
      .stdout.split("\n")
      .find((it) => / after \d+ ticks/.test(it));
  expect(ending("face-errors-75.scenario.json")).toBe("Failed after 5 ticks, 50 s.");
  expect(ending("face-errors-20.scenario.json")).toBe("Succeeded after 13 ticks, 130 s.");
});

test("no line is wider than a pull request", () => {
  for (const name of scenarios) {
    const lines = simulate(join(faces, name)).stdout.split("\n");
    expect(lines.filter((it) => it.length > 100)).toEqual([]);
  }
});

test("scenarios and results are as their schemas say", () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const scenario = ajv.compile(schemaOf("scenario.json"));
  const simulation = ajv.compile(schemaOf("simulation.json"));
  expect(scenarios.length).toBeGreaterThanOrEqual(2);
  for (const name of scenarios) {
    const path = join(faces, name);
    expect(scenario(JSON.parse(readFileSync(path, "utf8"))) || scenario.errors).toBe(true);
    const found = JSON.parse(simulate(path, "--format", "json").stdout);
    expect(simulation(found) || simulation.errors).toBe(true);
  }
});

test("a Canary of a file, with options", () => {
  write("canary.yaml", canary);
  expect(simulate("canary.yaml#web", "--metric", "request-success-rate=10@2").stdout).toBe(
    `Canary shop/web (linkerd): 50 % → 100 % in 2 steps of 10 s, rolls back after 2 failed checks
Note: What Flagger is told is not known here; its defaults are taken (mesh provider istio).
Note: Deployment web is in no file here; a plain one with one replica is assumed.

tick    time  phase        canary          fails  what happens
   0      0s  Progressing  ░░░░░░░░   0%     0/2  [a new revision is there]
                                                  New revision detected! Scaling up web.shop
   1     10s  Progressing  ████░░░░  50%     0/2  Starting canary analysis for web.shop
                                                  Advance web.shop canary weight 50
   2     20s  Progressing  ████░░░░  50%     1/2  ! Halt web.shop advancement success rate 10.00% <
                                                    90%
   3     30s  Progressing  ████░░░░  50%     2/2  ! Halt web.shop advancement success rate 10.00% <
                                                    90%
   4     40s  Failed       ░░░░░░░░   0%     0/2  ! Rolling back web.shop failed checks threshold
                                                    reached 2
                                                  ! Canary failed! Scaling down web.shop

Failed after 4 ticks, 40 s.
Why: As many checks have failed as the threshold allows (spec.analysis.threshold, canary.yaml:11).
`,
  );
  const held = simulate("canary.yaml", "--webhook", "gate=pass@6");
  expect(held.stdout).toContain("Succeeded after 8 ticks, 80 s.");
  const closed = simulate("canary.yaml", "--preset", "gate-closed");
  expect(closed.stdout).toContain("Never ends: WaitingPromotion for ever, from tick 3 (30 s) on.");
});

test("what is not as expected answers 1 and says what", () => {
  write("canary.yaml", canary);
  const expected = { outcome: "Failed", within: 30, ticks: { 1: { weight: 20, events: ["x"] } } };
  write("a.scenario.json", JSON.stringify({ canary: "canary.yaml", expect: expected }));
  const { status, stdout } = simulate("a.scenario.json");
  expect(status).toBe(1);
  expect(stdout.slice(stdout.indexOf("Not as expected"))).toBe(`Not as expected:
- Expected the outcome Failed, and it is Succeeded.
- Expected the end within 30 s, and it takes 50 s.
- Expected weight 20 after tick 1, and it is 50.
- Expected tick 1 to say "x", and it says "Starting canary analysis for web.shop", "Advance web.shop
  canary weight 50".
`);
});

test("every Canary of a folder", () => {
  const { status, stdout } = simulate("--all", faces);
  expect(status).toBe(0);
  expect(stdout).toContain("succeeds after 130 s (13 ticks) at the earliest");
  expect(stdout).toContain("errors:      Failed after 50 s (5 ticks)");
  const rows = JSON.parse(simulate("--all", faces, "--format", "json").stdout);
  expect(rows.map((it: { canary: string }) => it.canary).sort()).toEqual([
    "faces/color",
    "faces/face",
    "faces/faces-gui",
    "faces/smiley",
  ]);
});

test.for([
  [[], "simulate wants a scenario (face.scenario.json) or a Canary (canary.yaml#face), or --all."],
  [["none.yaml"], "none.yaml does not exist. Name a file that does."],
  [["none.json"], "none.json does not exist. Name a scenario that is there."],
  [["canary.yaml#wbe"], 'There is no Canary "wbe". Did you mean web?'],
  [
    ["canary.yaml", "--metric", "latency=5"],
    'Canary web has no metric "latency". It has: request-success-rate.',
  ],
  [["canary.yaml", "--webhook", "gat=fail"], 'Canary web has no webhook "gat". It has: gate.'],
  [
    ["canary.yaml", "--metric", "request-success-rate=high"],
    '--metric takes a number, none, NaN or error for a value, not "high".',
  ],
  [
    ["canary.yaml", "--preset", "worst"],
    'There is no preset "worst". There are: healthy, errors, no-traffic, gate-closed, not-ready.',
  ],
  [["--all", "nowhere"], "nowhere is no folder. Name one that is."],
  [
    ["broken.scenario.json"],
    'broken.scenario.json at /expects: There is no field "expects" here. Did you mean "expect"?',
  ],
] as const)("could not run: %s", ([args, sentence]) => {
  write("canary.yaml", canary);
  write("broken.scenario.json", '{ "canary": "canary.yaml", "expects": {} }');
  expect(simulate(...args)).toEqual({
    status: 2,
    stdout: "",
    stderr: `flightpath: ${sentence}\n`,
  });
});
