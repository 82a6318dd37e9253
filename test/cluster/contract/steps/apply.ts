import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario, Step } from "../step.ts";

const APPLY = "application/apply-patch+yaml";
const core = "/api/v1/namespaces/$NS";
const apps = "/apis/apps/v1/namespaces/$NS";

const map = (data: object, labels?: object): Json => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", ...(labels && { labels: labels as Json }) },
  data: data as Json,
});

const applied = (manager: string, body: Json, rest = ""): Step => ({
  ask: `PATCH ${core}/configmaps/a?fieldManager=${manager}${rest}`,
  type: APPLY,
  body,
});

const deployment = (container: object, spec: object = {}): Json => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web" },
  spec: {
    paused: true,
    replicas: 0,
    selector: { matchLabels: { app: "web" } },
    template: {
      metadata: { labels: { app: "web" } },
      spec: { containers: [{ name: "web", image: "web:1", ...container }] },
    },
    ...spec,
  },
});

const deployed = (manager: string, body: Json, rest = ""): Step => ({
  ask: `PATCH ${apps}/deployments/web?fieldManager=${manager}${rest}`,
  type: APPLY,
  body,
  // A controller may have written a status meanwhile.
  keeps: ["kind", "metadata", "spec", "message", "details", "code"],
});

/** Server-side apply: who owns which field, and what happens when two want the same. */
export const apply: readonly Scenario[] = [
  {
    name: "apply: managers of a ConfigMap",
    steps: [
      applied("one", map({ x: "1", y: "1" }, { a: "b" }), "&dryRun=All"),
      applied("one", map({ x: "1", y: "1" }, { a: "b" })),
      applied("one", map({ x: "1", y: "1" }, { a: "b" })),
      applied("two", map({ x: "2", z: "1" })),
      applied("two", map({ x: "2", z: "1" }), "&force=true"),
      applied("two", map({ x: "2", y: "1" })),
      applied("one", map({ y: "1" })),
      {
        ask: `PATCH ${core}/configmaps/a?fieldManager=three`,
        type: "application/merge-patch+json",
        body: { data: { y: "3", w: "1" } },
      },
      applied("one", map({ y: "1" })),
      applied("one", map({ y: "1", w: "2" })),
      applied("one", map({})),
      { ask: `PATCH ${core}/configmaps/a`, type: APPLY, body: map({}), keeps: ["reason", "code"] },
      applied("one", map({ y: "1" }), "&fieldValidation=Strict"),
      { ...applied("one", { ...(map({}) as object), unknown: 1 }, "&fieldValidation=Strict") },
      {
        ...applied("one", { apiVersion: "v1", kind: "Secret", metadata: { name: "a" } }),
        keeps: ["code"],
      },
    ],
  },
  {
    name: "apply: lists with keys",
    steps: [
      deployed(
        "one",
        deployment({
          ports: [{ containerPort: 80 }],
          env: [
            { name: "A", value: "1" },
            { name: "B", value: "1" },
          ],
        }),
      ),
      deployed("two", {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web" },
        spec: {
          template: {
            spec: {
              containers: [
                { name: "web", env: [{ name: "C", value: "1" }] },
                { name: "side", image: "side:1" },
              ],
            },
          },
        },
      }),
      deployed("one", deployment({ env: [{ name: "B", value: "2" }] })),
      deployed(
        "one",
        deployment({ image: "web:2" }, { replicas: 1, minReadySeconds: 5 }),
        "&dryRun=All",
      ),
      deployed("two", deployment({ image: "web:3" })),
      deployed("two", deployment({ image: "web:3" }, { minReadySeconds: 7 })),
      deployed("two", deployment({ image: "web:3" }), "&force=true"),
    ],
  },
];
