import type { Page } from "playwright-core";
import { quickInput } from "./quickInput.ts";

/** Runs a command by its title in the palette, one that asks for more: another list takes the place of the palette. */
export async function startCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await quickInput(page).fill(`>${title}`);
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title });
  await row.first().waitFor();
  await quickInput(page).press("Enter");
}
