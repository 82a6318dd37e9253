import { expect, test } from "vitest";
import { actions, removalWords } from "../../../client/cluster/api/actions.ts";
import { essence } from "../../../client/cluster/api/essence.ts";
import { canaryState } from "../../../client/cluster/api/flagger.ts";
import { fluxState } from "../../../client/cluster/api/flux.ts";
import { inventory } from "../../../client/cluster/api/inventory.ts";
import { nameOf } from "../../../client/cluster/api/kubeObject.ts";
import { sourcesOf } from "../../../client/cluster/api/references.ts";
import { verdict } from "../../../client/cluster/api/verdict.ts";
import { object } from "./support/objects.ts";

const retry = "Reconciling: True ProgressingWithRetry x";

test.for([
  [
    "Kustomization apps",
    "Ready: 'True ReconciliationSucceeded Applied revision: main@sha1:1'",
    "ready · Applied revision: main@sha1:1",
  ],
  [
    "Kustomization apps",
    "Ready: Unknown Progressing Building manifests",
    "reconciling · Building manifests",
  ],
  ["Kustomization apps", `Ready: False BuildFailed broken\n${retry}`, "failed · broken"],
  [
    "Kustomization apps",
    `Ready: False HealthCheckFailed ill\n${retry}\nstatus: { observedGeneration: 1 }`,
    "failed · ill",
  ],
  [
    "Kustomization apps",
    "Ready: False BuildFailed broken\nReconciling: True Progressing Fetching",
    "reconciling · broken",
  ],
  [
    "Kustomization apps",
    "Ready: False DependencyNotReady dependency 'a/b' is not ready",
    "waits · dependency 'a/b' is not ready",
  ],
  [
    "Kustomization apps",
    "Ready: True ReconciliationSucceeded old\nstatus: { observedGeneration: 1 }",
    "reconciling · old",
  ],
  [
    "Kustomization apps",
    "Ready: False InvalidCELExpression bad\nStalled: True InvalidCELExpression worse",
    "stalled · worse",
  ],
  ["Kustomization apps", "", "unknown · waiting to be reconciled"],
  ["Kustomization apps", "Ready: True Fine fine\nspec: { suspend: true }", "suspended · suspended"],
  [
    "Kustomization apps",
    "spec: { suspend: true }\nannotations: { flightpath/suspended-by: ann, flightpath/suspended-because: a hunt }",
    "suspended · suspended by ann: a hunt",
  ],
  [
    "Kustomization apps",
    "Ready: True Fine fine\ndeletionTimestamp: 2026-01-01T00:00:00Z",
    "reconciling · fine",
  ],
  [
    "HelmRepository charts",
    "spec: { type: oci }",
    "ready · needs no reconciliation: Flux keeps no status of it",
  ],
  ["Alert all", "", "ready · needs no reconciliation: Flux keeps no status of it"],
  ["Alert all", "spec: { suspend: true }", "suspended · suspended"],
  [
    "ArtifactGenerator g",
    "annotations: { source.extensions.fluxcd.io/reconcile: Disabled }",
    "suspended · suspended",
  ],
  [
    "HelmRelease web",
    "Ready: False SourceNotReady HelmChart 'a/b' is not ready",
    "waits · HelmChart 'a/b' is not ready",
  ],
  ["GitRepository repo", "Ready: nonsense", "unknown · waiting to be reconciled"],
  ["GitRepository repo", "status: { conditions: 7 }", "unknown · waiting to be reconciled"],
] as const)("%s with %s", ([head, yaml, answer]) => {
  const { state, words } = fluxState(object(head, yaml));
  expect(`${state} · ${words}`).toBe(answer);
});

test.for([
  ["Kustomization k", "status: { lastAppliedRevision: a, lastAttemptedRevision: b }", "a"],
  [
    "HelmRelease h",
    "status: { history: [{ chartVersion: 1.2.3 }], lastAttemptedRevision: b }",
    "1.2.3",
  ],
  ["GitRepository g", "status: { artifact: { revision: r } }", "r"],
  ["GitRepository g", "", undefined],
] as const)("revision of %s with %s", ([head, yaml, revision]) => {
  expect(fluxState(object(head, yaml)).revision).toBe(revision);
});

test.for([
  [
    "not answered",
    "Ready: True Fine x\nstatus: { lastHandledReconcileAt: old }\nannotations: { reconcile.fluxcd.io/requestedAt: t }",
    undefined,
  ],
  ["answered", "Ready: True Fine x\nstatus: { lastHandledReconcileAt: t }", "ready"],
  [
    "answered for an older spec",
    "Ready: True Fine x\nstatus: { lastHandledReconcileAt: t, observedGeneration: 1 }",
    undefined,
  ],
  [
    "still at work",
    "Ready: Unknown Progressing x\nstatus: { lastHandledReconcileAt: t }",
    undefined,
  ],
  [
    "failed, to be tried again",
    `Ready: False BuildFailed x\n${retry}\nstatus: { lastHandledReconcileAt: t, observedGeneration: 1 }`,
    "failed",
  ],
  [
    "blocked",
    "Ready: False DependencyNotReady x\nstatus: { lastHandledReconcileAt: t }",
    "blocked",
  ],
  ["no source", "Ready: False ArtifactFailed x\nstatus: { lastHandledReconcileAt: t }", "upstream"],
  [
    "stalled",
    "Ready: False X x\nStalled: True X x\nstatus: { lastHandledReconcileAt: t }",
    "stalled",
  ],
  [
    "suspended meanwhile",
    "Ready: True Fine x\nspec: { suspend: true }\nstatus: { lastHandledReconcileAt: t }",
    "suspended",
  ],
  [
    "somebody else asked",
    "Ready: True Fine x\nstatus: { lastHandledReconcileAt: other }\nannotations: { reconcile.fluxcd.io/requestedAt: other }",
    "superseded",
  ],
  [
    "somebody else is asked still",
    "Ready: True Fine x\nstatus: { lastHandledReconcileAt: old }\nannotations: { reconcile.fluxcd.io/requestedAt: other }",
    undefined,
  ],
] as const)("after a request: %s", ([, yaml, answer]) => {
  expect(verdict(object("Kustomization apps", yaml), "t", "old")?.kind).toBe(answer);
});

test.for([
  ["apps_web_apps_Deployment", "Deployment apps/web"],
  ["_system__node_rbac.authorization.k8s.io_ClusterRole", "ClusterRole system:node"],
  ["apps_web__Service", "Service apps/web"],
  ["_apps__Namespace", "Namespace apps"],
  ["apps_a_b_c_g_K", "K apps/a_b_c"],
  ["nonsense", ""],
] as const)("inventory entry %s is %s", ([id, name]) => {
  const applied = inventory(
    object("Kustomization k", `status: { inventory: { entries: [{ id: ${id}, v: v1 }] } }`),
  );
  expect(applied.map(nameOf).join()).toBe(name);
});

test.for([
  [
    "Kustomization n/k",
    "sourceRef: { kind: GitRepository, name: repo, namespace: other }",
    "GitRepository other/repo",
  ],
  ["Kustomization n/k", "sourceRef: { kind: OCIRepository, name: repo }", "OCIRepository n/repo"],
  [
    "HelmRelease n/h",
    "chart: { spec: { sourceRef: { kind: HelmRepository, name: r, namespace: s } } }",
    "HelmRepository s/r, HelmChart s/n-h",
  ],
  ["HelmRelease n/h", "chartRef: { kind: OCIRepository, name: r }", "OCIRepository n/r"],
  ["Kustomization n/k", "sourceRef: { kind: Nothing, name: r }", ""],
] as const)("sources of %s with %s", ([head, spec, answer]) => {
  expect(
    sourcesOf(object(head, `spec: { ${spec} }`))
      .map(nameOf)
      .join(", "),
  ).toBe(answer);
});

const resource = {
  group: "g",
  version: "v1",
  kind: "K",
  plural: "ks",
  isNamespaced: true,
  verbs: [],
};

test.for([
  [
    "reconcile",
    "Kustomization n/k",
    (it: never) => actions.reconcile(it, "t"),
    '{"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":"t"}}}',
  ],
  [
    "force",
    "HelmRelease n/h",
    (it: never) => actions.reconcile(it, "t", { force: true }),
    '{"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":"t","reconcile.fluxcd.io/forceAt":"t"}}}',
  ],
  [
    "reset",
    "HelmRelease n/h",
    (it: never) => actions.reconcile(it, "t", { reset: true }),
    '{"metadata":{"annotations":{"reconcile.fluxcd.io/requestedAt":"t","reconcile.fluxcd.io/resetAt":"t"}}}',
  ],
  [
    "suspend",
    "Kustomization n/k",
    (it: never) => actions.suspend(it, "ann", "a hunt", "now"),
    '{"spec":{"suspend":true},"metadata":{"annotations":{"flightpath/suspended-by":"ann","flightpath/suspended-because":"a hunt","flightpath/suspended-at":"now"}}}',
  ],
  [
    "resume",
    "Kustomization n/k",
    (it: never) => actions.resume(it),
    '{"spec":{"suspend":false},"metadata":{"annotations":{"flightpath/suspended-by":null,"flightpath/suspended-because":null,"flightpath/suspended-at":null}}}',
  ],
  [
    "resume",
    "ArtifactGenerator n/g",
    (it: never) => actions.resume(it),
    '{"metadata":{"annotations":{"source.extensions.fluxcd.io/reconcile":null,"flightpath/suspended-by":null,"flightpath/suspended-because":null,"flightpath/suspended-at":null}}}',
  ],
  [
    "resume",
    "ResourceSet n/r",
    (it: never) => actions.resume(it),
    '{"metadata":{"annotations":{"fluxcd.controlplane.io/reconcile":"enabled","flightpath/suspended-by":null,"flightpath/suspended-because":null,"flightpath/suspended-at":null}}}',
  ],
  [
    "delete",
    "Kustomization n/k",
    (it: never) => actions.remove(it),
    '{"apiVersion":"v1","kind":"DeleteOptions","preconditions":{"uid":"Kustomization n/k"},"propagationPolicy":"Background"}',
  ],
] as const)("%s of %s", ([verb, head, make, body]) => {
  const action = make({ object: object(head), resource } as never);
  expect(action.verb).toBe(verb);
  expect(JSON.stringify(action.body)).toBe(body);
  expect(action.path).toMatch(/^\/apis\/g\/v1\/namespaces\/n\/ks\/\w$/);
});

const applied =
  "status: { inventory: { entries: [{ id: a_b__Service, v: v1 }, { id: a_c_apps_Deployment, v: v1 }] } }";
test.for([
  ["spec: { prune: true }", "Deletes 2 objects with it: Service a/b, Deployment a/c."],
  ["spec: { prune: false }", "What it applied stays in the cluster."],
  ["spec: { prune: true, deletionPolicy: Orphan }", "What it applied stays in the cluster."],
  [
    "spec: { prune: false, deletionPolicy: Delete }",
    "Deletes 2 objects with it: Service a/b, Deployment a/c.",
  ],
  [
    "spec: { prune: true, suspend: true }",
    "It is suspended, so what it applied stays in the cluster.",
  ],
] as const)("deleting a Kustomization with %s", ([spec, words]) => {
  expect(removalWords(object("Kustomization k", `${spec}\n${applied}`))).toBe(words);
});

test.for([
  [
    "health check failed after 30.1s: timeout waiting for: [Deployment/apps/web status: 'InProgress', ConfigMap/apps/cm status: 'NotFound']",
    "Deployment/apps/web is InProgress; ConfigMap/apps/cm is NotFound",
  ],
  [
    "HelmRelease/apps/web dry-run failed: failed to create typed patch object (apps/web; helm.toolkit.fluxcd.io/v2, Kind=HelmRelease): .spec.x: field not declared in schema\n",
    "HelmRelease/apps/web: failed to create typed patch object (apps/web; helm.toolkit.fluxcd.io/v2, Kind=HelmRelease): .spec.x: field not declared in schema",
  ],
  [
    "kustomize build failed: accumulating resources: accumulation err='accumulating resources from 'gone.yaml': open /TMP/apps/gone.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '/TMP/apps/gone.yaml' : lstat /TMP/apps/gone.yaml: no such file or directory",
    "gone.yaml: open /TMP/apps/gone.yaml: no such file or directory",
  ],
  [
    "kustomize build failed: accumulating resources: accumulation err='accumulating resources from './sub': read /TMP/apps/sub: is a directory': couldn't make target for path '/TMP/apps/sub': invalid Kustomization: json: unknown field \"x\"",
    './sub: invalid Kustomization: json: unknown field "x"',
  ],
  [
    "post build failed for 'ConfigMap.v1.[noGrp]/out': envsubst error: variable substitution failed: variable not set (strict mode): \"who\"",
    'ConfigMap out: variable not set (strict mode): "who"',
  ],
  [
    "Helm install failed for release apps/demo with chart demo@0.1.0: timed out waiting for the condition",
    "apps/demo: timed out waiting for the condition",
  ],
  ["dependency 'flux-system/base' is not ready", "dependency 'flux-system/base' is not ready"],
  ["", ""],
  ["\u001b[31mred\u001b[0m", "[31mred [0m"],
  ["word ".repeat(100), `${"word ".repeat(48).trim()}…`],
] as const)("the sentence that matters in %s", ([message, words]) => {
  expect(essence(message)).toBe(words);
});

test.for([
  [
    "status: { phase: Progressing, canaryWeight: 20, failedChecks: 1 }",
    "",
    "Progressing reconciling 20 % 1/3",
  ],
  [
    "status: { phase: Progressing, canaryWeight: 20 }",
    "Halt face.faces advancement waiting for traffic increase approval gate",
    "Progressing waits 20 % 0/3 · approval of more traffic gate",
  ],
  [
    "status: { phase: Progressing }",
    "(combined from similar events): Halt advancement no values found for linkerd metric request-success-rate probably face.faces is not receiving traffic: x",
    "Progressing waits 0 % 0/3 · traffic: no values for the metric request-success-rate",
  ],
  [
    "status: { phase: WaitingPromotion }",
    "",
    "WaitingPromotion waits 0 % 0/3 · approval of the promotion",
  ],
  [
    "status: { phase: Succeeded, failedChecks: 2 }",
    "Halt x advancement waiting for approval y",
    "Succeeded ready 0 % 2/3",
  ],
  ["status: { phase: Failed, failedChecks: 3 }", "", "Failed failed 0 % 3/3"],
  ["status: {}", "", "Initializing reconciling 0 % 0/3 · the primary to become ready"],
  ["status: { phase: Somewhere }", "", "Somewhere unknown 0 % 0/3"],
] as const)("a Canary with %s and %j", ([status, event, answer]) => {
  const canary = object(
    "Canary face",
    `${status}\nspec: { targetRef: { name: face }, analysis: { threshold: 3 } }`,
  );
  const { phase, state, weight, failedChecks, threshold, waitsFor, target } = canaryState(
    canary,
    event,
  );
  expect(target).toBe("Deployment/face");
  expect(
    `${phase} ${state} ${weight} % ${failedChecks}/${threshold}${waitsFor ? ` · ${waitsFor}` : ""}`,
  ).toBe(answer);
});
