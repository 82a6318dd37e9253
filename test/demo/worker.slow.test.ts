import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import https from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startDemoWorker } from "../../client/demoCluster/demoWorker.ts";
import { root } from "../../scripts/paths.mjs";
import { workshop } from "../../scripts/workshop.mjs";

const program = join(root, "dist/cli.js");

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly "certificate-authority-data": string } },
  ];
  readonly users: readonly [{ readonly user: { readonly token: string } }];
}

/** Asks the cluster of a kubeconfig; tells the status, or the code of the failure. */
function ask(url: string, kubeconfig: string, path: string): Promise<string> {
  const { clusters, users } = JSON.parse(kubeconfig) as Kubeconfig;
  const ca = Buffer.from(clusters[0].cluster["certificate-authority-data"], "base64");
  const headers = { authorization: `Bearer ${users[0].user.token}` };
  return new Promise((resolve) => {
    https
      .get(`${url}${path}`, { ca, headers, agent: false }, (response) => {
        response.resume();
        response.on("end", () => resolve(String(response.statusCode)));
      })
      .on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

test("the command line runs it as a thread, which obeys messages and keeps its state", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flightpath-worker-"));
  const notes: string[] = [];
  const ends: string[] = [];
  const listener = { onEnd: (it: string) => ends.push(it), onNote: (it: string) => notes.push(it) };
  workshop(join(folder, "workshop"));
  const folders = ["faces", "faces-demo"].map((it) => join(folder, "workshop", it));
  const state = join(folder, "state");
  const demo = await startDemoWorker(program, { folders, state }, listener);
  expect(notes[0]).toMatch(/^It follows clusters\/my-cluster of /);
  const namespaces = () => ask(demo.url, demo.kubeconfig, "/api/v1/namespaces");
  expect(await namespaces()).toBe("200");
  demo.send({ type: "setFault", fault: "refuse" });
  expect((await demo.describe()).fault).toBe("refuse");
  expect(await namespaces()).toBe("503");
  demo.send({ type: "setFault", fault: "dropConnections" });
  expect((await demo.describe()).fault).toBe("dropConnections");
  expect(await namespaces()).toBe("ECONNRESET");
  demo.send({ type: "setFault", fault: "none" });
  // Twenty times as fast, so that all of it is ready soon.
  demo.send({ type: "setSpeed", factor: 20 });
  const phases = async () => (await demo.describe()).canaries.map((it) => it.phase);
  await expect
    .poll(phases, { timeout: 60_000, interval: 500 })
    .toEqual(["Initialized", "Initialized", "Initialized", "Initialized"]);
  const face = { namespace: "faces", name: "face" };
  demo.send({ type: "setMetric", canary: face, metric: "request-success-rate", answer: "noData" });
  const { canaries } = await demo.describe();
  expect(canaries.find((it) => it.name === "face")?.metrics).toEqual([
    { name: "request-success-rate", answer: "noData" },
  ]);
  await demo.stop();
  expect(ends).toEqual([]);
  const again = await startDemoWorker(program, { folders, state }, listener);
  expect((await again.describe()).canaries.map((it) => it.name)).toEqual([
    "color",
    "face",
    "faces-gui",
    "smiley",
  ]);
  await again.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a state that cannot be read is one sentence, and nothing runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "flightpath-worker-"));
  const state = join(folder, "state");
  writeFileSync(state, "no folder");
  const listener = { onEnd: () => {}, onNote: () => {} };
  await expect(startDemoWorker(program, { folders: [], state }, listener)).rejects.toThrow(/state/);
  rmSync(folder, { recursive: true, force: true });
});
