import { benchProgram, measuredBy } from "./benchProgram.mjs";
import { pageBench } from "./pageBench.mjs";
import { tell } from "./tell.mjs";
import { at, figures } from "./times.mjs";

/** Milliseconds, for 95 of 100: from a key to the new picture in a namespace of 200 workloads. */
const BAR = 100;

/**
 * Measures the view of selector labels while somebody types into a large namespace, from a key to the picture.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchLabels() {
  tell.step("Measuring the view of selector labels …");
  const program = await benchProgram("client/labelsBench.ts");
  const shown = await measuredBy("the labels", [program]);
  const missed = [];
  for (const { what, id, pictures, milliseconds } of shown) {
    const drawn = await pageBench("selectors", { width: 700, height: 720 }, measure, {
      id,
      pictures,
    });
    // The first key warms up.
    const keys = milliseconds.map((it, index) => it + drawn[index + 1]).slice(1);
    tell.note(`${what}, from a key to the picture: ${figures(keys)} (bar p95 ${BAR} ms)`);
    tell.note(`  of it in the browser: ${figures(drawn.slice(2))}`);
    if (at(keys, 0.95) > BAR) missed.push(`${what}: a key takes more than ${BAR} ms`);
  }
  return missed;
}

/** Runs in the page: hands over pictures as the extension does. */
async function measure() {
  const { tell, show, given } = window.bench;
  const { id, pictures } = given;
  tell({ type: "start", state: { id, moment: "during", step: -1 } });
  const times = [];
  for (const it of pictures) times.push(await show(it));
  return times;
}
