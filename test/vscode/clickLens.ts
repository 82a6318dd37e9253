import type { Locator, Page } from "playwright-core";

/**
 * Clicks the first lens with these words until what it opens is there. Lenses are made anew while the workspace is read, and
 * VS Code gives a click on one that was just replaced to nobody.
 */
export async function clickLens(page: Page, words: string, opened: Locator): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    await page.locator(".codelens-decoration").getByText(words).first().click();
    try {
      await opened.waitFor({ timeout: 10_000 });
      return;
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}
