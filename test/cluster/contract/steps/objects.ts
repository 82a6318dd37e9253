import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario } from "../step.ts";

const core = "/api/v1/namespaces/$NS";
const apps = "/apis/apps/v1/namespaces/$NS";
const map = (name: string, rest: object = {}): Json => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name },
  ...rest,
});
const deployment = (spec: object = {}): Json => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", labels: { team: "a" } },
  spec: {
    // Nothing acts on it, so that the answers hold whoever watches.
    paused: true,
    replicas: 0,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: {
        containers: [
          {
            name: "web",
            image: "web:1",
            ports: [{ containerPort: 80 }],
            env: [{ name: "A", value: "1" }],
          },
          { name: "side", image: "side@sha256:1" },
        ],
      },
    },
    ...spec,
  },
});
const STRATEGIC = "application/strategic-merge-patch+json";
const MERGE = "application/merge-patch+json";
const JSON_PATCH = "application/json-patch+json";
const whole = "?fieldManager=contract";

/** Create, read, update, patch and delete. */
export const objects: readonly Scenario[] = [
  {
    name: "a ConfigMap from its creation to its end",
    steps: [
      { ask: `GET ${core}/configmaps/a` },
      { ask: `POST ${core}/configmaps${whole}`, body: map("a", { data: { x: "1" } }) },
      { ask: `POST ${core}/configmaps${whole}`, body: map("a") },
      { ask: `GET ${core}/configmaps/a` },
      {
        ask: `PUT ${core}/configmaps/a?fieldManager=other`,
        body: map("a", { data: { x: "2", y: "1" } }),
      },
      {
        ask: `PATCH ${core}/configmaps/a${whole}`,
        type: MERGE,
        body: { data: { x: null, z: "3" } },
      },
      {
        ask: `PATCH ${core}/configmaps/a${whole}`,
        type: STRATEGIC,
        body: { metadata: { labels: { a: "b" } } },
      },
      {
        ask: `PATCH ${core}/configmaps/a${whole}`,
        type: JSON_PATCH,
        body: [{ op: "replace", path: "/data/z", value: "4" }],
      },
      {
        ask: `PATCH ${core}/configmaps/a${whole}`,
        type: JSON_PATCH,
        body: [{ op: "test", path: "/data/z", value: "5" }],
      },
      {
        ask: `PATCH ${core}/configmaps/a${whole}`,
        type: JSON_PATCH,
        body: [{ op: "remove", path: "/data/none" }],
      },
      { ask: `PATCH ${core}/configmaps/a${whole}`, type: "text/plain", body: {} },
      {
        ask: `PUT ${core}/configmaps/a`,
        body: { ...(map("a") as object), metadata: { name: "a", resourceVersion: "1" } },
      },
      { ask: `PUT ${core}/configmaps/a`, body: map("b") },
      { ask: `PUT ${core}/configmaps/missing`, body: map("missing"), keeps: ["status", "reason"] },
      {
        ask: `DELETE ${core}/configmaps/a`,
        body: { preconditions: { uid: "x" } },
        keeps: ["reason", "code"],
      },
      { ask: `DELETE ${core}/configmaps/a?dryRun=All` },
      { ask: `DELETE ${core}/configmaps/a` },
      { ask: `DELETE ${core}/configmaps/a` },
    ],
  },
  {
    name: "a Deployment and its defaults",
    steps: [
      { ask: `POST ${apps}/deployments${whole}&dryRun=All`, body: deployment() },
      { ask: `GET ${apps}/deployments/web` },
      { ask: `POST ${apps}/deployments${whole}`, body: deployment() },
      {
        ask: `PATCH ${apps}/deployments/web?fieldManager=second`,
        type: STRATEGIC,
        body: {
          spec: {
            template: {
              spec: {
                containers: [{ name: "web", image: "web:2", env: [{ name: "B", value: "2" }] }],
              },
            },
          },
        },
        keeps: ["spec.template", "metadata.generation", "metadata.managedFields"],
      },
      {
        ask: `PATCH ${apps}/deployments/web?fieldManager=second`,
        type: STRATEGIC,
        body: {
          spec: { template: { spec: { containers: [{ name: "side", $patch: "delete" }] } } },
        },
        keeps: ["spec.template.spec.containers"],
      },
      {
        ask: `PATCH ${apps}/deployments/web?fieldManager=second`,
        type: MERGE,
        body: { metadata: { labels: { team: null, new: "1" } } },
        keeps: ["metadata.labels", "metadata.generation", "metadata.managedFields"],
      },
      {
        ask: `PATCH ${apps}/deployments/web`,
        type: MERGE,
        body: { spec: { selector: { matchLabels: { app: "x" } } } },
      },
      {
        ask: `PATCH ${apps}/deployments/web`,
        type: MERGE,
        body: { spec: { replicas: "two" } },
        keeps: ["reason", "code"],
      },
      { ask: `GET ${apps}/deployments/web/scale` },
      { ask: `PATCH ${apps}/deployments/web/scale`, type: MERGE, body: { spec: { replicas: 0 } } },
      { ask: `GET ${apps}/deployments/web/none` },
      { ask: `DELETE ${apps}/deployments/web` },
    ],
  },
  {
    name: "what is refused",
    steps: [
      { ask: `POST ${core}/configmaps`, body: map("Not_A_Name") },
      { ask: `POST ${core}/configmaps`, body: map("") },
      { ask: `POST ${core}/configmaps`, body: { ...(map("a") as object), kind: "Secret" } },
      {
        ask: `POST ${core}/configmaps?dryRun=All`,
        body: { metadata: { name: "a" } },
        keeps: ["kind", "code"],
      },
      {
        ask: `POST ${core}/configmaps`,
        body: map("a", { metadata: { name: "a", namespace: "elsewhere" } }),
      },
      {
        ask: `POST ${core}/configmaps`,
        body: map("a", { metadata: { name: "a", labels: { a: "b c" } } }),
      },
      {
        ask: `POST ${core}/configmaps?fieldValidation=Strict`,
        body: map("a", { dta: { x: "1" } }),
      },
      {
        ask: `POST ${core}/configmaps?fieldValidation=Warn&dryRun=All${"&fieldManager=contract"}`,
        body: map("a", { dta: { x: "1" } }),
      },
      { ask: `POST ${core}/configmaps?dryRun=some`, body: map("a"), keeps: ["reason", "code"] },
      { ask: "POST /api/v1/namespaces/none-of-that-name/configmaps", body: map("a") },
      { ask: `POST ${core}/configmaps/a`, body: map("a"), keeps: ["reason", "code"] },
      {
        ask: `POST ${apps}/deployments`,
        body: deployment({ selector: undefined, template: undefined } as object),
      },
      {
        ask: `POST ${apps}/deployments`,
        body: deployment({ selector: { matchLabels: { app: "x" } } }),
      },
      { ask: `POST ${core}/foos`, body: map("a") },
      { ask: `GET /apis/nothing.example/v1/namespaces/$NS/foos` },
      { ask: `GET /apis/apps/v1/nothing` },
      { ask: `GET /nothing`, keeps: [] },
      { ask: `GET ${core}/configmaps?fieldSelector=data.x%3D1` },
      { ask: `GET ${core}/configmaps?labelSelector=a%20b`, keeps: ["reason", "code"] },
      { ask: `GET ${core}/configmaps?resourceVersion=99999999`, keeps: ["reason", "code"] },
    ],
  },
  {
    name: "lists: selectors, pages, tables",
    steps: [
      ...["a", "b", "c"].map((name) => ({
        ask: `POST ${core}/configmaps${whole}`,
        body: map(name, {
          metadata: { name, labels: { name, tier: name === "c" ? "back" : "front" } },
        }),
        keeps: ["kind"],
      })),
      { ask: `GET ${core}/configmaps?labelSelector=tier%3Dfront` },
      {
        ask: `GET ${core}/configmaps?labelSelector=${encodeURIComponent("tier notin (front),name!=x,name")}`,
      },
      {
        ask: `GET ${core}/configmaps?labelSelector=${encodeURIComponent("tier in (front, back),!other,name!=b")}`,
      },
      { ask: `GET ${core}/configmaps?fieldSelector=metadata.name%3Db` },
      { ask: `GET ${core}/configmaps?limit=1`, keeps: ["kind", "metadata"] },
      {
        ask: `GET ${core}/configmaps?labelSelector=name`,
        accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
      },
      {
        ask: `GET ${core}/configmaps/a`,
        accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
      },
      {
        ask: `GET ${core}/configmaps?labelSelector=name%3Da`,
        accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
      },
      { ask: `DELETE ${core}/configmaps?labelSelector=tier%3Dfront` },
      { ask: `GET ${core}/configmaps?labelSelector=name` },
    ],
  },
];
