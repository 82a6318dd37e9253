import { expect, test } from "vitest";
import { type Fields, json } from "../../../../client/cluster/api/json.ts";
import { identityOf } from "../../../../client/cluster/api/kubeObject.ts";
import { carryOut } from "../../../../client/cluster/push/carryOut.ts";
import type { Repository } from "../../../../client/git/repository.ts";
import { object } from "../support/objects.ts";
import { condition, controller, deskOf, placed } from "../support/room.ts";

const head = "0123456789012345678901234567890123456789";

/** A repository that does what it is told and writes it down. */
function repositoryOf(said: string[], refusal?: string): Repository {
  const state = { branch: "main", head, ahead: 0, behind: 0, files: [] };
  return {
    root: "/repo",
    state: async () => ({ value: state }),
    destination: async () => ({ value: undefined }),
    underWay: async () => undefined,
    distance: async () => undefined,
    commit: async (files, message) => {
      said.push(`commit ${files.join(" ")}: ${message}`);
      return { value: head };
    },
    push: async (branch, { remote }) => {
      said.push(`push ${branch} ${remote}`);
      return refusal === undefined ? { value: undefined } : { problem: refusal };
    },
  };
}

const deployment = (name: string, fraction: string) =>
  object(
    `Deployment faces/${name}`,
    `spec: { template: { spec: { containers: [{ name: x, env: [{ name: E, value: "${fraction}" }] }] } } }`,
  );

const canary = object(
  "Canary faces/face",
  `
  spec: { targetRef: { kind: Deployment, name: face }, analysis: { interval: 10s, threshold: 3 } }
  status: { phase: Initialized, lastAppliedSpec: a, failedChecks: 0 }
`,
);
const source = object("GitRepository flux-system", "Ready: True Fine fine");
const apps = object(
  "Kustomization apps",
  "spec: { sourceRef: { kind: GitRepository, name: flux-system } }",
);

const mesh = object(
  "Kustomization mesh",
  "spec: { sourceRef: { kind: GitRepository, name: flux-system } }",
);

interface Story {
  /** What the target asks for once the Kustomization has been applied. */
  readonly asks: string;
  /** Statuses of the Canary, ten seconds apart. */
  readonly rollout?: readonly Fields[];
  readonly ready?: boolean;
  readonly refusal?: string;
  /** Seconds after which the person gives up. */
  readonly cancelled?: number;
}

async function told({ asks, rollout = [], ready = true, refusal, cancelled }: Story) {
  const scene = await deskOf();
  const { cluster, time } = scene;
  for (const it of [source, mesh, apps, deployment("face-primary", "20")]) placed(cluster, it);
  const target = placed(cluster, deployment("face", "20"));
  const path = placed(cluster, canary);
  controller(scene, (it) => {
    const { name } = it.metadata as { name: string };
    if (name === "apps") {
      cluster.put(target, deployment("face", asks).whole);
      for (const [at, status] of rollout.entries()) {
        time.after((at + 1) * 10_000, () => {
          const now = cluster.get(path);
          cluster.put(path, { ...now, status: { ...json.fields(now?.status), ...status } });
        });
      }
    }
    const fine = condition("True", "Fine", "fine");
    const bad = condition("False", "BuildFailed", "no such file");
    const status = name === "apps" && !ready ? bad : fine;
    return { after: 1000, status: { ...status, lastAppliedRevision: `main@sha1:${head}` } };
  });
  const said: string[] = [];
  const words: string[] = [];
  const giving = new AbortController();
  if (cancelled !== undefined) time.after(cancelled * 1000, () => giving.abort());
  const running = carryOut({
    plan: {
      branch: "main",
      destination: { remote: "origin", branch: "main", isNew: false },
      saved: ["x.yaml"],
      commit: { files: ["x.yaml"], message: "More" },
      ahead: 0,
      context: "dev",
      carrier: {
        cluster: "prod",
        steps: [{ kustomization: identityOf(apps), source: identityOf(source) }],
        before: [identityOf(mesh)],
        below: [],
        canaries: [identityOf(canary)],
      },
    },
    repository: repositoryOf(said, refusal),
    desk: scene.desk,
    save: async () => void said.push("save"),
    tell: (line) => void words.push(line),
    signal: giving.signal,
  })
    .then(({ sentence, isWell }) => (isWell ? sentence : `Not well: ${sentence}`))
    .catch((error: Error) => `Error: ${error.message}`);
  await time.turn(300_000);
  return { end: await running, said, words, asked: scene.questions.length };
}

const begun =
  "Pushed 1 commit to origin/main. Kustomization flux-system/apps applied main@0123456.";

test("a rollout that fails is followed until it was rolled back", async () => {
  const { end, said, words } = await told({
    asks: "75",
    rollout: [
      { phase: "Progressing", canaryWeight: 5, lastAppliedSpec: "b" },
      { canaryWeight: 10, failedChecks: 1 },
      { canaryWeight: 0, failedChecks: 3, phase: "Failed" },
    ],
  });
  expect(said).toEqual(["save", "commit x.yaml: More", "push main origin"]);
  expect(end).toBe(
    `Not well: faces/face failed and was rolled back after 3 failed checks. ${begun}`,
  );
  expect(words).toEqual([
    "Committing x.yaml",
    "Pushing main to origin/main",
    "GitRepository flux-system/flux-system is reconciled",
    "Kustomization flux-system/mesh is reconciled",
    "Kustomization flux-system/apps comes later",
    "GitRepository flux-system/flux-system is reconciled",
    "GitRepository flux-system/flux-system is ready: fine",
    "Kustomization flux-system/apps is reconciled",
    "Kustomization flux-system/apps is ready: fine",
    "face waits for Flagger",
    "face 5 %",
    "face 10 %, failed checks 1 of 3",
    "face failed",
  ]);
});

test("a rollout that succeeds, even one that nobody saw running", async () => {
  const { end } = await told({
    asks: "10",
    rollout: [{ phase: "Succeeded", lastAppliedSpec: "b" }],
  });
  expect(end).toBe(`faces/face succeeded: the new version runs. ${begun}`);
});

test("what Flagger has promoted already is not waited for; nor is what stays as it was", async () => {
  const back = await told({ asks: "20" });
  expect(back.end).toBe(`faces/face has nothing new to roll out. ${begun}`);
  const never = await told({ asks: "30" });
  expect(never.end).toBe(`faces/face has not begun its rollout in time. ${begun}`);
});

test("a push that is refused ends it, and so does a Kustomization that fails", async () => {
  const refused = await told({ asks: "75", refusal: "The remote did not let us in." });
  expect(refused.end).toBe("Error: The remote did not let us in. The commit is kept.");
  expect(refused.asked).toBe(0);
  const failed = await told({ asks: "75", ready: false });
  expect(failed.end).toBe("Error: Pushed 1 commit to origin/main. no such file");
});

test("who stops following is told how many were left", async () => {
  const { end } = await told({
    asks: "75",
    rollout: [{ phase: "Progressing", canaryWeight: 5, lastAppliedSpec: "b" }],
    cancelled: 20,
  });
  expect(end).toBe(`1 of 1 rollouts are no longer followed. ${begun}`);
});
