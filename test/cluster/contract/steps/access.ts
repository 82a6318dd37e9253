import type { Json } from "../../../../server/engine/canary/json.ts";
import type { Scenario } from "../step.ts";

const core = "/api/v1/namespaces/$NS";
const map: Json = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };

/** Who may do what, and discovery. */
export const access: readonly Scenario[] = [
  {
    name: "users",
    steps: [
      { ask: `GET ${core}/configmaps`, as: "nobody" },
      { ask: `GET ${core}/secrets`, as: "viewer" },
      { ask: `GET ${core}/secrets/x`, as: "viewer" },
      { ask: `POST ${core}/configmaps`, as: "viewer", body: map },
      { ask: "DELETE /apis/apps/v1/namespaces/$NS/deployments/web", as: "viewer" },
      {
        ask: "PATCH /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/$NS/kustomizations/a",
        as: "viewer",
        type: "application/merge-patch+json",
        body: {},
      },
      {
        ask: "PATCH /apis/kustomize.toolkit.fluxcd.io/v1/namespaces/$NS/kustomizations/a/status",
        as: "viewer",
        type: "application/merge-patch+json",
        body: {},
      },
      { ask: `GET ${core}/configmaps/none`, as: "viewer" },
      {
        ask: "POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        as: "viewer",
        body: {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SelfSubjectAccessReview",
          spec: { resourceAttributes: { verb: "delete", resource: "pods", namespace: "default" } },
        },
        keeps: ["kind", "apiVersion", "spec", "status.allowed"],
      },
      { ask: "GET /api", keeps: ["kind", "versions"] },
      { ask: "GET /apis/apps" },
      { ask: "GET /apis/kustomize.toolkit.fluxcd.io" },
      { ask: "GET /apis/kustomize.toolkit.fluxcd.io/v1" },
      { ask: "GET /apis/apps/v1" },
      { ask: "GET /apis/batch/v1" },
      { ask: "GET /readyz" },
      { ask: "GET /version", keeps: ["major", "minor", "gitVersion"] },
      { ask: "GET /apis/nothing.example", keeps: [] },
    ],
  },
  {
    name: "owners and namespaces",
    steps: [
      { ask: `GET /api/v1/namespaces/$NS` },
      { ask: `GET /api/v1/namespaces/$NS/status`, keeps: ["status"] },
      {
        ask: `POST /api/v1/namespaces?dryRun=All&fieldManager=contract`,
        body: { apiVersion: "v1", kind: "Namespace", metadata: { name: "other" } },
      },
      {
        ask: `POST ${core}/services?fieldManager=contract`,
        body: {
          apiVersion: "v1",
          kind: "Service",
          metadata: { name: "web" },
          spec: { selector: { app: "web" }, ports: [{ port: 80 }] },
        },
      },
      {
        ask: `POST ${core}/secrets?fieldManager=contract`,
        body: { apiVersion: "v1", kind: "Secret", metadata: { name: "s" }, stringData: { a: "b" } },
      },
      {
        ask: `POST ${core}/serviceaccounts?fieldManager=contract`,
        body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "s" } },
      },
      {
        ask: `POST /apis/networking.k8s.io/v1/namespaces/$NS/ingresses?fieldManager=contract`,
        body: {
          apiVersion: "networking.k8s.io/v1",
          kind: "Ingress",
          metadata: { name: "web" },
          spec: {
            rules: [
              {
                host: "a.example",
                http: {
                  paths: [
                    {
                      path: "/",
                      pathType: "Prefix",
                      backend: { service: { name: "web", port: { number: 80 } } },
                    },
                  ],
                },
              },
            ],
          },
        },
      },
      {
        ask: `POST /apis/batch/v1/namespaces/$NS/cronjobs?fieldManager=contract`,
        body: {
          apiVersion: "batch/v1",
          kind: "CronJob",
          metadata: { name: "c" },
          spec: {
            suspend: true,
            schedule: "0 0 1 1 *",
            jobTemplate: {
              spec: {
                template: {
                  spec: { restartPolicy: "Never", containers: [{ name: "c", image: "c" }] },
                },
              },
            },
          },
        },
      },
      {
        ask: `POST /apis/autoscaling/v2/namespaces/$NS/horizontalpodautoscalers?fieldManager=contract`,
        body: {
          apiVersion: "autoscaling/v2",
          kind: "HorizontalPodAutoscaler",
          metadata: { name: "h" },
          spec: {
            maxReplicas: 3,
            scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
          },
        },
        keeps: ["spec", "metadata.managedFields"],
      },
      {
        ask: `POST /apis/rbac.authorization.k8s.io/v1/namespaces/$NS/rolebindings?fieldManager=contract&dryRun=All`,
        body: {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "RoleBinding",
          metadata: { name: "r" },
          roleRef: { kind: "ClusterRole", name: "view" },
          subjects: [{ kind: "User", name: "x" }],
        },
      },
      {
        ask: `POST ${core}/events?fieldManager=contract`,
        body: {
          apiVersion: "v1",
          kind: "Event",
          metadata: { name: "e" },
          involvedObject: { kind: "Pod", name: "p", namespace: "$NS" },
          reason: "R",
          message: "M",
          type: "Normal",
          source: { component: "contract" },
          firstTimestamp: "2026-01-01T00:00:00Z",
          lastTimestamp: "2026-01-01T00:00:00Z",
          count: 1,
        },
      },
      { ask: "GET /apis/events.k8s.io/v1/namespaces/$NS/events/e" },
      { ask: `GET ${core}/events?fieldSelector=involvedObject.name%3Dp,type%3DNormal` },
      { ask: `GET ${core}/events?fieldSelector=involvedObject.name%3Dother`, keeps: ["items"] },
    ],
  },
];
