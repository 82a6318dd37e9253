import { expect } from "vitest";
import { applied } from "../../../server/engine/edits/textEdit.ts";
import { completion } from "../../../server/engine/features/completion.ts";
import type { CompletionItem } from "../../../server/engine/features/completionItem.ts";
import { catalogue } from "../../support/catalogue.ts";
import type { World } from "../../support/expect.ts";
import { readScene } from "../../support/features.ts";

/** The labels on offer at the cursor, in the order in which they are shown. */
export function labelsAt(source: string, world: World = {}): readonly string[] {
  return itemsAt(source, world).map((it) => it.label);
}

export function itemsAt(source: string, world: World = {}): readonly CompletionItem[] {
  const { workspace, cursor } = readScene(source, { catalogue, ...world });
  const items = completion(workspace, cursor)?.items ?? [];
  return items.toSorted((a, b) => (a.order < b.order ? -1 : 1));
}

/** The file of the cursor after that item was chosen; stops are left as they are. */
export function expectChosen(
  source: string,
  label: string,
  after: string,
  world: World = {},
): void {
  const { workspace, cursor, files } = readScene(source, { catalogue, ...world });
  const found = completion(workspace, cursor);
  const item = found?.items.find((it) => it.label === label);
  expect(found?.items.map((it) => it.label)).toContain(label);
  if (!found || !item) return;
  const edits = [...(item.more ?? []), { span: found.span, text: item.text }];
  const text = applied(
    files.get(cursor.path) ?? "",
    edits.sort((a, b) => a.span.start - b.span.start),
  );
  expect(text).toBe(dedented(after));
}

/** As fixtures are: without the indentation of the test around. */
export function dedented(source: string): string {
  const lines = source.split("\n");
  if (lines[0]?.trim() === "") lines.shift();
  if (lines.at(-1)?.trim() === "") lines.pop();
  const margin = Math.min(
    ...lines.filter((it) => it.trim() !== "").map((it) => it.length - it.trimStart().length),
  );
  return lines.map((it) => `${it.slice(margin)}\n`).join("");
}
