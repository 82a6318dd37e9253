import { expect, test } from "vitest";
import {
  obstacleTo,
  type PushPlan,
  proposedMessage,
  pushQuestion,
} from "../../../../client/cluster/push/pushPlan.ts";
import type { Carrier } from "../../../../protocol/objects.ts";

const kustomization = (namespace: string, name: string) => ({
  group: "kustomize.toolkit.fluxcd.io",
  kind: "Kustomization",
  namespace,
  name,
});
const carrier: Carrier = {
  cluster: "clusters/prod",
  steps: [
    {
      kustomization: kustomization("flux-system", "apps"),
      source: {
        group: "source.toolkit.fluxcd.io",
        kind: "GitRepository",
        namespace: "flux-system",
        name: "flux-system",
      },
    },
  ],
  before: [kustomization("flux-system", "flagger")],
  below: [kustomization("faces", "faces")],
  canaries: [{ group: "flagger.app", kind: "Canary", namespace: "faces", name: "face" }],
};
const plan: PushPlan = {
  branch: "main",
  destination: { remote: "origin", branch: "main", isNew: false },
  saved: [],
  ahead: 0,
  context: "demo",
  carrier,
};

const asked = (change: Partial<PushPlan>): string => {
  const { message, detail, yes } = pushQuestion({ ...plan, ...change });
  return [message, ...detail.split("\n"), `[${yes}]`].join("\n");
};

test("the one question names everything that will happen", () => {
  const text = asked({
    saved: ["apps/faces/faces-sync.yaml"],
    commit: { files: ["apps/faces/faces-sync.yaml"], message: "More errors\n\nTo see a rollback" },
    ahead: 1,
    followed: "main",
  });
  expect(text).toBe(
    [
      "Commit, Push and Reconcile Kustomization flux-system/apps in demo?",
      "Save: apps/faces/faces-sync.yaml",
      "Commit: apps/faces/faces-sync.yaml",
      "Message: More errors",
      "Push: main to origin/main, 2 commits",
      "Context: demo",
      "Fetch: GitRepository flux-system/flux-system",
      "First what it waits for: flux-system/flagger",
      "Reconcile: Kustomization flux-system/apps",
      "Then, with their sources: Kustomization faces/faces",
      "Follow: faces/face",
      "[Commit, Push and Reconcile]",
    ].join("\n"),
  );
});

test("where nothing is to be pushed, it says so; a branch that nobody follows is told", () => {
  expect(asked({})).toContain("Nothing to push: origin/main has all of main.");
  expect(asked({})).toMatch(/^Reconcile Kustomization flux-system\/apps in demo\?/);
  const other = asked({
    branch: "fix",
    destination: { remote: "origin", branch: "fix", isNew: true },
    followed: "main",
  });
  expect(other).toContain("Push: fix to origin/fix, 0 commits, a new branch there");
  expect(other).toContain(
    "GitRepository flux-system/flux-system follows main, so this does not arrive.",
  );
});

test("long lists are cut", () => {
  const files = Array.from({ length: 14 }, (_, at) => `f${at}`);
  expect(asked({ commit: { files, message: "x" } })).toContain("f11 and 2 more");
});

const state = { branch: "main", upstream: "origin/main", ahead: 0, behind: 0, files: [] };
const { destination } = plan;

test("what is in the way, with the next step", () => {
  expect(obstacleTo(state, undefined, destination)).toBeUndefined();
  expect(obstacleTo(state, "rebase", destination)).toBe(
    "A rebase is not finished; finish or abort it first.",
  );
  const { branch: _, ...detached } = state;
  expect(obstacleTo(detached, undefined, destination)).toBe(
    "No branch is checked out; check one out, then push.",
  );
  expect(obstacleTo(state, undefined, undefined)).toBe(
    "The repository has no remote to push to; git remote add gives it one.",
  );
  expect(obstacleTo({ ...state, behind: 1 }, undefined, destination)).toBe(
    "origin/main is 1 commit ahead; pull first, then push.",
  );
  const files = [{ path: "a.yaml", change: "conflict" }] as const;
  expect(obstacleTo({ ...state, files }, undefined, destination)).toBe(
    "a.yaml has conflicts; resolve them first.",
  );
});

test("a message is proposed from what changed", () => {
  const one = ["apps/faces-sync.yaml"];
  const difference =
    '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-          value: "20"\n+          value: "75"\n';
  expect(proposedMessage(one, difference)).toBe("Change value from 20 to 75 in faces-sync.yaml");
  expect(proposedMessage(one, `${difference}+ more: 1\n`)).toBe("Update faces-sync.yaml");
  expect(proposedMessage(one, "")).toBe("Update faces-sync.yaml");
  expect(proposedMessage(["a", "b"], difference)).toBe("Update 2 files");
});
