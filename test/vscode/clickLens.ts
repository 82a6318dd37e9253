import type { Locator, Page } from "playwright-core";

/** Clicks the first lens with these words, and waits until what it opens is there. */
export async function clickLens(page: Page, words: string, opened: Locator): Promise<void> {
  await page.locator(".codelens-decoration").getByText(words).first().click();
  await opened.waitFor();
}
