import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Repository, repository } from "./repository.ts";
import { namespaceOf, type Stage, stageOn, until } from "./support.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** The real `flux`: what the variable names, the one that was built with the control plane, or the one on the path. */
const program =
  process.env.FLIGHTPATH_FLUX ??
  (process.env.FLIGHTPATH_CLUSTER_PROGRAMS
    ? join(process.env.FLIGHTPATH_CLUSTER_PROGRAMS, "flux")
    : "flux");
const isThere = spawnSync(program, ["--version"]).status === 0;

/** Both outputs of the program, however it ends. The cluster may be in this very process, which must go on meanwhile. */
const run = (args: readonly string[]): Promise<string> =>
  new Promise((resolve) =>
    execFile(program, [...args], { encoding: "utf8" }, (_, stdout, stderr) =>
      resolve(`${stdout}${stderr}`),
    ),
  );

/** What the real command line of Flux shows of a cluster, and what it does there. Only where `flux` is at hand. */
export function fluxProgram(open: () => ClusterUnderTest): void {
  describe.skipIf(!isThere)("the flux command line", () => {
    let cluster: ClusterUnderTest;
    let stage: Stage;
    let repo: Repository;
    const space = `cli-${Date.now().toString(36)}`;

    /** What a command says, on both outputs; what differs from time to time is replaced. */
    const flux = async (...args: readonly string[]): Promise<string> => {
      const said = await run([
        ...args,
        "--namespace",
        space,
        "--kubeconfig",
        cluster.admin,
        "--timeout",
        "20s",
      ]);
      return said
        .replaceAll(space, "SPACE")
        .replaceAll(/[0-9a-f]{40}/g, "COMMIT")
        .replaceAll(/sha1:[0-9a-f]{8}\b/g, "sha1:SHORT")
        .replaceAll(cluster.git?.url ?? "none", "GIT")
        .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d.*$/gm, "TIME")
        .replaceAll(/in [0-9.msµ]+,/g, "in DURATION,")
        .replaceAll(/[ \t]+/g, " ")
        .replaceAll(/ $/gm, "")
        .trim();
    };

    beforeAll(async () => {
      cluster = open();
      if (!cluster.git) throw new Error("this cluster has no Git");
      stage = await stageOn(cluster.admin);
      repo = repository(cluster.git, space);
      repo.push({
        "apps/map.yaml":
          "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: map }\ndata: { words: one }\n",
        "apps/child.yaml": JSON.stringify(kustomization("child", "./child")),
        "child/other.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\n",
      });
      await stage.apply(
        namespaceOf(space),
        {
          apiVersion: "source.toolkit.fluxcd.io/v1",
          kind: "GitRepository",
          metadata: { name: "repo", namespace: space },
          spec: { interval: "1h", url: repo.url, ref: { branch: "main" } },
        },
        kustomization("apps", "./apps"),
        {
          ...kustomization("blocked", "./apps"),
          spec: { ...kustomization("blocked", "./apps").spec, dependsOn: [{ name: "none" }] },
        },
      );
      await until("all of it", async () =>
        (await flux("get", "kustomization", "child")).includes("True"),
      );
    });
    afterAll(async () => {
      for (const name of ["apps", "child", "blocked"])
        await stage.remove(
          `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${space}/kustomizations/${name}`,
        );
      repo.close();
      stage.close();
    });

    const kustomization = (name: string, path: string) => ({
      apiVersion: "kustomize.toolkit.fluxcd.io/v1",
      kind: "Kustomization",
      metadata: { name, namespace: space },
      spec: {
        interval: "1h",
        path,
        prune: true,
        targetNamespace: space,
        sourceRef: { kind: "GitRepository", name: "repo" },
      },
    });

    test("get", async () => {
      expect(await flux("get", "kustomizations")).toBe(
        [
          "NAME REVISION SUSPENDED READY MESSAGE",
          "apps main@sha1:SHORT False True Applied revision: main@sha1:SHORT",
          "blocked False False dependency 'SPACE/none' not found: kustomizations.kustomize.toolkit.fluxcd.io \"none\" not found",
          "child main@sha1:SHORT False True Applied revision: main@sha1:SHORT",
        ].join("\n"),
      );
      expect(await flux("get", "sources", "git")).toBe(
        [
          "NAME REVISION SUSPENDED READY MESSAGE",
          "repo main@sha1:SHORT False True stored artifact for revision 'main@sha1:SHORT'",
        ].join("\n"),
      );
    });

    test("tree", async () => {
      expect(await flux("tree", "kustomization", "apps")).toBe(
        [
          "Kustomization/SPACE/apps",
          "├── ConfigMap/SPACE/map",
          "└── Kustomization/SPACE/child",
          " └── ConfigMap/SPACE/other",
        ].join("\n"),
      );
    });

    test("trace", async () => {
      expect(await flux("trace", "configmap/other")).toBe(
        [
          "Object: ConfigMap/other",
          "Namespace: SPACE",
          "Status: Managed by Flux",
          "---",
          "Kustomization: child",
          "Namespace: SPACE",
          "Target: SPACE",
          "Path: ./child",
          "Revision: main@sha1:COMMIT",
          "Status: Last reconciled at TIME",
          "Message: Applied revision: main@sha1:COMMIT",
          "---",
          "GitRepository: repo",
          "Namespace: SPACE",
          "URL: GIT/SPACE.git",
          "Branch: main",
          "Revision: main@sha1:COMMIT",
          "Status: Last reconciled at TIME",
          "Message: stored artifact for revision 'main@sha1:COMMIT'",
        ].join("\n"),
      );
    });

    test("events", async () => {
      const told = await flux("events", "--for", "Kustomization/apps");
      for (const it of [
        "Normal NewArtifact GitRepository/repo stored artifact for commit 'a step'",
        "Normal Progressing Kustomization/apps ConfigMap/SPACE/map created",
        "Kustomization/SPACE/child created",
        "Normal ReconciliationSucceeded Kustomization/apps Reconciliation finished in DURATION, next run in 1h0m0s",
      ])
        expect(told).toContain(it);
    });

    test("reconcile, with what was pushed", async () => {
      repo.push({
        "apps/map.yaml":
          "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: map }\ndata: { words: two }\n",
      });
      expect(await flux("reconcile", "kustomization", "apps", "--with-source")).toBe(
        [
          "► annotating GitRepository repo in SPACE namespace",
          "✔ GitRepository annotated",
          "◎ waiting for GitRepository reconciliation",
          "✔ fetched revision main@sha1:COMMIT",
          "► annotating Kustomization apps in SPACE namespace",
          "✔ Kustomization annotated",
          "◎ waiting for Kustomization reconciliation",
          "✔ applied revision main@sha1:COMMIT",
        ].join("\n"),
      );
      expect(await flux("events", "--for", "Kustomization/apps")).toContain(
        "ConfigMap/SPACE/map configured",
      );
    });

    test("suspend, and resume", async () => {
      expect(await flux("suspend", "kustomization", "apps")).toBe(
        "► suspending kustomization apps in SPACE namespace\n✔ kustomization suspended",
      );
      expect(await flux("reconcile", "kustomization", "apps")).toContain("resource is suspended");
      expect(await flux("resume", "kustomization", "apps")).toBe(
        [
          "► resuming kustomization apps in SPACE namespace",
          "✔ kustomization resumed",
          "◎ waiting for Kustomization reconciliation",
          "✔ Kustomization apps reconciliation completed",
          "✔ applied revision main@sha1:COMMIT",
        ].join("\n"),
      );
    });

    test("export, and what it exports can be applied again", async () => {
      const text = await flux("export", "kustomization", "apps");
      expect(text).toContain("kind: Kustomization");
      expect(text).toContain("path: ./apps");
      expect(text).not.toContain("status");
    });

    test("delete takes what was applied with it", async () => {
      expect(await flux("delete", "kustomization", "apps", "--silent")).toBe(
        "► deleting kustomization apps in SPACE namespace\n✔ kustomization deleted",
      );
      await until("the child to go", async () =>
        (await flux("get", "kustomization", "child")).includes("not found"),
      );
    });
  });
}
