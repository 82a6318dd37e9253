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
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser() {
  const installed = givenBrowser();
  if (installed)
    return chromium.launch({ executablePath: installed, args: ["--no-sandbox", ...calm] });
  const packed = await packedBrowser();
  const executablePath = await packed.executablePath();
  return chromium.launch({ executablePath, args: [...packed.args, ...calm] });
}

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
