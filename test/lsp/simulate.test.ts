import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type CanaryItem,
  canariesAt,
  scenarioFiles,
  simulateCanary,
  simulationsChanged,
} from "../../protocol/simulate.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/face.yaml
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: face, namespace: faces }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    service: { port: 80 }
    analysis:
      interval: 10s
      threshold: 3
      stepWeight: 25
      maxWeight: 50
      metrics:
        - { name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }
  ---
  apiVersion: flagger.app/v1beta1
  kind: Canary
  metadata: { name: smiley, namespace: faces }
  spec:
    provider: linkerd
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: smiley }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 1, iterations: 2 }
  #- /repo/rollouts/face.scenario.json
  {}
`);

const uri = "file:///repo/face.yaml";

let conversation: Conversation;
let told: number;
beforeEach(async () => {
  told = 0;
  conversation = await converse(memoryHost(new Map(files)), "/repo");
  conversation.editor.onNotification(simulationsChanged.method, () => {
    told++;
  });
});
afterEach(() => conversation.end());

const canaries = (question: object): Promise<CanaryItem[]> =>
  conversation.editor.sendRequest(canariesAt.method, question);

async function played(label: string, play: object): Promise<string> {
  const found = (await canaries({})).find((it) => it.label === label);
  const question = { id: found?.id, ...play };
  const answer = await conversation.editor.sendRequest<{ text: string }>(
    simulateCanary.method,
    question,
  );
  return answer.text;
}

test("lists all Canaries, those of a file, or the one at a line", async () => {
  expect(await canaries({})).toMatchObject([
    {
      label: "faces/face",
      detail: "25 % → 50 % in 2 steps of 10 s, rolls back after 3 failed checks",
    },
    { label: "faces/smiley" },
  ]);
  expect(await canaries({ uri: "file:///repo/other.yaml" })).toEqual([]);
  expect(await canaries({ uri, line: 8 })).toMatchObject([{ label: "faces/face" }]);
});

test("lists the scenario files", async () => {
  expect(await conversation.editor.sendRequest(scenarioFiles.method, {})).toEqual([
    { uri: "file:///repo/rollouts/face.scenario.json", label: "rollouts/face.scenario.json" },
  ]);
});

test("plays a preset", async () => {
  expect(await played("faces/face", { preset: "healthy" })).toContain("Succeeded after");
  expect(await played("faces/face", { preset: "errors" })).toContain("Failed after");
});

test("plays the text of a scenario file", async () => {
  const scenario = JSON.stringify({
    canary: "faces/face",
    metrics: { "request-success-rate": 25 },
    expect: { outcome: "Failed" },
  });
  const text = await played("faces/face", { scenario });
  expect(text).toContain("success rate 25.00%");
  expect(text).toContain("As expected.");
});

test("says what is wrong with a scenario", async () => {
  expect(await played("faces/face", { scenario: "{" })).toMatch(/^.+\.\n$/);
  const unknown = JSON.stringify({ canary: "faces/face", metrics: { latency: 3 } });
  expect(await played("faces/face", { scenario: unknown })).toContain("latency");
});

test("a Canary that is gone", async () => {
  const answer = await conversation.editor.sendRequest(simulateCanary.method, { id: "x" });
  expect(answer).toEqual({ text: "This Canary is no more: nothing in the workspace gives it.\n" });
});

test("tells when what was shown goes another way now", async () => {
  await played("faces/face", {});
  const text = (files.get("/repo/face.yaml") ?? "").replace("maxWeight: 50", "maxWeight: 75");
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  await expect.poll(() => told).toBe(1);
  expect(await played("faces/face", {})).toContain("canary weight 75");
});
