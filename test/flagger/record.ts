// Records rollouts as the real Flagger plays them.
//
//   node test/flagger/record.ts --control-plane DIR --bin DIR --state DIR --out DIR FILE…
//
//   --control-plane  folder of up.mjs, which starts a Kubernetes control plane
//   --bin            folder of the programs that its build.sh builds (`cp` and `flagger`)
//   --state          folder for the state of the control plane; emptied
//   --out            folder for the recordings
//   FILE             recordings to be made anew, or scenarios: the same with a number of `ticks`
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { routingDefinitions } from "../../demo/routingDefinitions.ts";
import { type ApiServer, apiServer } from "./apiServer.ts";
import { knativeDefinitions } from "./knative.ts";
import { begin, openTick } from "./play.ts";
import { recorderServer } from "./recorderServer.ts";
import { flagsOf, recording } from "./recording.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioIn } from "./scenarioIn.ts";
import { type Tape, tape } from "./tape.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "control-plane": { type: "string", default: "../shared/reference/control-plane" },
    bin: { type: "string", default: "" },
    state: { type: "string", default: "" },
    out: { type: "string", default: "" },
  },
});
const children: ChildProcess[] = [];
process.on("SIGINT", () => void stop(1));
process.on("SIGTERM", () => void stop(1));

async function record(): Promise<void> {
  const scenarios = positionals.map(scenarioIn);
  const api = apiServer(await controlPlane());
  await prepare(api, scenarios);
  const tapes = new Map<string, Tape>(scenarios.map((it) => [it.id, tape(it)]));
  const recorder = await recorderServer(api, tapes, (it) => openTick(api, it, recorder));
  await startFlagger(scenarios, recorder);
  for (const it of tapes.values()) await begin(api, it, recorder);
  fs.mkdirSync(values.out, { recursive: true });
  const open = new Set(tapes.values());
  while (open.size > 0) {
    await sleep(500);
    for (const it of open) {
      if (!it.isFinished && !isStuck(it)) continue;
      open.delete(it);
      it.isFinished = true;
      fs.writeFileSync(fileOf(it.scenario), await recording(api, it, recorder));
      await forget(api, it);
      console.log(`${it.scenario.id} ${it.ticks.length} ticks, ${open.size} left`);
    }
  }
}

/** Nothing has happened for long: the Canary is gone, or was never taken up. */
const isStuck = (it: Tape): boolean =>
  Date.now() - Math.max(it.lastActivity, started) > (it.isDeleted ? 20_000 : 75_000);

const started = Date.now();

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40);

const fileOf = ({ id, title }: Scenario) =>
  path.join(values.out, `${id}-${slug(title).replace(/-$/, "")}.json`);

function run(name: string, program: string, args: readonly string[]): ChildProcess {
  const log = fs.openSync(path.join(values.state, `${name}.log`), "w");
  const child = spawn(program, args, { stdio: ["ignore", "pipe", log] });
  children.push(child);
  return child;
}

async function controlPlane(): Promise<string> {
  fs.mkdirSync(values.state, { recursive: true });
  const folder = path.join(values.state, "plane");
  const args = ["--bin", values.bin, "--dir", folder, "--fresh"];
  const child = run("plane", process.execPath, [
    path.join(values["control-plane"], "up.mjs"),
    ...args,
  ]);
  let text = "";
  for await (const part of child.stdout ?? []) {
    text += part;
    if (text.includes("\n")) break;
  }
  const kubeconfig = path.join(folder, "admin.kubeconfig");
  if (!text.includes('"ready":true')) throw new Error("The control plane did not start.");
  return kubeconfig;
}

async function prepare(api: ApiServer, scenarios: readonly Scenario[]): Promise<void> {
  for (const it of [...routingDefinitions, ...knativeDefinitions]) {
    await api.call("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", it);
  }
  for (const name of new Set(scenarios.map((it) => it.namespace))) {
    const body = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
    await api.call("POST", "/api/v1/namespaces", body);
  }
  await sleep(3000);
}

/** One process for every namespace, with the provider of its first two letters. */
async function startFlagger(scenarios: readonly Scenario[], recorder: string): Promise<void> {
  const kubeconfig = path.join(values.state, "recorder.kubeconfig");
  fs.writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "recorder",
      clusters: [{ name: "recorder", cluster: { server: recorder } }],
      users: [{ name: "recorder", user: {} }],
      contexts: [{ name: "recorder", context: { cluster: "recorder", user: "recorder" } }],
    }),
  );
  for (const namespace of new Set(scenarios.map((it) => it.namespace))) {
    const flags = Object.entries(flagsOf(namespace)).flatMap(([name, value]) => [
      `${name}=${value.replace("http://recorder", recorder)}`,
    ]);
    const own = ["-kubeconfig", kubeconfig, "-kubeconfig-qps=2000", "-kubeconfig-burst=4000"];
    const port = ["-port", String(await freePort())];
    run(`flagger-${namespace}`, path.join(values.bin, "flagger"), [...own, ...port, ...flags]);
  }
  await sleep(4000);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Takes the Canary away, so that Flagger works for the other scenarios alone. */
async function forget(api: ApiServer, { scenario, canary }: Tape): Promise<void> {
  const name = String((canary.metadata as { readonly name?: string } | undefined)?.name);
  const at = await api.pathOf("flagger.app/v1beta1", "Canary", scenario.namespace, name);
  const none = { metadata: { finalizers: null } };
  await api.call("PATCH", at, none, "application/merge-patch+json");
  await api.call("DELETE", at);
}

async function stop(code: number): Promise<void> {
  const ends = children
    .filter((it) => it.exitCode === null && it.signalCode === null)
    .map((it) => new Promise((done) => it.once("exit", done)));
  for (const child of children.reverse()) child.kill("SIGTERM");
  await Promise.all(ends);
  process.exit(code);
}

await record().then(
  () => stop(0),
  (error: unknown) => {
    console.error(error);
    stop(1);
  },
);
