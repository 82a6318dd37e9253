import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser } from "../../scripts/browser.mjs";
import { openWindow, type Window } from "./openWindow.ts";

/**
 * Opens a window before the tests of a file and closes it after them. A window that still shows something wrong
 * at the end leaves a picture of it.
 *
 * @param address of the VS Code to use
 * @param example the folder of `examples/` to open a copy of
 */
export function useWindow(address: string, example: string): () => Window {
  let browser: Browser | undefined;
  let window: Window | undefined;
  beforeAll(async () => {
    browser = await launchBrowser();
    window = await openWindow(browser, address, example);
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
