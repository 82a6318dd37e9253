import { expect, test } from "vitest";
import { knativeRevision } from "../../../server/engine/canary/scenario/editsOf.ts";
import type { Edit } from "../../../server/engine/canary/setup.ts";
import { expectTold } from "../../support/expectTold.ts";
import { played, type Script } from "../../support/told.ts";

const SCENE = `
  apiVersion: serving.knative.dev/v1
  kind: Service
  metadata: { name: web, namespace: test }
  spec: { template: { spec: { containers: [{ image: "web:1" }] } } }
  ---
  apiVersion: serving.knative.dev/v1
  kind: Revision
  metadata: { name: web-00001, namespace: test }
  status: { observedGeneration: 1, conditions: [{ type: Ready, status: "True" }] }
  ---
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: cd, namespace: test }
  spec:
    provider: knative
    revertOnDeletion: true
    targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: web }
    analysis: { interval: 10s, threshold: 1, stepWeight: 50 }
`;

const SERVICE = { kind: "Service", name: "web", namespace: "test" };

const next = (status: object): readonly Edit[] => {
  const revision = { ...knativeRevision(SERVICE, 2), status: status as never };
  return [
    { edit: "create", object: revision },
    {
      edit: "patch",
      object: SERVICE,
      body: { status: { latestCreatedRevisionName: "web-00002" } },
    },
  ];
};

test("a revision whose status is older than itself is not ready", () => {
  const script: Script = {
    ticks: 3,
    edits: { 1: next({ conditions: [{ type: "Ready", status: "True" }] }) },
  };
  expectTold(
    SCENE,
    script,
    `
    2 Progressing 100/0
      ! Knative Revision web-00002.test is not ready (Progressing)
  `,
  );
});

test("where somebody takes away what Flagger noted, Flagger writes it again and dies", () => {
  const body = { metadata: { annotations: { "flagger.app/primary-revision": null } } };
  const { rollout } = played(SCENE, {
    ticks: 3,
    edits: { 2: [{ edit: "patch", object: SERVICE, body }] },
  });
  expect(rollout.ended).toBe(
    "The controller panicked: runtime error: invalid memory address or nil pointer dereference.",
  );
});

test("Flagger dies when it has given a Service back", () => {
  const { rollout, ticks } = played(SCENE, {
    ticks: 4,
    edits: { 2: [{ edit: "delete", object: { kind: "Canary", name: "cd", namespace: "test" } }] },
    finalizer: [2],
  });
  expect(ticks[2]?.calls.at(-1)).toMatchObject({ call: "write", verb: "update" });
  expect(rollout.ended).toContain("The controller panicked: ");
});
