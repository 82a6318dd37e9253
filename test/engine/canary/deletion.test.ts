import { test } from "vitest";
import { expectTold } from "../../support/expectTold.ts";
import { revision } from "../../support/told.ts";
import { podinfo, USER_SERVICE } from "./scenes.ts";

test("without a finalizer the Canary is gone at once", () => {
  expectTold(
    podinfo("stepWeight: 50"),
    { ticks: 4, edits: { 2: [{ edit: "delete", object: { kind: "Canary", name: "cd" } }] } },
    `
      1 Initialized 100/0
        - all the metrics providers are available! (Initializing)
        + create Service/podinfo
        + patch Deployment/podinfo x0
        + create TrafficSplit/podinfo
        = Initialized weight 0 iterations 0 failed 0
        - Initialization done! cd.test (Initialized)
      2 gone
      3 gone
    `,
  );
});

test("with a finalizer the target gets its pods back, and the Service its selector", () => {
  expectTold(
    podinfo("stepWeight: 50", "revertOnDeletion: true", USER_SERVICE),
    {
      ticks: 6,
      edits: {
        2: [revision("podinfo", "a:2")],
        4: [{ edit: "delete", object: { kind: "Canary", name: "cd" } }],
      },
      finalizer: [4],
    },
    `
      3 Progressing 50/50
        - Starting canary analysis for podinfo.test (Progressing)
        + update TrafficSplit/podinfo
        = Progressing weight 50 iterations 0 failed 0
        - Advance cd.test canary weight 50 (Progressing)
      4 finalizer gone
        = Terminating weight 0 iterations 0 failed 0
        - Terminating canary cd.test (Progressing)
        + patch Deployment/podinfo x1
        + update Service/podinfo
        + update Canary/cd
        - Terminated canary cd.test (Progressing)
      5 gone
    `,
  );
});

test("a target that does not get ready keeps the Canary from going", () => {
  expectTold(
    podinfo("stepWeight: 50", "revertOnDeletion: true"),
    {
      ticks: 5,
      edits: { 2: [{ edit: "delete", object: { kind: "Canary", name: "cd" } }] },
      finalizer: [2, 3],
      target: "never",
    },
    `
      2 finalizer Terminating 100/0
        = Terminating weight 0 iterations 0 failed 0
        - Terminating canary cd.test (Initialized)
        + patch Deployment/podinfo x1
      3 finalizer Terminating 100/0
        + patch Deployment/podinfo x1
      4 Terminating 100/0
    `,
  );
});
