import { describe, expect, test } from "vitest";
import { dependsOnCycle } from "../../../server/engine/rules/dependsOnCycle.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(dependsOnCycle);

/** A file with one Kustomization; what is marked stands under the name in dependsOn. */
const ks = (name: string, on: string, mark = "", path = `${name}.yaml`) => `
    #- ${path}
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: ${name}, namespace: flux-system }
    spec:
      dependsOn:
        - name: ${on}${mark && `\n        #       ${"^".repeat(on.length)} depends-on-cycle${mark}`}`;

describe("a ring", () => {
  test("of three is told from each of them", () => {
    expectProblems(
      scene(
        ks("a", "b", ": Waits for itself: a → b → c → a. None of these ever starts."),
        ks("b", "c", ": Waits for itself: b → c → a → b. None of these ever starts."),
        ks("c", "a", ": Waits for itself: c → a → b → c. None of these ever starts."),
      ),
    );
  });

  test("of one", () => {
    const source = ks(
      "apps",
      "apps",
      ": Kustomization flux-system/apps waits for itself, so it never starts.",
    );
    expectProblems(source);
    expect(fixed(dependsOnCycle, source)).not.toContain("dependsOn");
  });

  test("does not drag in those who wait for it", () => {
    expectProblems(scene(ks("a", "b", " (error)"), ks("b", "a", " (error)"), ks("c", "a")));
  });

  test("of HelmReleases", () => {
    expectProblems(
      scene(
        ks("a", "b", ": Waits for itself: a → b → a. None of these ever starts."),
        ks("b", "a", ": Waits for itself: b → a → b. None of these ever starts."),
      )
        .replaceAll("kustomize.toolkit.fluxcd.io/v1", "helm.toolkit.fluxcd.io/v2")
        .replaceAll("kind: Kustomization", "kind: HelmRelease"),
    );
  });

  test("across namespaces", () => {
    expectProblems(`
      #- a.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: one }
      spec: { dependsOn: [{ name: a, namespace: two }] }
      #                           ^ depends-on-cycle
      #- b.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: two }
      spec: { dependsOn: [{ name: a, namespace: one }] }
      #                           ^ depends-on-cycle
    `);
  });
});

describe("no ring", () => {
  test("where the same name in another namespace is meant", () => {
    expectProblems(`
      #- a.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: one }
      spec: { dependsOn: [{ name: a, namespace: two }] }
      #- b.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: a, namespace: two }
      spec: { prune: true }
    `);
  });

  test("where clusters order the same names differently", () => {
    expectProblems(
      scene(
        ks("a", "b", "", "clusters/east/a.yaml"),
        ks("b", "x", "", "clusters/east/b.yaml"),
        ks("a", "x", "", "clusters/west/a.yaml"),
        ks("b", "a", "", "clusters/west/b.yaml"),
      ),
    );
  });

  test("between a Kustomization and a HelmRelease", () => {
    expectProblems(
      scene(
        ks("a", "b"),
        ks("b", "a")
          .replace("kustomize.toolkit.fluxcd.io/v1", "helm.toolkit.fluxcd.io/v2")
          .replace("kind: Kustomization", "kind: HelmRelease"),
      ),
    );
  });
});
