import { expect, test } from "vitest";
import { parse } from "yaml";
import { identityOf, type KubeObject, keyOf } from "../../../../client/cluster/api/kubeObject.ts";
import type { Surroundings } from "../../../../client/cluster/api/whyNotReady.ts";
import { findingsOf } from "../../../../client/cluster/lenses/findings.ts";
import { isOfCluster } from "../../../../client/cluster/lenses/isOfCluster.ts";
import type { ObjectIdentity } from "../../../../protocol/cluster.ts";
import { object } from "../support/objects.ts";

const place = (line: number) => ({
  uri: "file:///repo/apps.yaml",
  start: { line, character: 0 },
  end: { line, character: 9 },
});

const around = (...objects: readonly KubeObject[]): Surroundings => {
  const known = new Map(objects.map((it) => [keyOf(identityOf(it)), it]));
  return {
    read: async (identity) => known.get(keyOf(identity)),
    pods: async () => [],
    groupOf: () => undefined,
  };
};

/** The file says what the object says; entries of dependsOn stand on lines 10, 11, … */
async function told(
  subject: KubeObject,
  dependsOn: readonly ObjectIdentity[],
  ...others: readonly KubeObject[]
) {
  const identity = identityOf(subject);
  const file = {
    identity,
    place: place(0),
    head: place(1),
    dependsOn: dependsOn.map((it, index) => ({ identity: it, place: place(10 + index) })),
  };
  const found = await findingsOf([file], around(subject, ...others));
  return found.map((it) => `${it.place.start.line} ${it.severity}: ${it.message}`);
}

const group = "kustomize.toolkit.fluxcd.io";
const kustomization = (name: string): ObjectIdentity => ({
  group,
  kind: "Kustomization",
  namespace: "flux-system",
  name,
});

test("a failure stands where the document says what it is", async () => {
  const apps = object(
    "Kustomization apps",
    "Ready: 'False BuildFailed kustomize build failed: no x'",
  );
  expect(await told(apps, [])).toEqual(["1 warning: Failed in the cluster: no x."]);
});

test("waiting stands at the entry that is waited for, with the root cause", async () => {
  const spec = parse("spec: { dependsOn: [{ name: base }, { name: mesh }] }").spec;
  const apps = object(
    "Kustomization apps",
    `Ready: False DependencyNotReady dependency 'flux-system/mesh' is not ready\nspec: ${JSON.stringify(spec)}`,
  );
  const base = object("Kustomization base", "Ready: True ReconciliationSucceeded done");
  const mesh = object(
    "Kustomization mesh",
    "Ready: False DependencyNotReady dependency 'flux-system/certs' is not ready\nspec: { dependsOn: [{ name: certs }] }",
  );
  const certs = object(
    "Kustomization certs",
    "Ready: 'False BuildFailed kustomize build failed: no x'",
  );
  const entries = ["base", "mesh"].map(kustomization);
  expect(await told(apps, entries, base, mesh, certs)).toEqual([
    "11 information: Kustomization flux-system/apps waits for Kustomization flux-system/mesh, which waits: dependency 'flux-system/certs' is not ready.\nThe cause: Kustomization flux-system/certs: no x.",
  ]);
  expect(await told(apps, entries, base)).toEqual([
    "11 information: Kustomization flux-system/apps waits for Kustomization flux-system/mesh, which is not in the cluster.",
  ]);
});

test("waiting that no entry explains stands at the head", async () => {
  const apps = object("Kustomization apps", "Ready: False SourceNotReady artifact is not there");
  expect(await told(apps, [])).toEqual([
    "1 information: Waits in the cluster: artifact is not there.",
  ]);
});

test("what is well, absent, or on its way says nothing", async () => {
  expect(await told(object("Kustomization apps", "Ready: True Ok done"), [])).toEqual([]);
  expect(await told(object("Kustomization apps"), [])).toEqual([]);
  expect(await told(object("ConfigMap apps"), [])).toEqual([]);
});

test("a Canary that was rolled back", async () => {
  const canary = object(
    "Canary faces/face",
    "{ spec: { analysis: { threshold: 3 } }, status: { phase: Failed, failedChecks: 3 } }",
  );
  expect(await told(canary, [])).toEqual([
    "1 warning: Failed in the cluster: Flagger rolled the new version back after 3 failed checks. The new revision was rolled back.",
  ]);
});

test("the folder of bootstrap tells which cluster it is", () => {
  const sync = [object("Kustomization flux-system", "spec: { path: ./clusters/prod }")];
  expect(isOfCluster("clusters/prod", sync)).toBe(true);
  expect(isOfCluster("repo/clusters/prod", sync)).toBe(true);
  expect(isOfCluster("clusters/staging", sync)).toBe(false);
  expect(isOfCluster("clusters/staging", [])).toBe(true);
  expect(isOfCluster(undefined, sync)).toBe(true);
});
