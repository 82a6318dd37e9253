import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Terminal, terminal } from "./kubectl/terminal.ts";
import { readTranscript, sceneText } from "./kubectl/transcript.ts";
import { namespaceOf, type Stage, stageOn, until } from "./support.ts";
import type { ClusterUnderTest } from "./underTest.ts";

/** The real `kubectl`: what the variable names, the one that was built with the control plane, or the one on the path. */
const program =
  process.env.FLIGHTPATH_KUBECTL ??
  (process.env.FLIGHTPATH_CLUSTER_PROGRAMS
    ? join(process.env.FLIGHTPATH_CLUSTER_PROGRAMS, "kubectl")
    : "kubectl");
/** Another release words some answers differently. */
const isThere = /v1\.36\./.test(
  spawnSync(program, ["version", "--client"], { encoding: "utf8" }).stdout ?? "",
);
const transcript = readTranscript(
  readFileSync(join(import.meta.dirname, "kubectl/kubectl.txt"), "utf8"),
);

/**
 * What the real kubectl says to what is typed, word for word as recorded from a real control plane. Only
 * where `kubectl` 1.36 is at hand.
 */
export function kubectlProgram(open: () => ClusterUnderTest): void {
  describe.skipIf(!isThere)("the kubectl command line", () => {
    let cluster: ClusterUnderTest;
    let stage: Stage;
    let typed: Terminal;
    const namespace = `kubectl-${Date.now().toString(36)}`;

    beforeAll(async () => {
      cluster = open();
      stage = await stageOn(cluster.admin);
      await stage.apply(namespaceOf(namespace));
      const users = { "": cluster.admin, viewer: cluster.viewer };
      typed = await terminal({ program, users, namespace, transcript });
    });
    afterAll(async () => {
      typed.close();
      await stage.remove(`/api/v1/namespaces/${namespace}`);
      stage.close();
    });

    for (const scene of transcript.scenes)
      test(scene.name, async () => {
        expect(sceneText(await typed.play(scene))).toBe(sceneText(scene.steps));
      });

    test("get --watch tells each step", async () => {
      const map = (words: string) => ({
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "watched", namespace, labels: { of: "watch" } },
        data: { words },
      });
      await stage.apply(map("one"));
      const line = `'{.type} {.object.metadata.name} {.object.data.words}{"\\n"}'`;
      const watching = typed.start(
        `kubectl get configmaps -l of=watch --watch --output-watch-events -o jsonpath=${line}`,
      );
      await until("the list", () => watching.said().includes("one"));
      await stage.apply(map("two"));
      await until("the change", () => watching.said().includes("two"));
      await stage.remove(`/api/v1/namespaces/${namespace}/configmaps/watched`);
      await until("the deletion", () => watching.said().includes("DELETED"));
      await watching.end();
      expect(watching.said()).toBe(
        ["ADDED watched one", "MODIFIED watched two", "DELETED watched two"].join("\n"),
      );
    });

    test("logs of a pod", async ({ skip }) => {
      if (!cluster.hasLogs) return skip("no container runs in this cluster");
      const pod = {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { name: "talks", namespace },
        spec: { containers: [{ name: "web", image: "example.com/web:1.0" }] },
      };
      await stage.apply(pod);
      const type = async (command: string) => {
        const [step] = await typed.play({
          name: "logs",
          steps: [{ user: "", command, said: "" }],
        });
        return step?.said ?? "";
      };
      await until("the pod", async () => (await type("kubectl get pod talks")).includes("Running"));
      expect(await type("kubectl logs talks")).not.toMatch(/exit|rror/);
      expect(await type("kubectl logs talks -c other")).toBe(
        "error: container other is not valid for pod talks out of: web\n[exit 1]",
      );
      expect(await type("kubectl logs none")).toBe(
        'error: error from server (NotFound): pods "none" not found in namespace "SPACE"\n[exit 1]',
      );
    });
  });
}
