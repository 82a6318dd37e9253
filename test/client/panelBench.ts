import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CanaryPicture, drawCanary, type WirePlace } from "../../protocol/canary.ts";
import { canariesAt } from "../../protocol/simulate.ts";
import { converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

const DRAGS = 60;

/**
 * Plays a drag of a slider on the workshop's Canary; prints the pictures as JSON, with the milliseconds that the server
 * took for each from question to answer.
 */
const path = join(process.cwd(), "examples/faces/apps/faces/faces-canary.yaml");
const files = new Map([["/repo/canary.yaml", readFileSync(path, "utf8")]]);
const { editor, end } = await converse(memoryHost(files), "/repo");
const [{ id } = { id: "" }] = await editor.sendRequest<{ id: string }[]>(canariesAt.method, {});
const pictures: CanaryPicture<WirePlace>[] = [];
const answers: number[] = [];
for (let round = 0; round < 2 * DRAGS; round++) {
  const rate = 40 + (round % DRAGS);
  const scenario = JSON.stringify({ canary: "face", metrics: { "request-success-rate": rate } });
  const began = performance.now();
  const picture = await editor.sendRequest<CanaryPicture<WirePlace>>(drawCanary.method, {
    id,
    scenario,
  });
  // The first round warms up.
  if (round < DRAGS) continue;
  answers.push(performance.now() - began);
  pictures.push(picture);
}
end();
process.stdout.write(JSON.stringify({ pictures, answers }));
