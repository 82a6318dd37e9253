import fc from "fast-check";
import { expect, test } from "vitest";
import { type KubeObject, kubeObject } from "../../../client/cluster/api/kubeObject.ts";
import type { Neighbour } from "../../../client/cluster/api/readNeighbour.ts";
import { canaryLayout } from "../../../client/cluster/tree/canaryLayout.ts";
import { dependencyLayout } from "../../../client/cluster/tree/dependencyLayout.ts";
import { kindLayout } from "../../../client/cluster/tree/kindLayout.ts";
import { namespaceLayout } from "../../../client/cluster/tree/namespaceLayout.ts";
import { runs } from "../../support/runs.ts";
import { seenTree } from "./support/seenTree.ts";
import { type Planted, planted } from "./support/treeText.ts";

/** Whatever happens, one thing after the other leads to the same tree as all of it at once. */

const layouts = { kindLayout, namespaceLayout, dependencyLayout, canaryLayout };
const filters = ["", "a", "state:bad", "ns:two kind:kust", "kind:gitrepository"];
const conditions = [
  { type: "Ready", status: "True", reason: "Succeeded", message: "well" },
  { type: "Ready", status: "False", reason: "BuildFailed", message: "no such file" },
  { type: "Ready", status: "False", reason: "DependencyNotReady", message: "waits" },
  { type: "Stalled", status: "True", reason: "Broken", message: "never again" },
];
const versions = {
  GitRepository: "source.toolkit.fluxcd.io/v1",
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
  HelmRelease: "helm.toolkit.fluxcd.io/v2",
  Canary: "flagger.app/v1beta1",
  Deployment: "apps/v1",
  Pod: "v1",
  ConfigMap: "v1",
} as const;

const namespace = fc.constantFrom("one", "two");
const name = fc.constantFrom("a", "b", "c", "d");
const kind = fc.constantFrom(
  "GitRepository",
  "Kustomization",
  "HelmRelease",
  "Canary",
  "Deployment",
);
const entry = fc
  .tuple(namespace, name, fc.constantFrom("_ConfigMap", "apps_Deployment"))
  .map(([at, it, kind]) => ({ id: `${at}_${it}_${kind}`, v: "v1" }));

const anyObject = fc
  .record({
    ...{ kind, namespace, name, source: name, condition: fc.constantFrom(...conditions) },
    dependsOn: fc.array(fc.record({ name, namespace }), { maxLength: 2 }),
    entries: fc.array(entry, { maxLength: 3 }),
    partOf: fc.constantFrom("flux", "nobody"),
    minute: fc.nat(9),
  })
  .map(({ kind, namespace, name, source, condition, dependsOn, entries, partOf, minute }) => {
    const lastTransitionTime = `2026-01-01T11:5${minute}:00Z`;
    const isApplier = kind === "Kustomization" || kind === "HelmRelease";
    return objectOf(kind, namespace, name, {
      labels: { "app.kubernetes.io/part-of": partOf },
      spec: {
        sourceRef: { kind: "GitRepository", name: source },
        targetRef: { name: source },
        dependsOn,
      },
      status: {
        ...(isApplier ? { inventory: { entries } } : {}),
        conditions: [{ ...condition, lastTransitionTime }],
      },
    });
  });

interface Parts {
  readonly labels?: object;
  readonly spec?: object;
  readonly status?: object;
}

function objectOf(
  kind: keyof typeof versions,
  namespace: string,
  name: string,
  { labels = {}, spec = {}, status = {} }: Parts = {},
): KubeObject {
  const metadata = { name, namespace, uid: `${kind} ${namespace}/${name}`, labels };
  const read = kubeObject({ apiVersion: versions[kind], kind, metadata, spec, status });
  if (!read) throw new Error(`no object: ${name}`);
  return read;
}

const anyNeighbour = fc.oneof(
  fc.constantFrom<Neighbour>(
    { kind: "unread" },
    { kind: "missing" },
    { kind: "failed", isForbidden: true, sentence: "forbidden" },
  ),
  name.map((it): Neighbour => ({ kind: "there", object: objectOf("ConfigMap", "one", it) })),
);

const anyState = fc.constantFrom("live", "forbidden", "stale");

type Step = (tree: Planted) => void;

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.array(anyObject, { maxLength: 4 }).map(
    (all): Step =>
      ({ put }) =>
        put(...all),
  ),
  fc.array(anyObject, { minLength: 17, maxLength: 24 }).map(
    (all): Step =>
      ({ put }) =>
        put(...all),
  ),
  anyObject.map(
    (it): Step =>
      ({ remove }) =>
        remove(it),
  ),
  anyObject.map(
    (it): Step =>
      ({ replace }) =>
        replace(it),
  ),
  fc.record({ name, namespace, neighbour: anyNeighbour }).map(
    (it): Step =>
      ({ applied, tree }) => {
        const key = `ConfigMap./${it.namespace}/${it.name}`;
        applied.set(key, it.neighbour);
        tree.touch([key]);
      },
  ),
  fc.record({ name, namespace, pods: fc.array(name, { maxLength: 3 }) }).map(
    (it): Step =>
      ({ owned, tree }) => {
        const key = `Deployment.apps/${it.namespace}/${it.name}`;
        owned.set(
          key,
          [...new Set(it.pods)].map((pod) => objectOf("Pod", it.namespace, pod)),
        );
        tree.touch([key]);
      },
  ),
  anyState.map(
    (state): Step =>
      (it) => {
        it.watched = watchedIn(state, it.now);
        it.tree.take([]);
      },
  ),
);

test.for(Object.entries(layouts))(
  "what changed leads where everything at once does: %s",
  ([, layout]) => {
    const run = fc.property(
      fc.array(fc.array(anyStep, { maxLength: 3 }), { maxLength: 8 }),
      fc.constantFrom(...filters),
      (rounds, filter) => {
        const grown = planted(layout);
        grown.tree.arrange(layout, filter);
        const seen = seenTree(grown.tree);
        for (const steps of rounds) {
          for (const step of steps) step(grown);
          seen.look();
          expect(seen.text()).toBe(fromScratch(grown));
        }
        grown.now += 60_000;
        seen.look(true);
        expect(seen.text()).toBe(fromScratch(grown));

        function fromScratch(from: Planted): string {
          const fresh = planted(layout, ...from.objects());
          Object.assign(fresh, { watched: from.watched, now: from.now });
          for (const [key, it] of from.applied) fresh.applied.set(key, it);
          for (const [key, it] of from.owned) fresh.owned.set(key, it);
          fresh.tree.arrange(layout, filter);
          expect(fresh.tree.totals()).toEqual(from.tree.totals());
          return seenTree(fresh.tree).text();
        }
      },
    );
    fc.assert(run, { numRuns: runs(8, 300), seed: 20261122 });
  },
);

function watchedIn(state: string, since: number): Planted["watched"] {
  const of = (group: string, kind: string): Planted["watched"][number] => ({
    resource: { group, kind, plural: "", version: "v1", isNamespaced: true, verbs: [] },
    objects: new Map<string, KubeObject>(),
    parts: [
      {
        state:
          state === "live"
            ? { kind: "live", since }
            : state === "stale"
              ? { kind: "stale", since, sentence: "The server fell silent." }
              : { kind: "forbidden", sentence: `forbidden: cannot list ${kind}` },
      },
    ],
  });
  return [
    of("kustomize.toolkit.fluxcd.io", "Kustomization"),
    of("notification.toolkit.fluxcd.io", "Alert"),
  ];
}
