import { expect } from "vitest";
import { type Script, told } from "./told.ts";

/**
 * Plays a scene and compares what Flagger does, from the first tick of the text on: `-` an event, `!` a warning, each with the
 * phase of its payload; `+` a write, `=` the status, `>` a webhook, `?` a query, `@` an alert.
 */
export function expectTold(scene: string, script: Script, text: string): void {
  const wanted = text
    .split("\n")
    .map((line) => line.slice(indentOf(text)))
    .join("\n")
    .trim();
  const first = /^-?\d+ /.exec(wanted)?.[0] ?? "";
  const lines = told(scene, script).trim().split("\n");
  const from = lines.findIndex((line) => line.startsWith(first));
  expect(lines.slice(Math.max(from, 0)).join("\n")).toBe(wanted);
}

const indentOf = (text: string): number => /^\n( *)/.exec(text)?.[1]?.length ?? 0;
