import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { startDemo } from "../../demo/main.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** Starts the demo cluster, with Flux and Flagger, before the tests of a file and closes it after them. */
export function demoUnderTest(): () => ClusterUnderTest {
  let cluster: ClusterUnderTest | undefined;
  const folder = mkdtempSync(join(tmpdir(), "demo-"));
  beforeAll(async () => {
    cluster = await started(folder);
  });
  afterAll(async () => {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!cluster) throw new Error("the demo cluster did not start");
    return cluster;
  };
}

const GIT = "https://git.example.com";

async function started(folder: string): Promise<ClusterUnderTest> {
  const repositories = join(folder, "repositories");
  mkdirSync(repositories);
  const demo = await startDemo({
    folders: [],
    folderOf: (url) => (url.startsWith(GIT) ? join(repositories, basename(url)) : undefined),
  });
  insideOf(demo.cluster, "stage").apply(flagger);
  let isFrozen = false;
  demo.setFaults(() => (isFrozen ? { type: "hang" } : undefined));
  const config = JSON.parse(demo.kubeconfig) as Record<string, unknown>;
  const file = (name: string, context: string) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ ...config, "current-context": context }));
    return path;
  };
  return {
    admin: file("admin", "flightpath-demo"),
    viewer: file("viewer", "flightpath-demo-viewer"),
    freezeServer: (value) => {
      isFrozen = value;
    },
    restartServer: async () => demo.dropConnections(),
    git: { root: repositories, url: GIT, isFolder: true },
    freezeController: (name, value) => demo.running?.freeze(name, value),
    hasLogs: true,
    close: demo.close,
  };
}

/** Flagger runs in the demo cluster where a Deployment asks for it. */
const flagger = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "flagger", namespace: "flux-system" },
  spec: {
    selector: { matchLabels: { app: "flagger" } },
    template: {
      metadata: { labels: { app: "flagger" } },
      spec: {
        containers: [
          {
            name: "flagger",
            image: "ghcr.io/fluxcd/flagger:1.44.0",
            args: ["-mesh-provider=kubernetes"],
          },
        ],
      },
    },
  },
};
