import { expect, test } from "vitest";
import type { ChainStep } from "../../../../client/cluster/api/chain.ts";
import { identityOf } from "../../../../client/cluster/api/kubeObject.ts";
import type { Verdict } from "../../../../client/cluster/api/verdict.ts";
import {
  boardLine,
  type ChainBoard,
  stepLine,
  withStep,
} from "../../../../client/cluster/commands/chainBoard.ts";
import { pickOrder } from "../../../../client/cluster/commands/pickOrder.ts";
import { verdictText } from "../../../../client/cluster/commands/verdictText.ts";
import { whySentence } from "../../../../client/cluster/documents/whyText.ts";
import { object } from "../support/objects.ts";

const apps = {
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace: "flux-system",
  name: "apps",
};
const faces = { ...apps, namespace: "faces", name: "faces" };

test.for([
  [
    { kind: "ready", words: "Applied revision: x", revision: "main@sha1:0123456789abcdef0123" },
    "Kustomization flux-system/apps is ready at main@0123456 after 12 s.",
  ],
  [
    { kind: "failed", words: "kustomize build failed: no such file" },
    "Kustomization flux-system/apps failed: no such file.",
  ],
  [{ kind: "stalled", words: "bad spec" }, "Kustomization flux-system/apps stalled: bad spec."],
  [
    { kind: "blocked", words: "dependency 'a/b' is not ready" },
    "Kustomization flux-system/apps waits for others: dependency 'a/b' is not ready.",
  ],
  [
    { kind: "upstream", words: "no artifact" },
    "The source of Kustomization flux-system/apps failed: no artifact.",
  ],
  [
    { kind: "refused", words: "Kustomization flux-system/apps is suspended; resume it first." },
    "Kustomization flux-system/apps is suspended; resume it first.",
  ],
  [
    { kind: "silent", words: "kustomize-controller has not taken the request up for 300 s." },
    "Kustomization flux-system/apps: kustomize-controller has not taken the request up for 300 s.",
  ],
] as const satisfies readonly (readonly [Verdict, string])[])("%j", ([verdict, wanted]) => {
  expect(verdictText(apps, verdict, 12_000).sentence).toBe(wanted);
});

test("a chain in a line: what is done, what is at work, how much is to come", () => {
  const steps: readonly ChainStep[] = [
    { object: apps, phase: "planned", words: "" },
    {
      object: { ...apps, kind: "GitRepository", name: "repo" },
      phase: "done",
      words: "stored artifact",
    },
    { object: apps, phase: "done", words: "Applied" },
    { object: faces, phase: "planned", words: "" },
    { object: { ...faces, name: "late" }, phase: "planned", words: "" },
    { object: faces, phase: "started", words: "" },
    { object: faces, phase: "progress", words: "Running health checks\n\u001b[31mnow" },
  ];
  const board = steps.reduce<ChainBoard>(withStep, new Map());
  expect(boardLine(board)).toBe(
    "2 of 4  ✓ GitRepository repo  ✓ Kustomization apps  ▸ Kustomization faces: Running health checks now",
  );
  expect(steps.flatMap((it) => stepLine(it) ?? [])).toEqual([
    "✓ GitRepository flux-system/repo: stored artifact",
    "✓ Kustomization flux-system/apps: Applied",
    "▸ Kustomization faces/faces is asked to reconcile",
    "▸ Kustomization faces/faces: Running health checks now",
  ]);
});

test("objects in a list: those of the file first, then failing ones, then the others by kind", () => {
  const objects = [
    object("HelmRelease shop/web", "Ready: True Ok fine"),
    object("Kustomization flux-system/b", "Ready: True Ok fine"),
    object("Kustomization flux-system/a", "Ready: False BuildFailed no file"),
    object("GitRepository flux-system/repo", "Ready: True Ok stored"),
  ];
  const lines = pickOrder(objects, [{ ...apps, name: "absent" }, identityOf(objects[1] as never)]);
  expect(
    lines.map((it) => (it.type === "title" ? `# ${it.label}` : `${it.label} (${it.description})`)),
  ).toEqual([
    "# Here in the file",
    "Kustomization flux-system/b (ready: fine)",
    "# Failing",
    "Kustomization flux-system/a (failed: no file)",
    "# In the cluster",
    "GitRepository flux-system/repo (ready: stored)",
    "HelmRelease shop/web (ready: fine)",
  ]);
});

test("why something is not ready, in one sentence", () => {
  const pod = { group: "", kind: "Pod", namespace: "faces", name: "face-1" };
  const root = { object: pod, words: "container face: ImagePullBackOff\n\u001b[0m" };
  expect(whySentence([{ object: apps, words: "health check failed" }, root])).toBe(
    "Kustomization flux-system/apps is not ready because of Pod faces/face-1: container face: ImagePullBackOff.",
  );
  expect(whySentence([root])).toBe(
    "Pod faces/face-1 is not ready: container face: ImagePullBackOff.",
  );
  expect(whySentence([])).toBe("");
});
