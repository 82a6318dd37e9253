import type { Page } from "playwright-core";
import { quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";

/** Lets the clock of the demo cluster run five times as fast, as a person does who does not want to wait. */
export async function hurry(page: Page): Promise<void> {
  const choice = (text: string) =>
    page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
  await startCommand(page, "Demo Cluster: Inject Fault");
  await choice("Connections break").waitFor();
  await quickInput(page).fill("The clock runs 5");
  await choice("The clock runs 5 times as fast").click();
}
