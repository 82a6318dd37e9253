import { readFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.mjs";
import { root } from "./paths.mjs";

/**
 * Runs a measuring function in a page like that of a webview: with its script, its style and the colours of a theme, for
 * what has no colour is not painted. The browser draws without a graphics card, emulated or not.
 *
 * @param {string} view the name of its bundle
 * @param {{ width: number, height: number }} viewport
 * @param {Function} measure runs in the page; may use what `pageTools` makes
 * @param {unknown} given to be found there as `bench.given`
 */
export async function pageBench(view, viewport, measure, given) {
  const browser = await launchBrowser({ isPlain: true });
  try {
    const page = await browser.newPage({ viewport });
    const [script, style] = ["js", "css"].map((type) =>
      readFileSync(join(root, "dist", "browser", `${view}.${type}`), "utf8"),
    );
    await page.setContent('<body class="vscode-dark"><main id="view"></main></body>');
    await page.addStyleTag({ content: `:root { ${THEME} }\n${style}` });
    await page.evaluate(pageTools);
    await page.addScriptTag({ content: script });
    // As one text: object by object it would take minutes.
    await page.evaluate((text) => {
      window.bench.given = JSON.parse(text);
    }, JSON.stringify(given));
    return await page.evaluate(measure);
  } finally {
    await browser.close();
  }
}

/** Runs in the page before its script: VS Code's side of it, and `bench` for measuring functions. */
function pageTools() {
  window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
  const tell = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let number = 0;
  window.bench = {
    /** Hands over a message as the extension does. */
    tell,
    frame,
    /** Milliseconds from a picture to the layout of its page. */
    async show(picture) {
      const began = performance.now();
      tell({ type: "picture", number: ++number, picture });
      document.body.getBoundingClientRect();
      const took = performance.now() - began;
      await frame();
      tell({ type: "changed" });
      return took;
    },
  };
}

/** As VS Code's dark theme has them. */
const THEME = Object.entries({
  foreground: "#cccccc",
  "editor-background": "#1f1f1f",
  "editorWidget-background": "#202020",
  "sideBar-background": "#181818",
  "panel-border": "#2b2b2b",
  focusBorder: "#0078d4",
  "button-background": "#0078d4",
  "button-foreground": "#ffffff",
  "charts-green": "#89d185",
  "charts-red": "#f14c4c",
  "charts-yellow": "#cca700",
  "charts-blue": "#3794ff",
})
  .map(([name, colour]) => `--vscode-${name}: ${colour};`)
  .join(" ");
