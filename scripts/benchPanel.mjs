import { benchProgram, measuredBy } from "./benchProgram.mjs";
import { pageBench } from "./pageBench.mjs";
import { tell } from "./tell.mjs";
import { at, figures } from "./times.mjs";

/** Milliseconds from an answer to the painted picture, for 95 of 100. */
const BAR = 16;

/**
 * Measures the panel of a Canary while a slider is dragged: what the server takes for an answer, and what the page takes
 * in a real browser from the answer to the next frame.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchPanel() {
  tell.step("Measuring the panel of a Canary …");
  const program = await benchProgram("client/panelBench.ts");
  const { pictures, answers } = await measuredBy("the panel", [program]);
  const drawn = await pageBench("canary", { width: 460, height: 720 }, measure, pictures);
  tell.note(`an answer of the server: ${figures(answers)}`);
  tell.note(`a picture in the browser: ${figures(drawn)} (bar p95 ${BAR} ms)`);
  return at(drawn, 0.95) > BAR ? [`the panel takes more than ${BAR} ms to draw`] : [];
}

/** Runs in the page: hands over each picture as the extension does, and forces the layout that a frame needs. */
async function measure() {
  const { tell, show, given } = window.bench;
  tell({ type: "start", state: { id: "x", label: "face", play: { preset: "errors" }, tick: 0 } });
  const times = [];
  for (const it of given) times.push(await show(it));
  return times;
}
