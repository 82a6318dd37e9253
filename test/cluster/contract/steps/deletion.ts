import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario, Step } from "../step.ts";

const core = "/api/v1/namespaces/$NS";
const maps = `${core}/configmaps`;

const map = (name: string, metadata: object = {}): Json => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, ...metadata } as Json,
});

const owned = (name: string, blocks = false): Step => ({
  ask: `POST ${maps}?fieldManager=contract`,
  body: map(name, {
    ownerReferences: [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        name: "owner",
        uid: "$UID",
        ...(blocks && { blockOwnerDeletion: true, controller: true }),
      },
    ],
  }),
  keeps: ["kind", "code"],
});

const owner: Step = {
  ask: `POST ${maps}?fieldManager=contract`,
  body: map("owner"),
  marks: true,
  keeps: ["kind"],
};

const gone = (name: string): Step => ({
  ask: `GET ${maps}/${name}`,
  keeps: ["reason", "metadata.finalizers", "metadata.ownerReferences"],
});

const deleted = (policy: string): Step => ({
  ask: `DELETE ${maps}/owner`,
  body: { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: policy },
  settles: true,
  keeps: ["kind", "status"],
});

/** What goes with what. */
export const deletion: readonly Scenario[] = [
  {
    name: "dependants go with their owner",
    steps: [
      owner,
      owned("a"),
      owned("b"),
      deleted("Background"),
      gone("owner"),
      gone("a"),
      gone("b"),
    ],
  },
  {
    name: "dependants stay without their owner",
    steps: [
      owner,
      owned("a"),
      { ...deleted("Orphan"), keeps: ["status"] },
      gone("owner"),
      gone("a"),
    ],
  },
  {
    name: "dependants go before their owner",
    steps: [
      owner,
      owned("a", true),
      { ...deleted("Foreground"), keeps: [] },
      gone("owner"),
      gone("a"),
    ],
  },
  {
    name: "preconditions and finalizers",
    steps: [
      owner,
      {
        ask: `DELETE ${maps}/owner`,
        body: { apiVersion: "v1", kind: "DeleteOptions", preconditions: { uid: "other" } },
      },
      {
        ask: `PATCH ${maps}/owner?fieldManager=contract`,
        type: "application/merge-patch+json",
        body: { metadata: { finalizers: ["contract.example/a", "contract.example/b"] } },
        keeps: ["metadata.finalizers", "metadata.managedFields"],
      },
      { ask: `DELETE ${maps}/owner` },
      {
        ask: `DELETE ${maps}/owner`,
        keeps: ["kind", "metadata.finalizers", "metadata.deletionGracePeriodSeconds"],
      },
      {
        ask: `PATCH ${maps}/owner?fieldManager=contract`,
        type: "application/merge-patch+json",
        body: { metadata: { finalizers: ["contract.example/a", "contract.example/c"] } },
      },
      {
        ask: `PATCH ${maps}/owner?fieldManager=contract`,
        type: "application/merge-patch+json",
        body: { metadata: { finalizers: ["contract.example/a"] } },
        keeps: ["metadata.finalizers"],
      },
      {
        ask: `PATCH ${maps}/owner?fieldManager=contract`,
        type: "application/json-patch+json",
        body: [{ op: "remove", path: "/metadata/finalizers" }],
        keeps: ["kind", "metadata.finalizers"],
      },
      gone("owner"),
    ],
  },
  {
    name: "a namespace and all in it",
    steps: [
      { ask: `POST ${maps}`, body: map("a"), keeps: ["kind"] },
      {
        ask: `POST ${maps}`,
        body: map("held", { finalizers: ["contract.example/a"] }),
        keeps: ["kind"],
      },
      {
        ask: "DELETE /api/v1/namespaces/$NS",
        settles: true,
        keeps: ["kind", "status.phase", "spec"],
      },
      { ask: "GET /api/v1/namespaces/$NS", keeps: ["status.phase", "spec"] },
      gone("a"),
      { ask: `POST ${maps}`, body: map("late"), keeps: ["reason", "message", "code"] },
      {
        ask: `PATCH ${maps}/held`,
        type: "application/merge-patch+json",
        body: { metadata: { finalizers: null } },
        settles: true,
        keeps: ["kind"],
      },
      {
        ask: `PATCH ${maps}/held`,
        type: "application/merge-patch+json",
        body: { metadata: { finalizers: null } },
        settles: true,
        keeps: ["reason"],
      },
      { ask: "GET /api/v1/namespaces/$NS", keeps: ["reason", "message"] },
    ],
  },
];
