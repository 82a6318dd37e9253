import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

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
  const { code, output } = await run(toolNode(), [await bundled()], { quiet: true });
  if (code !== 0) throw new Failure(`The bench of the panel ended early.\n${output.trim()}`);
  const { pictures, answers } = JSON.parse(output);
  const drawn = await draw(pictures);
  tell.note(`an answer of the server: ${figures(answers)}`);
  tell.note(`a picture in the browser: ${figures(drawn)} (bar p95 ${BAR} ms)`);
  return at(drawn, 0.95) > BAR ? [`the panel takes more than ${BAR} ms to draw`] : [];
}

const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

const figures = (times) =>
  [0.5, 0.95, 0.99].map((share) => `p${100 * share} ${at(times, share).toFixed(1)} ms`).join(", ");

/** Draws the pictures one after the other in a page like that of the webview. */
async function draw(pictures) {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 460, height: 720 } });
    const [script, style] = ["js", "css"].map((type) =>
      readFileSync(join(root, "dist", "browser", `canary.${type}`), "utf8"),
    );
    await page.setContent('<body class="vscode-dark"><main id="view"></main></body>');
    await page.addStyleTag({ content: style });
    await page.evaluate(() => {
      window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
    });
    await page.addScriptTag({ content: script });
    return await page.evaluate(measure, pictures);
  } finally {
    await browser.close();
  }
}

/** Runs in the page: hands over each picture as the extension does, and forces the layout that a frame needs. */
async function measure(pictures) {
  const tell = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
  tell({ type: "start", state: { id: "x", label: "face", play: { preset: "errors" }, tick: 0 } });
  const times = [];
  for (const [index, picture] of pictures.entries()) {
    const began = performance.now();
    tell({ type: "picture", number: index + 1, picture });
    document.body.getBoundingClientRect();
    times.push(performance.now() - began);
    await new Promise((done) => requestAnimationFrame(done));
    tell({ type: "changed" });
  }
  return times;
}

/** The measuring program with the server in one file. */
async function bundled() {
  // Loaded late: the bench starts before anything is installed.
  const { build } = await import("esbuild");
  const outfile = join(root, "test-results", "bench", "panel.mjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, "test/client/panelBench.ts")],
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
