import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { root } from "../../scripts/paths.mjs";
import { remindOfFolders } from "../../scripts/remindOfFolders.mjs";
import { patience } from "./patience.ts";
import { askFor, quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";

/** One window of VS Code on a copy of one of the examples, driven by keys and looked at through its page. */
export interface Window {
  readonly page: Page;
  /** Where the copy lies. */
  readonly folder: string;
  readonly statusItem: Locator;
  readonly open: (path: string) => Promise<void>;
  /** Opens a file and puts the cursor where `<|>` stands in a text that occurs once in it. */
  readonly goTo: (path: string, text: string) => Promise<void>;
  /** Runs a command by its title in the palette. */
  readonly command: (title: string) => Promise<void>;
  /** The text on disk. */
  readonly onDisk: (path: string) => string;
  /** Takes a picture into `test-results/`. */
  readonly picture: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * @param address of the VS Code to use
 * @param example the folder of `examples/` to open a copy of
 * @param prepare what to do to the copy before it is opened
 */
export async function openWindow(
  browser: Browser,
  address: string,
  example: string,
  prepare: (folder: string) => void = () => {},
): Promise<Window> {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-window-")));
  const folder = join(scratch, example);
  cpSync(join(root, "examples", example), folder, { recursive: true });
  prepare(folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  // What has prepared the copy may have made a workspace of several folders around it.
  const several = `${folder}.code-workspace`;
  const isWorkspace = existsSync(several);
  await page.goto(
    isWorkspace ? `${address}/?workspace=${several}` : `${address}/?folder=${folder}`,
  );
  const remembered = isWorkspace ? remindOfFolders(several) : () => {};
  await page.locator(".monaco-workbench .part.editor").waitFor();
  const statusItem = page.locator('[id="flightpath.flightpath.flightpath.status"]');
  // The item is there once the extension is active, and its commands with it; it is at rest once all files are read.
  await statusItem.filter({ hasNot: page.locator(".codicon-loading") }).waitFor();
  remembered();
  return {
    page,
    folder,
    statusItem,
    open: (path) => open(page, path),
    goTo: async (path, text) => {
      await open(page, path);
      await goTo(page, placeOf(readFileSync(join(folder, path), "utf8"), text));
    },
    command: (title) => command(page, title),
    onDisk: (path) => readFileSync(join(folder, path), "utf8"),
    picture: (name) => picture(page, name),
    close: async () => {
      await context.close();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function open(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  await askFor(page, "Control+P", path);
  // What was open last stands there first, whatever is asked for.
  await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: name }).waitFor();
  await quickInput(page).press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
  await page.locator(".editor-instance .view-line").first().waitFor();
}

async function goTo(page: Page, place: { line: number; column: number }): Promise<void> {
  await askFor(page, "Control+G", `:${place.line}:${place.column}`);
  await quickInput(page).press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

function placeOf(content: string, marked: string): { line: number; column: number } {
  const cursor = marked.indexOf("<|>");
  const text = marked.replace("<|>", "");
  const start = content.indexOf(text);
  const once = 0 <= start && content.indexOf(text, start + 1) < 0;
  if (cursor < 0 || !once) throw new Error(`Not exactly once in the file: ${marked}`);
  const before = content.slice(0, start + cursor).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

async function command(page: Page, title: string): Promise<void> {
  await startCommand(page, title);
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
