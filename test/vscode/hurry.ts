import type { Page } from "playwright-core";
import { pickLine } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";

/** Lets the clock of the demo cluster run five times as fast, as a person does who does not want to wait. */
export async function hurry(page: Page): Promise<void> {
  await startCommand(page, "Demo Cluster: Inject Fault");
  await pickLine(page, "The clock runs 5 times as fast");
}
