import { expect, test } from "vitest";
import { clusterEvent } from "../../../../client/cluster/api/clusterEvent.ts";
import { inventory } from "../../../../client/cluster/api/inventory.ts";
import { type KubeObject, kubeObject } from "../../../../client/cluster/api/kubeObject.ts";
import {
  type Description,
  describeText,
} from "../../../../client/cluster/documents/describeText.ts";
import { object } from "../support/objects.ts";

const now = Date.parse("2026-03-01T12:00:00Z");

const described = (it: KubeObject, more: Partial<Description> = {}): string =>
  describeText({
    object: it,
    context: "dev",
    state: "ready",
    causes: [],
    appliers: [],
    sources: [],
    dependencies: [],
    inventory: inventory(it).map((told) => ({ object: told, words: "ready" })),
    events: [],
    now,
    zone: "UTC",
    ...more,
  });

const repo = {
  group: "source.toolkit.fluxcd.io",
  kind: "GitRepository",
  namespace: "flux-system",
  name: "repo",
};
const infra = {
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace: "flux-system",
  name: "infra",
};

test("a Kustomization that failed, from its state down to its last events", () => {
  const apps = object(
    "Kustomization flux-system/apps",
    `
    annotations: {}
    spec: { path: ./apps, prune: true, wait: false, interval: 10m0s }
    status:
      lastAppliedRevision: main@sha1:1111111
      lastAttemptedRevision: main@sha1:2222222
      conditions:
        - { type: Ready, status: "False", reason: BuildFailed, message: "kustomize build failed:\\n  no such file", lastTransitionTime: "2026-03-01T11:50:00Z" }
      inventory: { entries: [{ id: shop_web_apps_Deployment, v: v1 }, { id: _shop__Namespace, v: v1 }, { id: shop_api_apps_Deployment, v: v1 }] }
      history:
        - { lastReconciled: "2026-03-01T11:50:00Z", lastReconciledStatus: ReconciliationSucceeded, lastReconciledDuration: 1.2s, totalReconciliations: 3, metadata: { revision: main@sha1:1111111 } }
    `,
  );
  const event = kubeObject({
    kind: "Event",
    metadata: { name: "e" },
    involvedObject: { kind: "Kustomization", namespace: "flux-system", name: "apps" },
    type: "Warning",
    reason: "BuildFailed",
    message: "no such file",
    lastTimestamp: "2026-03-01T11:50:00Z",
  });
  const text = described(apps, {
    state: "failed: kustomize build failed",
    causes: [
      { object: { ...repo, kind: "Kustomization", name: "apps" }, words: "is blocked" },
      { object: infra, words: "no such file" },
    ],
    appliers: [{ object: { ...infra, name: "flux-system" }, words: "ready" }],
    sources: [{ object: repo, words: "ready: stored artifact" }],
    dependencies: [{ object: infra, words: "failed: no such file" }],
    events: event ? [clusterEvent(event)] : [],
  });
  expect(text).toBe(`Kustomization flux-system/apps
──────────────────────────────
In dev, read at 12:00:00.

State             failed: kustomize build failed
Revision          main@sha1:1111111
Tried last        main@sha1:2222222
Path              ./apps
Prunes            yes
Waits for health  no
Interval          10m0s

Why it is not ready
  Kustomization flux-system/apps: is blocked
    └ Kustomization flux-system/infra: no such file

Applied by
  Kustomization flux-system/flux-system  ready

Comes from
  GitRepository flux-system/repo  ready: stored artifact

Waits for
  Kustomization flux-system/infra  failed: no such file

Conditions
  Ready  False  BuildFailed  for 10 min
      kustomize build failed:
        no such file

Applied: 3 objects
  in the whole cluster
    Namespace shop  ready
  in shop
    Deployment api  ready
    Deployment web  ready

History
  main@sha1:1111111  3 times  ReconciliationSucceeded  10 min ago, took 1.2s

Last events
  11:50:00  Warning  BuildFailed  Kustomization flux-system/apps
            no such file
`);
});

test("who suspended an object and why", () => {
  const text = described(
    object(
      "Kustomization flux-system/apps",
      `
      annotations: { flightpath/suspended-by: jo, flightpath/suspended-because: "a \\u001b[31mtest", flightpath/suspended-at: "2026-03-01T11:00:00Z" }
      spec: { suspend: true }
      `,
    ),
    { state: "suspended" },
  );
  expect(text).toContain("Suspended  by jo, 60 min ago, because: a test\n");
});

test("releases of a HelmRelease and who set which field", () => {
  const release = object(
    "HelmRelease shop/web",
    `
    spec: { chart: { spec: { chart: podinfo, version: 6.x } } }
    status: { history: [{ version: 2, chartName: podinfo, chartVersion: 6.5.0, status: deployed, lastDeployed: "2026-03-01T11:59:00Z" }] }
    `,
  );
  const whole = {
    ...release.whole,
    metadata: {
      ...(release.whole.metadata as object),
      managedFields: [
        { manager: "kubectl-edit", operation: "Update", time: "2026-03-01T11:58:00Z" },
        { manager: "helm-controller", operation: "Update", subresource: "status" },
      ],
    },
  };
  const text = described({ ...release, whole });
  expect(text).toContain("Chart          podinfo\nChart version  6.x\n");
  expect(text).toContain("History\n  release 2  podinfo 6.5.0  deployed  60 s ago\n");
  expect(text).toContain(
    "Fields are set by\n  kubectl-edit     Update              2 min ago\n  helm-controller  Update  its status\n",
  );
});
