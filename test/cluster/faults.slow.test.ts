import { expect, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import type { Demo } from "../../demo/main.ts";
import { type Trouble, tryTrouble } from "./faultTrial.ts";
import { troubles } from "./troubles.ts";

test.concurrent.for(troubles.map((it) => [it.name, it] as const))(
  "%s: the screen shows the server's state soon after it, and nothing is left",
  { timeout: 240_000 },
  async ([, trouble]) => {
    const { recovery, left } = await tryTrouble(trouble, 1);
    expect(left).toBe("");
    expect(recovery).toBeLessThan(5000);
  },
);

test.for(["server killed and restarted in the middle of a watch", "every answer is 410"])(
  "%s, with 5,000 objects",
  async (name) => {
    const trouble = troubles.find((it) => it.name === name);
    if (!trouble) throw new Error(name);
    const { recovery, left } = await tryTrouble({ ...trouble, more: crowd }, 2);
    expect(left).toBe("");
    expect(recovery).toBeLessThan(5000);
  },
);

test("messages with markup and with what a terminal obeys are shown as text", async () => {
  let screen = "";
  const trouble: Trouble = {
    name: "markup",
    more: (demo) =>
      put(demo, "strange", "\u001b[31mred\u001b[0m\u0007 [go](command:x) <img src=x>\u202e\u0000"),
    begin: ({ onlooker }) => {
      screen = onlooker.text();
    },
    end: () => {},
    lasts: [0, 0],
  };
  const { left } = await tryTrouble(trouble, 3);
  expect(left).toBe("");
  expect(screen).toContain("strange");
  expect(screen).toContain("[go](command:x) <img src=x>");
  expect(screen.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
});

/** Five thousand Kustomizations, in five namespaces. */
function crowd(demo: Demo): void {
  const inside = insideOf(demo.cluster, "crowd");
  for (let team = 0; team < 5; team += 1)
    inside.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: `team-${team}` } });
  for (let number = 0; number < 5000; number += 1)
    put(demo, `apps-${number}`, "Applied revision: main@sha1:5f3c2a1b", `team-${number % 5}`);
}

function put(demo: Demo, name: string, message: string, namespace = "flux-system"): void {
  const inside = insideOf(demo.cluster, "crowd");
  const apiVersion = "kustomize.toolkit.fluxcd.io/v1";
  const kind = "Kustomization";
  const sourceRef = { kind: "GitRepository", name: "flux-system" };
  inside.apply({
    ...{ apiVersion, kind, metadata: { name, namespace } },
    spec: { interval: "10m", path: `./${name}`, prune: true, sourceRef },
  });
  const ready = { type: "Ready", status: "False", reason: "BuildFailed", message };
  const conditions = [
    { ...ready, lastTransitionTime: "2026-01-01T00:00:00Z", observedGeneration: 1 },
  ];
  const status = { observedGeneration: 1, conditions };
  inside.patch({ apiVersion, kind, namespace, name }, { status }, "status");
}
