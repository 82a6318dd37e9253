import type { Locator, Page } from "playwright-core";

/**
 * The field of the list or the question that is open. It is to be pressed and filled itself: what had the keyboard before
 * may have it for a moment longer.
 */
export const quickInput = (page: Page): Locator =>
  page.locator(".quick-input-widget input[type=text]").first();

/**
 * Opens the quick input by a key and writes into it. A key is lost where it meets a view that is just closing; it is
 * pressed again then, as a person does.
 */
export async function askFor(page: Page, key: string, text: string): Promise<void> {
  const isOpen = (): Promise<boolean> =>
    quickInput(page)
      .fill(text, { timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
  for (let left = 5; 0 < left; left--) {
    await page.keyboard.press(key);
    if (await isOpen()) return;
  }
  throw new Error(`${key} opens nothing to write "${text}" into.`);
}

/**
 * Picks the first line of the list that has a text or a part, by keys: behind a click the list that comes next may lose the
 * keyboard and close.
 */
export async function pickLine(page: Page, one: string | { readonly has: Locator }): Promise<void> {
  const filter = typeof one === "string" ? { hasText: one } : one;
  const lines = page.locator(".quick-input-list .monaco-list-row").filter(filter);
  await lines.first().waitFor();
  const focused = page.locator(".quick-input-list .monaco-list-row.focused").filter(filter);
  for (let left = 30; 0 < left && (await focused.count()) === 0; left--) {
    await quickInput(page).press("ArrowDown");
  }
  await quickInput(page).press("Enter");
}
