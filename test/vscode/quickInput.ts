import type { Locator, Page } from "playwright-core";

/**
 * The field of the list or the question that is open. It is to be pressed and filled itself: what had the keyboard before
 * may have it for a moment longer.
 */
export const quickInput = (page: Page): Locator =>
  page.locator(".quick-input-widget input[type=text]").first();
