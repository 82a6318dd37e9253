import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

/** Milliseconds, for 95 of 100: from a key to the new picture of 200 nodes. */
const KEY_BAR = 100;
/** Milliseconds: 2,000 nodes from the question to the answer that holds their places. */
const LAYOUT_BAR = 2000;
/** Milliseconds between two frames, for most of them, while 2,000 nodes are moved: 60 frames a second. */
const FRAME_BAR = 17;

/**
 * Measures the view of dependencies: from a key to the picture, and a large picture while it is moved and zoomed in a
 * real browser.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchGraph() {
  tell.step("Measuring the view of dependencies …");
  const { code, output } = await run(toolNode(), [await bundled()], { quiet: true });
  if (code !== 0) throw new Failure(`The bench of the graph ended early.\n${output.trim()}`);
  const { small, large } = JSON.parse(output);
  const drawn = await draw(small.pictures, large.picture);
  // The first key warms up.
  const keys = small.milliseconds.map((it, index) => it + drawn.small[index + 1]).slice(1);
  tell.note(`200 nodes, from a key to the picture: ${figures(keys)} (bar p95 ${KEY_BAR} ms)`);
  tell.note(`  of it in the browser: ${figures(drawn.small.slice(2))}`);
  tell.note(
    `2000 nodes, places: ${large.milliseconds.toFixed(0)} ms (bar ${LAYOUT_BAR} ms), first drawn in ${drawn.large.toFixed(0)} ms`,
  );
  const bars = [
    [at(keys, 0.95) <= KEY_BAR, `a key takes more than ${KEY_BAR} ms to the picture`],
    [large.milliseconds <= LAYOUT_BAR, `2000 nodes take more than ${LAYOUT_BAR} ms to be placed`],
  ];
  for (const [name, { work, frames }] of Object.entries(drawn.moves)) {
    tell.note(`2000 nodes, ${name}: work ${figures(work)}; between frames ${figures(frames)}`);
  }
  const all = Object.values(drawn.moves).flatMap((it) => it.frames);
  tell.note(`2000 nodes, between all frames: ${figures(all)} (bar p50 ${FRAME_BAR} ms)`);
  bars.push([at(all, 0.5) <= FRAME_BAR, "2000 nodes miss 60 frames a second while they are moved"]);
  return bars.filter(([isKept]) => !isKept).map(([, words]) => words);
}

const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

const figures = (times) =>
  [0.5, 0.95, 0.99].map((share) => `p${100 * share} ${at(times, share).toFixed(1)} ms`).join(", ");

/** Draws in a page like that of the webview. */
async function draw(pictures, large) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1000, height: 720 } });
    const [script, style] = ["js", "css"].map((type) =>
      readFileSync(join(root, "dist", "browser", `graph.${type}`), "utf8"),
    );
    await page.setContent('<body class="vscode-dark"><main id="view"></main></body>');
    await page.addStyleTag({ content: style });
    await page.evaluate(() => {
      window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
    });
    await page.addScriptTag({ content: script });
    return await page.evaluate(measure, { pictures, large });
  } finally {
    await browser.close();
  }
}

/** Runs in the page: hands over pictures as the extension does, and turns the wheel as a hand does. */
async function measure({ pictures, large }) {
  const tell = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const choice = {
    layer: "files",
    ...{ namespaces: [], kinds: [], states: [], expanded: [], collapsed: [] },
  };
  tell({ type: "start", state: { choice, shows: "picture" } });
  let number = 0;
  const show = async (picture) => {
    const began = performance.now();
    tell({ type: "picture", number: ++number, picture });
    document.body.getBoundingClientRect();
    const took = performance.now() - began;
    await frame();
    tell({ type: "changed" });
    return took;
  };
  const small = [];
  for (const it of pictures) small.push(await show(it));
  const largeTook = await show(large);
  // The view asks again a moment later, where it is large.
  await new Promise((done) => setTimeout(done, 500));
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
    return { work, frames };
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

/** The measuring program with the server in one file. */
async function bundled() {
  // Loaded late: the bench starts before anything is installed.
  const { build } = await import("esbuild");
  const outfile = join(root, "test-results", "bench", "graph.mjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, "test/client/graphBench.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    minify: true,
    logLevel: "error",
    outfile,
  });
  return outfile;
}
