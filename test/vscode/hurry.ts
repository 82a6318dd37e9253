import type { Page } from "playwright-core";
import { pickLine, quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";

/** Lets the clock of the demo cluster run five times as fast, as a person does who does not want to wait. */
export async function hurry(page: Page): Promise<void> {
  const lines = page.locator(".quick-input-list .monaco-list-row");
  await startCommand(page, "Demo Cluster: Inject Fault");
  await lines.filter({ hasText: "Connections break" }).first().waitFor();
  // The list is long, and only what is in sight of it is there.
  await quickInput(page).fill("The clock runs 5");
  await pickLine(page, "The clock runs 5 times as fast");
}
