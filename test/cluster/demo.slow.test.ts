import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { startDemo } from "../../demo/main.ts";
import { clientContract } from "./clientContract.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** The contract on the demo cluster; where it differs from the real one, it is wrong. */
let cluster: ClusterUnderTest | undefined;
const folder = mkdtempSync(join(tmpdir(), "demo-"));

beforeAll(async () => {
  const demo = await startDemo();
  let isFrozen = false;
  demo.setFaults(() => (isFrozen ? { type: "hang" } : undefined));
  const config = JSON.parse(demo.kubeconfig) as Record<string, unknown>;
  const file = (name: string, context: string) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ ...config, "current-context": context }));
    return path;
  };
  cluster = {
    admin: file("admin", "flightpath-demo"),
    viewer: file("viewer", "flightpath-demo-viewer"),
    freezeServer: (value) => {
      isFrozen = value;
    },
    restartServer: async () => demo.dropConnections(),
    close: demo.close,
  };
});
afterAll(async () => {
  await cluster?.close();
  rmSync(folder, { recursive: true, force: true });
});

clientContract(() => {
  if (!cluster) throw new Error("the demo cluster did not start");
  return cluster;
});
