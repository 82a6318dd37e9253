import type { Page } from "playwright-core";
import { askFor, pickLine } from "./quickInput.ts";

/** Runs a command by its title in the palette, or by how the title ends; one that asks for more takes its place. */
export async function startCommand(page: Page, title: string): Promise<void> {
  await askFor(page, "F1", `>${title}`);
  const name = page.locator(".label-name", { hasText: new RegExp(`${title}…?$`) });
  await pickLine(page, { has: name });
}
