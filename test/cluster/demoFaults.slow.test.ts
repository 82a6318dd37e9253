import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { feelPulse } from "../../client/cluster/api/pulse.ts";
import { realTime } from "../../client/cluster/api/time.ts";
import { watchKind } from "../../client/cluster/api/watched.ts";
import { startDemo } from "../../demo/main.ts";
import type { Fault } from "../../demo/shell/fault.ts";
import { seatAt, stageOn, until } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "faults-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configMaps = {
  group: "",
  version: "v1",
  kind: "ConfigMap",
  plural: "configmaps",
  isNamespaced: true,
  verbs: [],
};
const map = (name: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, namespace: "apps" },
});

/** What goes wrong for six seconds while something happens on the server, which nobody can see then. */
const troubles: readonly (readonly [string, Fault | "lines break", string | undefined])[] = [
  ["every line breaks", "lines break", undefined],
  ["no answer, the line broken", { type: "drop" }, "stale"],
  ["no answer at all", { type: "hang" }, undefined],
  ["answers that take their time", { type: "slow", milliseconds: 3000 }, undefined],
  ["what we know is too old", { type: "status", code: 410 }, undefined],
  ["too many requests", { type: "status", code: 429, retryAfter: 1 }, "stale"],
  ["the server is going down", { type: "status", code: 503 }, "stale"],
  ["the storage does not answer", { type: "status", code: 500 }, "stale"],
];

test.concurrent.for(troubles)("%s: caught up with in five seconds", async ([name, fault, kind]) => {
  const demo = await startDemo();
  const file = join(folder, name);
  writeFileSync(file, demo.kubeconfig);
  const [stage, seat] = [await stageOn(file), await seatAt(file)];
  await stage.apply(map("before"), map("goes"));
  const watch = watchKind({
    connection: seat.connection,
    resource: configMaps,
    namespaces: ["apps"],
    time: realTime,
    pulse: feelPulse(seat.connection, realTime),
  });
  const told: string[] = [];
  const leave = watch.look((changes) => {
    for (const { type, object } of changes) told.push(`${type} ${object.metadata.name}`);
  });
  const state = () => watch.now().parts[0]?.state.kind;
  await until("the list", () => state() === "live");
  told.length = 0;

  demo.setFaults(({ method }) => (method === "GET" && fault !== "lines break" ? fault : undefined));
  demo.dropConnections();
  await stage.apply(map("comes"));
  await stage.remove("/api/v1/namespaces/apps/configmaps/goes");
  await new Promise((resolve) => setTimeout(resolve, 6000));
  if (kind) expect(state()).toBe(kind);
  demo.setFaults(() => undefined);
  const recovered = Date.now();
  const names = () =>
    [...watch.now().objects.values()]
      .map(({ metadata }) => metadata.name)
      .sort()
      .join(" ");
  await until("the server's state", () => names() === "before comes" && state() === "live", 20);
  expect(Date.now() - recovered).toBeLessThan(5000);
  expect(told.sort()).toEqual(["added comes", "removed goes"]);
  leave();
  stage.close();
  seat.close();
  await demo.close();
});
