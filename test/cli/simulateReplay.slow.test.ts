import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "flightpath-replay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function replay(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "simulate", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

const canary = {
  apiVersion: "flagger.app/v1beta1",
  kind: "Canary",
  metadata: { name: "cd", namespace: "test" },
  spec: {
    targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    service: { port: 80 },
    analysis: { interval: "10s", threshold: 1, stepWeight: 50 },
  },
};

test("a recording is played anew", () => {
  const recording = {
    format: 1,
    provider: "linkerd",
    flagger: { flags: { "-mesh-provider": "linkerd" } },
    namespace: "test",
    names: { canary: "cd", target: "web", apex: "web" },
    objects: [canary],
    script: {},
    ticks: [{ tick: 0, at: 0, reads: {} }],
  };
  writeFileSync(join(folder, "recording.json"), JSON.stringify(recording));
  const { status, stdout } = replay("--replay", "recording.json", "--format", "json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout).ticks[0].calls).toEqual([
    {
      event: ["Warning", 'deployment web.test get query error: deployments.apps "web" not found'],
      phase: "Initializing",
    },
  ]);
});

test.for<readonly [string, readonly string[], string]>([
  ["no file", ["--replay"], "--replay needs a value."],
  ["a missing file", ["--replay", "none.json"], "The recording none.json cannot be read (ENOENT)."],
  [
    "another format",
    ["--replay", "recording.json", "--format", "text"],
    "A replay is printed as json only, not as text.",
  ],
  [
    "another option",
    ["--replay", "recording.json", "--all"],
    "With --replay only --format json can be given, not --all.",
  ],
])("%s", ([, args, sentence]) => {
  expect(replay(...args)).toEqual({ status: 2, stdout: "", stderr: `flightpath: ${sentence}\n` });
});

test("something that is no recording", () => {
  writeFileSync(join(folder, "other.json"), "{}");
  expect(replay("--replay=other.json")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'flightpath: other.json is no recording of a rollout. Its "format" is null; 1 is known.\n',
  });
});
