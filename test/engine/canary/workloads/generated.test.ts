import { expect, test } from "vitest";
import { field, type JsonObject } from "../../../../server/engine/canary/json.ts";
import { left } from "../../../support/told.ts";
import { CONFIG, podinfo, SCALED_OBJECT, USER_SERVICE } from "../scenes.ts";

const OWNERS = [
  {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    name: "cd",
    uid: "",
    controller: true,
    blockOwnerDeletion: true,
  },
];

const UNMANAGED = {
  "kustomize.toolkit.fluxcd.io/reconcile": "disabled",
  "helm.toolkit.fluxcd.io/driftDetection": "disabled",
};

const spec = (object: JsonObject | undefined) => field(object, "spec");

test("the primary is a copy under another label, reads copies of the configuration and keeps off its own pods", () => {
  const objects = left(podinfo("stepWeight: 10", "", CONFIG), {
    ticks: 1,
    flags: { includeLabelPrefix: ["team"] },
  });
  expect(objects["Deployment/podinfo-primary"]).toEqual({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "podinfo-primary",
      namespace: "test",
      labels: { team: "x", name: "web-primary" },
      annotations: { note: "z" },
      ownerReferences: OWNERS,
      generation: 1,
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { name: "web-primary" } },
      template: {
        metadata: {
          labels: { name: "web-primary", tier: "front" },
          annotations: { a: "b", "flagger-id": "00000000-0000-4000-8000-000000000000" },
        },
        spec: {
          containers: [
            {
              name: "app",
              image: "a:1",
              envFrom: [
                { configMapRef: { name: "conf-primary" } },
                { secretRef: { name: "sec-primary" } },
              ],
              ports: [{ containerPort: 80 }, { name: "m", containerPort: 9 }, { containerPort: 7 }],
            },
          ],
          volumes: [
            {
              name: "v",
              projected: {
                sources: [
                  { configMap: { name: "other", optional: true } },
                  { configMap: { name: "untracked" } },
                ],
              },
            },
          ],
          topologySpreadConstraints: [
            { labelSelector: { matchLabels: { name: "podinfo-primary", tier: "podinfo" } } },
          ],
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                {
                  labelSelector: {
                    matchExpressions: [
                      { key: "name", operator: "In", values: ["podinfo-primary"] },
                    ],
                  },
                },
              ],
            },
          },
        },
      },
    },
  });
});

test("the configuration is copied with the labels that are asked for", () => {
  const objects = left(podinfo("stepWeight: 10", "", CONFIG), {
    ticks: 1,
    flags: { includeLabelPrefix: ["team"] },
  });
  const names = Object.keys(objects).filter((name) =>
    /^(ConfigMap|Secret)\/.*-primary$/.test(name),
  );
  expect(names).toEqual(["ConfigMap/conf-primary", "Secret/sec-primary"]);
  expect(objects["ConfigMap/conf-primary"]).toMatchObject({
    metadata: { labels: { team: "x" }, ownerReferences: OWNERS },
    data: { a: "1" },
  });
  expect(objects["Secret/sec-primary"]).toMatchObject({ type: "Opaque", data: { p: "cQ==" } });
});

test("three Services, with the ports that are discovered", () => {
  const scene = podinfo("stepWeight: 10", "", CONFIG).replace(
    "service: { port: 80 }",
    "service: { port: 80, portName: web, appProtocol: http2, portDiscovery: true, apex: { labels: { l: m }, annotations: { n: o } } }",
  );
  const objects = left(scene, { ticks: 2 });
  const ports = [
    { name: "web", protocol: "TCP", port: 80, targetPort: 80, appProtocol: "http2" },
    { name: "m", protocol: "TCP", port: 9, targetPort: 9 },
    { name: "tcp-app-2", protocol: "TCP", port: 7, targetPort: 7 },
  ];
  expect(objects["Service/podinfo"]).toMatchObject({
    metadata: { labels: { l: "m", name: "podinfo" }, annotations: { n: "o", ...UNMANAGED } },
    spec: { type: "ClusterIP", selector: { name: "web-primary" }, ports },
  });
  expect(spec(objects["Service/podinfo-primary"])).toMatchObject({
    selector: { name: "web-primary" },
  });
  expect(spec(objects["Service/podinfo-canary"])).toMatchObject({
    selector: { name: "web" },
    ports,
  });
});

test("a Service of the users keeps its own labels, but loses its selector and its other ports", () => {
  const objects = left(podinfo("stepWeight: 10", "", USER_SERVICE), { ticks: 2 });
  const service = objects["Service/podinfo"];
  expect(field(service, "metadata", "ownerReferences")).toBeUndefined();
  expect(field(service, "metadata", "labels")).toEqual({});
  expect(spec(service)).toMatchObject({
    selector: { app: "podinfo-primary" },
    ports: [{ name: "http", protocol: "TCP", port: 80, targetPort: 80 }],
  });
});

test("the last applied selector comes back when the Canary goes", () => {
  const objects = left(podinfo("stepWeight: 10", "revertOnDeletion: true", USER_SERVICE), {
    ticks: 3,
    edits: { 2: [{ edit: "delete", object: { kind: "Canary", name: "cd" } }] },
    finalizer: [2],
  });
  expect(Object.keys(objects)).toEqual(["Service/podinfo", "Deployment/podinfo"]);
  expect(spec(objects["Service/podinfo"])).toMatchObject({ selector: { mine: "x" } });
  expect(spec(objects["Deployment/podinfo"])).toMatchObject({ replicas: 1 });
});

test("without a finalizer all goes but the target, which stays at zero", () => {
  const objects = left(podinfo("stepWeight: 10"), {
    ticks: 3,
    edits: { 2: [{ edit: "delete", object: { kind: "Canary", name: "cd" } }] },
  });
  expect(Object.keys(objects)).toEqual(["Deployment/podinfo"]);
  expect(spec(objects["Deployment/podinfo"])).toMatchObject({ replicas: 0 });
});

test("the primary's ScaledObject asks about the primary, by plain replacement", () => {
  const reference = "autoscalerRef: { apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: s }";
  const objects = left(podinfo("stepWeight: 10", reference, SCALED_OBJECT), { ticks: 2 });
  expect(objects["ScaledObject/s-primary"]).toMatchObject({
    metadata: { annotations: {}, ownerReferences: OWNERS },
    spec: {
      scaleTargetRef: { name: "podinfo-primary" },
      minReplicaCount: 2,
      maxReplicaCount: 5,
      advanced: { horizontalPodAutoscalerConfig: { name: "x-primary" } },
      triggers: [
        {
          type: "prometheus",
          name: "t",
          metadata: { query: "podinfo-primary podinfo-primary my-podinfo-primary-x" },
        },
      ],
    },
  });
  expect(field(objects["ScaledObject/s"], "metadata", "annotations")).toEqual({
    "autoscaling.keda.sh/paused-replicas": "0",
  });
});

test("queries of the Canary's own take the place of those that are rewritten", () => {
  const reference =
    "autoscalerRef: { apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: s, primaryScalerQueries: { t: mine } }";
  const objects = left(podinfo("stepWeight: 10", reference, SCALED_OBJECT), { ticks: 2 });
  expect(field(objects["ScaledObject/s-primary"], "spec", "triggers")).toMatchObject([
    { metadata: { query: "mine" } },
  ]);
});
