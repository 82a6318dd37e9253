import { describe, expect, test } from "vitest";
import { type Checker, checker, drain } from "../../../server/engine/rules/checker.ts";
import { dependsOnCycle } from "../../../server/engine/rules/dependsOnCycle.ts";
import { keepAnswers } from "../../../server/engine/view.ts";
import { changed, emptyWorkspace, type Workspace } from "../../../server/engine/workspace.ts";
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

describe("after changes elsewhere", () => {
  test("rings close and open as if all were read anew", () => {
    const NAMES = ["a", "b", "c", "d", "e"];
    const path = (name: string) => `${name}.yaml`;
    const text = (name: string, on: string) =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec: { dependsOn: [{ name: ${on} }] }\n`;
    const empty = emptyWorkspace({ find: () => undefined, kinds: [] });
    const waits = new Map(NAMES.map((it) => [it, "nobody"]));
    const all = () =>
      [...waits].map(([name, on]) => ({ path: path(name), content: { text: text(name, on) } }));
    const inRings = (workspace: Workspace, checks: Checker) =>
      NAMES.filter((it) =>
        checks.problemsOf(workspace, path(it)).some(({ code }) => code === "depends-on-cycle"),
      );
    const scratch = () => {
      const { workspace, touched } = changed(empty, all());
      const checks = checker();
      checks.invalidate(touched);
      drain(checks, workspace);
      return inRings(workspace, checks);
    };
    let { workspace, touched } = changed(empty, all());
    const checks = checker();
    checks.invalidate(touched);
    drain(checks, workspace);
    const seen = new Set<string>();
    for (const on of [
      "ab",
      "bc",
      "ca",
      "dc",
      "ed",
      "cn",
      "cd",
      "be",
      "dn",
      "aa",
      "de",
      "ee",
      "eb",
    ]) {
      const [name = "", to = ""] = on;
      waits.set(name, to);
      const before = workspace;
      ({ workspace, touched } = changed(before, [
        { path: path(name), content: { text: text(name, to) } },
      ]));
      keepAnswers(before, workspace, touched.keys);
      checks.invalidate(touched);
      drain(checks, workspace);
      const told = inRings(workspace, checks);
      expect(told, on).toEqual(scratch());
      seen.add(told.join(""));
    }
    expect([...seen]).toEqual(["", "abc", "cd", "a", "ade", "ae", "abe"]);
  });
});
