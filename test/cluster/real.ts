import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { clientContract } from "./clientContract.ts";
import { faults } from "./faults.ts";
import { fluxContract } from "./fluxContract.ts";
import { fluxProgram } from "./fluxProgram.ts";
import { kubectlProgram } from "./kubectlProgram.ts";
import { rights } from "./rights.ts";
import { never, seatAt, until } from "./support.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** The contract on real programs; `npm run test:cluster` says where they are. */
let cluster: ClusterUnderTest | undefined;

beforeAll(async () => {
  const running = process.env.FLIGHTPATH_CLUSTER_RUNNING;
  const programs = process.env.FLIGHTPATH_CLUSTER_PROGRAMS;
  if (running) cluster = underTest(JSON.parse(readFileSync(running, "utf8")), async () => {});
  else if (programs) cluster = await start(programs);
  else throw new Error("Run npm run test:cluster: it builds and names the programs.");
});
afterAll(() => cluster?.close());

const opened = () => {
  if (!cluster) throw new Error("the control plane did not start");
  return cluster;
};
describe("on the real control plane", () => {
  faults(opened);
  rights(opened);
  clientContract(opened);
  fluxContract(opened);
  fluxProgram(opened);
  kubectlProgram(opened);
});

/** What `up.mjs` prints when everything answers. */
interface Environment {
  readonly dir: string;
  readonly pid: number;
  readonly admin: string;
  readonly viewer: string;
  readonly git: string;
  readonly gitRoot: string;
  readonly pids: Readonly<Record<string, number>>;
}

function underTest(environment: Environment, close: () => Promise<void>): ClusterUnderTest {
  const read = (): Environment =>
    JSON.parse(readFileSync(join(environment.dir, "env.json"), "utf8"));
  const freeze = (name: string, isFrozen: boolean) => {
    const pid = read().pids[name];
    if (pid === undefined) throw new Error(`${name} does not run`);
    process.kill(pid, isFrozen ? "SIGSTOP" : "SIGCONT");
  };
  return {
    admin: environment.admin,
    viewer: environment.viewer,
    git: { root: environment.gitRoot, url: environment.git },
    freezeServer: (isFrozen) => freeze("apiserver", isFrozen),
    async restartServer() {
      const before = read().pids.apiserver;
      process.kill(environment.pid, "SIGUSR2");
      await until("a new API server", () => read().pids.apiserver !== before);
      await until("its answer", async () => {
        const seat = await seatAt(environment.admin);
        const { failure } = await seat.connection.probe("/readyz", 2000, never);
        seat.close();
        return failure === undefined;
      });
    },
    freezeController: freeze,
    close,
  };
}

async function start(programs: string): Promise<ClusterUnderTest> {
  const state = mkdtempSync(join(tmpdir(), "control-plane-"));
  const up = join(import.meta.dirname, "control-plane/up.mjs");
  const options = ["--bin", programs, "--dir", state, "--flux", "--flagger", "linkerd", "--stdin"];
  const child = spawn(process.execPath, [up, ...options], { stdio: ["pipe", "pipe", "inherit"] });
  const environment = await firstLine(child);
  return underTest(JSON.parse(environment), async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.stdin.end();
    await ended;
    rmSync(state, { recursive: true, force: true });
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (piece) => {
      text += piece;
      const end = text.indexOf("\n");
      if (end >= 0) resolve(text.slice(0, end));
    });
    child.once("exit", (code) => reject(new Error(`the control plane ended with ${code}`)));
  });
}
