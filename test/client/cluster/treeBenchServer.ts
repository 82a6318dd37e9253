import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { insideOf } from "../../../demo/apiserver/inside.ts";
import { startDemo } from "../../../demo/main.ts";
import type { JsonObject } from "../../../server/engine/canary/json.ts";

/** A demo cluster with 5,000 objects; tells the path of its kubeconfig, and changes one object for each number that it reads. */

const now = new Date().toISOString();
const revision = "main@sha1:5f3c2a1b7d9e0f4a6c8b1d2e3f405162738495a6";
const demo = await startDemo();
const inside = insideOf(demo.cluster, "kustomize-controller");
const ready = (message: string, status = "True"): JsonObject => ({
  observedGeneration: 1,
  conditions: [
    {
      type: "Ready",
      status,
      reason: status === "True" ? "ReconciliationSucceeded" : "BuildFailed",
      message,
      lastTransitionTime: now,
      observedGeneration: 1,
    },
  ],
});

function put(apiVersion: string, kind: string, name: string, spec: JsonObject, status: JsonObject) {
  const namespace = `team-${name.length % 7}`;
  inside.apply({
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { "kustomize.toolkit.fluxcd.io/name": "apps" } },
    spec,
  });
  inside.patch({ apiVersion, kind, namespace, name }, { status }, "status");
}

for (let team = 0; team < 7; team += 1)
  inside.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: `team-${team}` } });
const kustomization = "kustomize.toolkit.fluxcd.io/v1";
const source = { kind: "GitRepository", name: "source-0" };
for (let number = 0; number < 500; number += 1)
  put(
    "source.toolkit.fluxcd.io/v1",
    "GitRepository",
    `source-${number}`,
    { interval: "1m", url: `https://example.com/${number}.git` },
    ready("stored artifact"),
  );
for (let number = 0; number < 3000; number += 1)
  put(
    kustomization,
    "Kustomization",
    `apps-${number}`,
    { interval: "10m", path: `./apps/${number}`, prune: true, sourceRef: source },
    {
      ...ready(`Applied revision: ${revision}`),
      lastAppliedRevision: revision,
      lastAttemptedRevision: revision,
      inventory: {
        entries: Array.from({ length: 10 }, (_, index) => ({
          id: `team-${index % 7}_thing-${number}-${index}__ConfigMap`,
          v: "v1",
        })),
      },
    },
  );
for (let number = 0; number < 1000; number += 1)
  put(
    "helm.toolkit.fluxcd.io/v2",
    "HelmRelease",
    `release-${number}`,
    { interval: "10m", chart: { spec: { chart: "x", sourceRef: source } }, values: { number } },
    ready("Helm install succeeded"),
  );
for (let number = 0; number < 500; number += 1)
  put(
    "flagger.app/v1beta1",
    "Canary",
    `canary-${number}`,
    {
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: `canary-${number}` },
      service: { port: 80 },
      analysis: { interval: "10s", threshold: 3, stepWeight: 5, maxWeight: 50 },
    },
    { phase: "Succeeded", canaryWeight: 0, failedChecks: 0, iterations: 0 },
  );

const file = join(mkdtempSync(join(tmpdir(), "flightpath-bench-")), "kubeconfig");
writeFileSync(file, demo.kubeconfig);
process.stdout.write(`${file}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  happen(Number(line));
  process.stdout.write("done\n");
}
process.exit(0);

/** Of ten events seven change a line, one a Canary, one brings an object and one takes it away. */
function happen(number: number): void {
  const round = Math.floor(number / 10);
  const step = number % 10;
  const spec = { interval: "10m", path: "./new", prune: true, sourceRef: source };
  if (step < 7) kustomizationChanges(round * 7 + step);
  else if (step === 7) canaryChanges(round);
  else if (step === 8) put(kustomization, "Kustomization", "apps-100-new", spec, {});
  else inside.remove(placeOf(kustomization, "Kustomization", "apps-100-new"));
}

function kustomizationChanges(count: number): void {
  // All of these stand among the lines that are drawn.
  const place = placeOf(kustomization, "Kustomization", `apps-${10 + (count % 45)}`);
  const message = `kustomize build failed: no such file ${count}`;
  const status = ready(message, Math.floor(count / 45) % 2 === 0 ? "False" : "True");
  inside.patch(place, { status }, "status");
}

function canaryChanges(count: number): void {
  const status = { phase: "Progressing", canaryWeight: count % 50, failedChecks: 0, iterations: 0 };
  inside.patch(placeOf("flagger.app/v1beta1", "Canary", "canary-10"), { status }, "status");
}

function placeOf(apiVersion: string, kind: string, name: string) {
  return { apiVersion, kind, namespace: `team-${name.length % 7}`, name };
}
