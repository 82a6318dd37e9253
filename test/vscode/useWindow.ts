import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { launchBrowser } from "../../scripts/browser.mjs";
import { openWindow, type Window } from "./openWindow.ts";

/**
 * Opens a window before the tests of a file and closes it after them. A test that
 * fails leaves a picture of it.
 *
 * @param address of the VS Code to use
 * @param example the folder of `examples/` to open a copy of
 * @param prepare what to do to the copy before it is opened
 */
export function useWindow(
  address: string,
  example: string,
  prepare?: (folder: string) => void,
): () => Window {
  let browser: Browser | undefined;
  let window: Window | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    window = await openWindow(browser, address, example, prepare);
  });
  afterEach(async ({ task }) => {
    const name = `${task.file.name.replace(/.*\//, "")} ${task.name}`.replaceAll(/[^\w.]+/g, "-");
    if (task.result?.state === "fail") await window?.picture(`failed-${name}`);
  });
  afterAll(async () => {
    await window?.close();
    await browser?.close();
  });
  return () => {
    if (!window) throw new Error("The window is not open yet.");
    return window;
  };
}
