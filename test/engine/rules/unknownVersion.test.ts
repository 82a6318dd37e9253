import { test } from "vitest";
import { unknownVersion } from "../../../server/engine/rules/unknownVersion.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const check = expectProblemsOf(unknownVersion);
const expectProblems = (source: string) => check(source, { catalogue });

test("a version that may come yet", () => {
  expectProblems(`
    apiVersion: notification.toolkit.fluxcd.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-version (warning): No release known here has notification.toolkit.fluxcd.io/v1 of Alert; the newest is notification.toolkit.fluxcd.io/v1beta3.
    kind: Alert
    metadata: { name: a }
  `);
});

test("a version that never was", () => {
  expectProblems(`
    apiVersion: helm.toolkit.fluxcd.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-version (error): There is no helm.toolkit.fluxcd.io/v1 of HelmRelease, so the cluster refuses this object. Write helm.toolkit.fluxcd.io/v2.
    kind: HelmRelease
    metadata: { name: a }
  `);
});

test("the group of another kind", () => {
  expectProblems(`
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unknown-version (error): kustomize.toolkit.fluxcd.io/v1 has no kind HelmRepository, so the cluster refuses this object. Write source.toolkit.fluxcd.io/v1.
    kind: HelmRepository
    metadata: { name: a }
  `);
});

test("Flux v1", () => {
  expectProblems(`
    apiVersion: helm.fluxcd.io/v1
    #           ^^^^^^^^^^^^^^^^^ unknown-version (warning): helm.fluxcd.io/v1 of HelmRelease is no API of Flux 2, whose controllers never look at it. Its successor is helm.toolkit.fluxcd.io/v2, with other fields.
    kind: HelmRelease
    metadata: { name: a }
  `);
});

test("versions that are there or were, kinds that are not known, and variables", () => {
  expectProblems(`
    apiVersion: helm.toolkit.fluxcd.io/v2beta1
    kind: HelmRelease
    metadata: { name: a }
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: SvnRepository
    metadata: { name: a }
    ---
    apiVersion: helm.toolkit.fluxcd.io/\${VERSION}
    kind: HelmRelease
    metadata: { name: a }
    ---
    apiVersion: example.fluxcd.io/v1
    kind: HelmRelease
    metadata: { name: a }
  `);
});

test("kinds of Kubernetes", () => {
  expectProblems(`
    apiVersion: apps/v1bta1
    #           ^^^^^^^^^^^ unknown-version (error): There is no apps/v1bta1 of Deployment, so the cluster refuses this object. Write apps/v1.
    kind: Deployment
    metadata: { name: a }
    ---
    apiVersion: v2
    #           ^^ unknown-version (warning): No release known here has v2 of ConfigMap; the newest is v1.
    kind: ConfigMap
    metadata: { name: a }
    ---
    apiVersion: admissionregistration.k8s.io/v1alpha7
    kind: MutatingAdmissionPolicy
    metadata: { name: a }
    ---
    apiVersion: admissionregistration.k8s.io/v1beta1
    kind: ValidatingAdmissionPolicy
    metadata: { name: b }
  `);
});
