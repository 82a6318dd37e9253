import { benchProgram, measuredBy } from "./benchProgram.mjs";
import { pageBench } from "./pageBench.mjs";
import { tell } from "./tell.mjs";
import { at, figures } from "./times.mjs";

/** Milliseconds, for 95 of 100: from a key to the new picture of 200 nodes. */
const KEY_BAR = 100;
/** Milliseconds: 2,000 nodes from the question to the answer that holds their places. */
const LAYOUT_BAR = 2000;
/** Milliseconds for which the page is busy with the first picture of 2,000 nodes. */
const FIRST_BAR = 200;
/** Milliseconds between two frames, for 95 of 100, while 2,000 nodes are moved: 60 frames a second. */
const FRAME_BAR = 17;
/** Milliseconds that no frame may take longer. */
const LONGEST_BAR = 50;

/**
 * Measures the view of dependencies: from a key to the picture, and a large picture while it is moved and zoomed in a
 * real browser.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchGraph() {
  tell.step("Measuring the view of dependencies …");
  const program = await benchProgram("client/graphBench.ts");
  const { small, large } = await measuredBy("the graph", [program]);
  const drawn = await pageBench("graph", { width: 1000, height: 720 }, measure, {
    pictures: small.pictures,
    large: large.picture,
  });
  // The first key warms up.
  const keys = small.milliseconds.map((it, index) => it + drawn.small[index + 1]).slice(1);
  tell.note(`200 nodes, from a key to the picture: ${figures(keys)} (bar p95 ${KEY_BAR} ms)`);
  tell.note(`  of it in the browser: ${figures(drawn.small.slice(2))}`);
  tell.note(`2000 nodes, places: ${large.milliseconds.toFixed(0)} ms (bar ${LAYOUT_BAR} ms)`);
  tell.note(`2000 nodes, first drawn: ${drawn.large.toFixed(0)} ms (bar ${FIRST_BAR} ms)`);
  const bars = [
    [at(keys, 0.95) <= KEY_BAR, `a key takes more than ${KEY_BAR} ms to the picture`],
    [large.milliseconds <= LAYOUT_BAR, `2000 nodes take more than ${LAYOUT_BAR} ms to be placed`],
    [drawn.large <= FIRST_BAR, `2000 nodes block their page for more than ${FIRST_BAR} ms`],
    ...Object.entries(drawn.moves).flatMap(([name, move]) => smooth(name, move)),
  ];
  return bars.filter(([isKept]) => !isKept).map(([, words]) => words);
}

function smooth(name, { work, frames, still }) {
  const longest = Math.max(...frames);
  const after = Math.max(...still);
  tell.note(
    `2000 nodes, ${name}: between frames ${figures(frames)} (bar p95 ${FRAME_BAR} ms), longest ${longest.toFixed(0)} ms, behind it ${after.toFixed(0)} ms (bar ${LONGEST_BAR} ms); work ${figures(work)}`,
  );
  return [
    [at(frames, 0.95) <= FRAME_BAR, `${name} 2000 nodes misses 60 frames a second`],
    [longest <= LONGEST_BAR, `${name} 2000 nodes stops for more than ${LONGEST_BAR} ms`],
    [after <= LONGEST_BAR, `coming to rest after ${name} takes a frame of ${after.toFixed(0)} ms`],
  ];
}

/** Runs in the page: hands over pictures as the extension does, and turns the wheel as a hand does. */
async function measure() {
  const { tell, frame, show, given } = window.bench;
  const { pictures, large } = given;
  const choice = {
    layer: "files",
    ...{ namespaces: [], kinds: [], states: [], expanded: [], collapsed: [] },
  };
  tell({ type: "start", state: { choice, shows: "picture" } });
  const small = [];
  for (const it of pictures) small.push(await show(it));
  const largeTook = await show(large);
  // The view asks again a moment later, where it is large, and paints its overview while nothing else is wanted.
  await new Promise((done) => setTimeout(done, 2000));
  const canvas = document.querySelector(".canvas");
  const turn = async (count, wheelOf) => {
    const work = [];
    const frames = [];
    let last = await frame();
    for (let index = 0; index < count; index++) {
      const began = performance.now();
      canvas.dispatchEvent(
        new WheelEvent("wheel", { clientX: 500, clientY: 400, bubbles: true, ...wheelOf(index) }),
      );
      document.body.getBoundingClientRect();
      work.push(performance.now() - began);
      const now = await frame();
      frames.push(now - last);
      last = now;
    }
    // Then the picture is painted sharply.
    const still = [];
    for (let index = 0; index < 60; index++) {
      const now = await frame();
      still.push(now - last);
      last = now;
    }
    return { work, frames, still };
  };
  const zoomOut = await turn(60, () => ({ deltaY: 12, ctrlKey: true }));
  const panFar = await turn(90, (it) => ({ deltaX: it % 30 < 15 ? 25 : -25, deltaY: 10 }));
  const zoomIn = await turn(60, () => ({ deltaY: -12, ctrlKey: true }));
  const panNear = await turn(90, (it) => ({ deltaX: 10, deltaY: it % 30 < 15 ? 25 : -25 }));
  return {
    small,
    large: largeTook,
    moves: {
      "zooming out": zoomOut,
      "panning from afar": panFar,
      "zooming in": zoomIn,
      "panning near by": panNear,
    },
  };
}
