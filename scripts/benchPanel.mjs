import { benchProgram, measuredBy } from "./benchProgram.mjs";
import { pageBench } from "./pageBench.mjs";
import { tell } from "./tell.mjs";
import { figures } from "./times.mjs";

/** Milliseconds from an answer to the picture in its place, whichever but the first. */
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
  const size = { width: 460, height: 720 };
  const [first, ...drawn] = await pageBench("canary", size, measure, pictures);
  tell.note(`an answer of the server: ${figures(answers)}`);
  const slowest = Math.max(...drawn);
  tell.note(`the first picture in the browser, on an empty page: ${first.toFixed(1)} ms`);
  tell.note(
    `each of the ${drawn.length} that follow: ${figures(drawn)}, slowest ${slowest.toFixed(1)} ms (bar ${BAR} ms)`,
  );
  return slowest > BAR ? [`the panel takes more than ${BAR} ms to draw`] : [];
}

/** Runs in the page: hands over each picture as the extension does, and forces the layout that a frame needs. */
async function measure() {
  const { tell, show, given } = window.bench;
  tell({ type: "start", state: { id: "x", label: "face", play: { preset: "errors" }, tick: 0 } });
  const times = [];
  for (const it of given) times.push(await show(it));
  return times;
}
