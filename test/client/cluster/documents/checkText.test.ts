import { expect, test } from "vitest";
import type { FluxFacts } from "../../../../client/cluster/api/fluxCheck.ts";
import { checkText } from "../../../../client/cluster/documents/checkText.ts";

const well: FluxFacts = {
  kubernetes: "v1.34.1",
  flux: "v2.9.5",
  controllers: [
    {
      namespace: "flux-system",
      name: "source-controller",
      version: "v1.9.5",
      health: { state: "ready", words: "1 of 1 ready" },
    },
  ],
  definitions: [
    {
      kind: "GitRepository",
      group: "source.toolkit.fluxcd.io",
      versions: ["v1", "v1beta2"],
      used: "v1",
    },
    { kind: "Canary", group: "flagger.app", versions: [] },
  ],
  counts: [{ kind: "GitRepository", all: 2, failing: 0, suspended: 1, bytes: 3000 }],
  problems: [],
};

test("a cluster that is well", () => {
  expect(checkText(well, "dev")).toBe(`Flux Check of dev
──────────────────────────────

Everything is well.

Versions
  Kubernetes  v1.34.1
  Flux        v2.9.5

Controllers
  ✓  flux-system/source-controller  v1.9.5  1 of 1 ready

Definitions
  ✓  GitRepository  source.toolkit.fluxcd.io  serves v1, v1beta2; v1 is used
  Not installed: Canary

Objects
  GitRepository  2  none failing  1 suspended  2.9 KiB of artifacts
`);
});

test("what is not well stands first, with the next step", () => {
  const text = checkText(
    {
      ...well,
      kubernetes: "v1.31.0",
      controllers: [
        {
          namespace: "flux-system",
          name: "source-controller",
          version: "v1.9.5",
          health: { state: "reconciling", words: "0 of 1 ready" },
        },
      ],
      counts: [{ kind: "GitRepository", all: 1, failing: 1, suspended: 0, bytes: 0 }],
      problems: ["forbidden: cannot list \u001b[31msecrets"],
    },
    "dev",
  );
  expect(text.split("\n").slice(3, 7)).toEqual([
    "To look at:",
    "  ✗ Kubernetes v1.31.0 is older than 1.33, which Flux 2.9 needs: upgrade the cluster first.",
    "  ✗ flux-system/source-controller: 0 of 1 ready. Show its logs and events.",
    "  ✗ 1 of kind GitRepository fails: Explain Why Not Ready tells the cause.",
  ]);
  expect(text).toContain("Not read\n  forbidden: cannot list secrets\n");
});

test("a cluster without Flux", () => {
  const text = checkText({ ...well, controllers: [], definitions: [], counts: [] }, "dev");
  expect(text).toContain("✗ Flux is not installed here: nothing serves its kinds.");
});
