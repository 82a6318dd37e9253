import { expect, test } from "vitest";
import { health } from "../../../client/cluster/api/health.ts";
import { object } from "./support/objects.ts";

test.for([
  [
    "Deployment shop/web",
    "spec: { replicas: 2 }\nstatus: { readyReplicas: 2, updatedReplicas: 2 }",
    "ready: 2 of 2 ready",
  ],
  [
    "Deployment shop/web",
    "spec: { replicas: 2 }\nstatus: { readyReplicas: 2, updatedReplicas: 1 }",
    "reconciling: 1 of 2 ready",
  ],
  [
    "Deployment shop/web",
    "spec: { replicas: 2 }\nstatus: { readyReplicas: 2, updatedReplicas: 2, observedGeneration: 1 }",
    "reconciling: 2 of 2 ready",
  ],
  ["Deployment shop/web", "spec: { replicas: 0 }", "ready: scaled to zero"],
  [
    "Deployment shop/web",
    "spec: { replicas: 1 }\nProgressing: False ProgressDeadlineExceeded timed out",
    "failed: 0 of 1 ready: timed out",
  ],
  [
    "Pod shop/web-1",
    "status: { phase: Running, containerStatuses: [{ ready: true }, { ready: false }] }",
    "reconciling: running, 1 of 2 containers ready",
  ],
  [
    "Pod shop/web-1",
    "status: { phase: Pending, containerStatuses: [{ ready: false, state: { waiting: { reason: ImagePullBackOff } } }] }",
    "failed: ImagePullBackOff",
  ],
  ["Pod shop/web-1", "status: { phase: Succeeded }", "ready: completed"],
  ["ConfigMap shop/words", "", "ready: is there"],
  [
    "Kustomization flux-system/apps",
    "Ready: 'False BuildFailed kustomize build failed: no file'",
    "failed: no file",
  ],
  ["Kustomization flux-system/apps", "", "unknown: waiting to be reconciled"],
  [
    "Canary shop/web",
    "status: { phase: Progressing }",
    "reconciling: Progressing: the new revision is being analysed",
  ],
] as const)("%s with %j is %s", ([head, yaml, wanted]) => {
  const { state, words } = health(object(head, yaml));
  expect(`${state}: ${words}`).toBe(wanted);
});
