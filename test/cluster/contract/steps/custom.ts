import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario, Step } from "../step.ts";

const flux = "/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/$NS/kustomizations";
const kustomization = (spec: object, rest: object = {}): Json => ({
  apiVersion: "kustomize.toolkit.fluxcd.io/v1",
  kind: "Kustomization",
  metadata: { name: "apps", ...rest },
  spec: spec as Json,
});
const good = {
  interval: "10m",
  prune: true,
  // Nobody acts on what is suspended.
  suspend: true,
  sourceRef: { kind: "GitRepository", name: "flux-system" },
};
const MERGE = "application/merge-patch+json";
const APPLY = "application/apply-patch+yaml";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
const kept = ["metadata", "spec", "status"];

const invalid = (spec: object): Step => ({
  ask: `POST ${flux}?fieldManager=contract&dryRun=All`,
  body: kustomization(spec),
});

/** Kinds of CustomResourceDefinitions: those of Flux and Flagger. */
export const custom: readonly Scenario[] = [
  {
    name: "a Kustomization is checked by its schema",
    steps: [
      invalid({}),
      invalid({ ...good, interval: "5" }),
      invalid({ ...good, interval: 5 }),
      invalid({ ...good, prune: "yes" }),
      invalid({ ...good, sourceRef: { kind: "Folder", name: "x" } }),
      invalid({ ...good, dependsOn: [{}] }),
      invalid({ ...good, sourceRef: { kind: "GitRepository" } }),
      invalid({ ...good, targetNamespace: "" }),
      invalid({ ...good, targetNamespace: "a".repeat(64) }),
      {
        ask: `POST ${flux}?fieldValidation=Strict`,
        body: kustomization({ ...good, intervall: "1m" }),
      },
      {
        ask: `POST ${flux}?fieldManager=contract&dryRun=All&fieldValidation=Warn`,
        body: kustomization({ ...good, intervall: "1m" }),
      },
      { ask: `PUT ${flux}/apps`, body: kustomization(good), keeps: ["reason", "code"] },
    ],
  },
  {
    name: "a Kustomization, its status and generation",
    steps: [
      { ask: `POST ${flux}?fieldManager=contract`, body: kustomization(good), keeps: kept },
      { ask: `PUT ${flux}/apps`, body: kustomization(good) },
      {
        ask: `PATCH ${flux}/apps/status?fieldManager=controller`,
        type: MERGE,
        body: {
          spec: { interval: "1m" },
          status: {
            observedGeneration: 1,
            conditions: [
              {
                type: "Ready",
                status: "True",
                reason: "ReconciliationSucceeded",
                message: "Applied revision: main@sha1:1",
                lastTransitionTime: "2026-01-01T00:00:00Z",
                observedGeneration: 1,
              },
            ],
          },
        },
        keeps: kept,
      },
      {
        ask: `PATCH ${flux}/apps?fieldManager=contract`,
        type: MERGE,
        body: { spec: { interval: "5m" }, status: { observedGeneration: 9 } },
        keeps: kept,
      },
      {
        ask: `PATCH ${flux}/apps?fieldManager=contract`,
        type: MERGE,
        body: { metadata: { annotations: { "reconcile.fluxcd.io/requestedAt": "now" } } },
        keeps: kept,
      },
      { ask: `GET ${flux}?fieldSelector=metadata.name%3Dapps`, accept: TABLE },
      { ask: `PATCH ${flux}/apps`, type: "application/strategic-merge-patch+json", body: {} },
      {
        ask: `PATCH ${flux}/apps?fieldManager=other`,
        type: APPLY,
        body: kustomization({ ...good, interval: "7m" }),
      },
      {
        ask: `PATCH ${flux}/apps?fieldManager=other&force=true`,
        type: APPLY,
        body: kustomization({ ...good, interval: "7m" }),
        keeps: kept,
      },
      {
        ask: `PATCH ${flux}/apps/status?fieldManager=other&force=true`,
        type: APPLY,
        body: {
          apiVersion: "kustomize.toolkit.fluxcd.io/v1",
          kind: "Kustomization",
          metadata: { name: "apps" },
          status: { lastAppliedRevision: "1" },
        },
        keeps: kept,
      },
      {
        ask: `PATCH ${flux}/apps?fieldManager=contract`,
        type: MERGE,
        body: { metadata: { finalizers: ["contract.example/hold"] } },
        keeps: ["metadata.finalizers"],
      },
      {
        ask: `DELETE ${flux}/apps`,
        keeps: [
          "kind",
          "metadata.finalizers",
          "metadata.generation",
          "metadata.deletionGracePeriodSeconds",
        ],
      },
      {
        ask: `PATCH ${flux}/apps?fieldManager=contract`,
        type: MERGE,
        body: { metadata: { finalizers: null } },
        keeps: ["kind", "metadata.finalizers"],
      },
      { ask: `GET ${flux}/apps` },
    ],
  },
  {
    name: "a definition makes a kind",
    steps: [
      { ask: "GET /apis/contract.example/v1/widgets", keeps: [] },
      {
        ask: "POST /apis/apiextensions.k8s.io/v1/customresourcedefinitions?fieldManager=contract",
        body: {
          apiVersion: "apiextensions.k8s.io/v1",
          kind: "CustomResourceDefinition",
          metadata: { name: "wrong.contract.example" },
          spec: {
            group: "contract.example",
            scope: "Namespaced",
            names: { plural: "widgets", kind: "Widget" },
            versions: [
              {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object" } },
              },
            ],
          },
        },
      },
    ],
  },
];
