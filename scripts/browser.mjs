import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { cached } from "./cached.mjs";
import { npmInstall } from "./npm.mjs";
import { Failure, tell } from "./tell.mjs";

const version = "153.0.0";

/** Makes sure that there is a browser to start, so that no test pays for its download. */
export async function installBrowser() {
  if (!givenBrowser()) await packedBrowser();
}

/**
 * Starts a headless Chromium or Chrome: the one that is installed, or else one from the npm registry, kept in the
 * user's cache. `FLIGHTPATH_CHROME` names another.
 *
 * @param {{ isPlain?: boolean }} options plain: in several processes and without a graphics card, as on a machine that
 *   has none; otherwise as the one from the registry wants to be started, with an emulated card and all in one process
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser({ isPlain = false } = {}) {
  const card = isPlain ? ["--disable-gpu"] : [];
  const installed = givenBrowser();
  if (installed) {
    const args = ["--no-sandbox", ...calm, ...card];
    return chromium.launch({ executablePath: installed, args });
  }
  const packed = await packedBrowser();
  const executablePath = await packed.executablePath();
  const wanted = packed.args.filter((it) => !(isPlain && emulation.test(it)));
  return chromium.launch({ executablePath, args: [...wanted, ...calm, ...card] });
}

/** What the packed browser is started with for an emulated graphics card, and to be one process. */
const emulation =
  /^--(use-gl|use-angle|ignore-gpu-blocklist|enable-unsafe-swiftshader|in-process-gpu|single-process|no-zygote)/;

/** Chromium would otherwise ask its vendor for updates and lists. */
const calm = ["--disable-background-networking"];

function givenBrowser() {
  if (process.env.FLIGHTPATH_CHROME) return process.env.FLIGHTPATH_CHROME;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(delimiter);
  const fixed = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ];
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...candidates, ...fixed].find((path) => existsSync(path));
}

async function packedBrowser() {
  if (process.platform !== "linux") {
    throw new Failure("No Chrome is installed. Install it, or name one with FLIGHTPATH_CHROME.");
  }
  const folder = await cached(`chromium-${version}`, async (partial) => {
    tell.step(`Getting Chromium (${version}, once, about 70 MB) …`);
    await npmInstall("Chromium", ["--ignore-scripts", `@sparticuz/chromium@${version}`], partial);
  });
  const require = createRequire(join(folder, "package.json"));
  const module = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
  return module.default;
}
