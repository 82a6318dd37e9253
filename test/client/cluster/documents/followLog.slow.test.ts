import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readObject } from "../../../../client/cluster/api/desk.ts";
import { health } from "../../../../client/cluster/api/health.ts";
import { logSources } from "../../../../client/cluster/api/logStreams.ts";
import { followLog } from "../../../../client/cluster/documents/followLog.ts";
import { type Demo, startDemo } from "../../../../demo/main.ts";
import { root } from "../../../../scripts/paths.mjs";
import { never, type Seat, seatAt, until, well } from "../../../cluster/support.ts";

/** Logs of the demo cluster, in which the controllers write what the real ones do. */
const folder = mkdtempSync(join(tmpdir(), "logs-"));
let demo: Demo;
let seat: Seat;
beforeAll(async () => {
  demo = await startDemo({ folders: [join(root, "examples", "faces")] });
  const file = join(folder, "kubeconfig");
  writeFileSync(file, demo.kubeconfig);
  seat = await seatAt(file);
});
afterAll(async () => {
  seat.close();
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

const top = {
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace: "flux-system",
  name: "flux-system",
};

const deployment = {
  group: "apps",
  kind: "Deployment",
  namespace: "flux-system",
  name: "kustomize-controller",
};

test("what a controller says of an object, and of no other, for as long as somebody listens", async () => {
  await until("kustomize-controller runs", async () => {
    const { value } = await readObject(seat.desk, deployment, never);
    return value && health(value.object).state === "ready";
  });
  const sources = well(await logSources(seat.desk, top, never));
  expect(sources.controller).toBe("kustomize-controller");
  const [source] = sources.sources;
  if (!source) throw new Error("no container");
  expect(source).toMatchObject({ namespace: "flux-system", container: "manager" });
  const told: string[] = [];
  const listening = new AbortController();
  const options = { about: top, isNamed: true };
  const tell = (line: string) => told.push(line);
  const following = followLog(seat.desk, source, options, tell, listening.signal);
  await until("a line about it", () => told.length > 0);
  listening.abort();
  await following;
  expect(told[0]).toMatch(
    /^\[kustomize-controller-\S+\] (\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d {2}\w+ /,
  );
  expect(told.join("\n")).not.toMatch(/cert-manager\b.*Reconciliation/);
});

test("what cannot be read is told in one line", async () => {
  const told: string[] = [];
  const source = { namespace: "flux-system", pod: "gone", container: "manager" };
  await followLog(seat.desk, source, { isNamed: false }, (line) => told.push(line), never);
  expect(told).toEqual([expect.stringMatching(/^cannot be read: .*gone/)]);
});
