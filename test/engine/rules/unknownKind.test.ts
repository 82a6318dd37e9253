import { test } from "vitest";
import { unknownKind } from "../../../server/engine/rules/unknownKind.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const check = expectProblemsOf(unknownKind);
const expectProblems = (source: string) => check(source, { catalogue });

test("a kind in other capitals, or with a letter wrong", () => {
  expectProblems(`
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: Helmrelease
    #     ^^^^^^^^^^^ unknown-kind (error): helm.toolkit.fluxcd.io has no kind Helmrelease, so the cluster refuses this object. Did you mean HelmRelease?
    metadata: { name: a }
    ---
    apiVersion: v1
    kind: Servce
    #     ^^^^^^ unknown-kind (error): v1 has no kind Servce, so the cluster refuses this object. Did you mean Service?
    metadata: { name: a }
  `);
});

test("the group forgotten", () => {
  expectProblems(`
    apiVersion: v1
    #           ^^ unknown-kind (error): v1 has no kind Deployment, so the cluster refuses this object. Write apps/v1.
    kind: Deployment
    metadata: { name: a }
  `);
});

test("a group that is cut short or mistyped", () => {
  expectProblems(`
    apiVersion: kustomize.toolkit.fluxcd/v1
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-kind (error): kustomize.toolkit.fluxcd/v1 has no kind Kustomization, so the cluster refuses this object. Did you mean kustomize.toolkit.fluxcd.io/v1?
    kind: Kustomization
    metadata: { name: a }
    ---
    apiVersion: netwroking.k8s.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^ unknown-kind (error): netwroking.k8s.io/v1 has no kind Ingress, so the cluster refuses this object. Did you mean networking.k8s.io/v1?
    kind: Ingress
    metadata: { name: a }
  `);
});

test("lists, old versions, groups of others, and kinds that nothing here is near", () => {
  expectProblems(`
    apiVersion: v1
    kind: ConfigMapList
    items: []
    ---
    apiVersion: policy/v1beta1
    kind: PodDisruptionBudget
    metadata: { name: a }
    ---
    apiVersion: serving.knative.dev/v1
    kind: Service
    metadata: { name: a }
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: SvnRepository
    metadata: { name: a }
    ---
    apiVersion: apps.example.com/v1
    kind: Deployment
    metadata: { name: a }
  `);
});

test("a kind that a definition here makes known", () => {
  expectProblems(`
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: { name: alarts.notification.toolkit.fluxcd.io }
    ---
    apiVersion: notification.toolkit.fluxcd.io/v1beta3
    kind: Alart
    metadata: { name: a }
  `);
});
