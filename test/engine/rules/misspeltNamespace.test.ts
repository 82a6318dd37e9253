import { expect, test } from "vitest";
import { misspeltNamespace } from "../../../server/engine/rules/misspeltNamespace.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(misspeltNamespace);

const namespace = (name: string) => `
  #- namespace.yaml
  apiVersion: v1
  kind: Namespace
  metadata: { name: ${name} }
`;

const flux = (name: string, target: string, label?: string) => `
  #- ${name}.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: ${name}, namespace: flux-system }
  spec:
    interval: 1h
    path: ./${name}
    prune: true
    sourceRef: { kind: OCIRepository, name: fleet }
    targetNamespace: ${target}
    ${label ? `#                ${"^".repeat(target.length)} ${label}` : ""}
`;

test("a target namespace that slips", () => {
  expectProblems(scene(namespace("payments"), flux("shop", "paymetns", "misspelt-namespace")));
});

test("is corrected", () => {
  expect(
    fixed(misspeltNamespace, scene(namespace("payments"), flux("shop", "paymetns"))),
  ).toContain("targetNamespace: payments");
});

test("those that every cluster has are known without an object", () => {
  expectProblems(scene(flux("shop", "flux-sytsem", "misspelt-namespace")));
});

test("two do not slip alike, and other names may be made elsewhere", () => {
  expectProblems(
    scene(namespace("payments"), ...["shop", "cart"].map((it) => flux(it, "paymnts"))),
  );
  expectProblems(scene(namespace("payments"), flux("shop", "orders")));
  expectProblems(scene(namespace("shop-one"), flux("shop", "shop-two")));
});

test("numbers are chosen, and so are variables", () => {
  expectProblems(scene(namespace("stage1"), flux("shop", "stage2")));
  expectProblems(scene(namespace("payments"), flux("shop", '"${NAMESPACE}"')));
});

test("a namespace in which something is named", () => {
  expectProblems(`
    #- namespace.yaml
    apiVersion: v1
    kind: Namespace
    metadata: { name: database }
    #- binding.yaml
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: reader }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
    subjects:
      - { kind: ServiceAccount, name: reader, namespace: databaes }
    #                                                    ^^^^^^^^ misspelt-namespace
  `);
});

test("a kustomization that sets one", () => {
  expectProblems(`
    #- namespace.yaml
    apiVersion: v1
    kind: Namespace
    metadata: { name: database }
    #- app/kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    namespace: databse
    #          ^^^^^^^ misspelt-namespace
    resources: [settings.yaml]
    #- app/settings.yaml
    apiVersion: v1
    kind: ConfigMap
    metadata: { name: settings }
  `);
});
