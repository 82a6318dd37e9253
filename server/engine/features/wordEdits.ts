import { stringText } from "../edits/scalarText.ts";
import type { DocumentPlace } from "../origin.ts";
import { absolute } from "../place.ts";
import type { Edit } from "../source.ts";
import type { View } from "../view.ts";

/** The edits that put another word in all these places, which are words without their quotes. */
export function wordEdits(
  places: readonly DocumentPlace[],
  to: string,
  view: View,
): readonly Edit[] {
  const edits = new Map<string, Edit>();
  for (const it of places) {
    const place = absolute(view.file(it.path), it);
    if (!place) continue;
    edits.set(`${place.span.start} ${place.path}`, { place, text: textFor(it, to) });
  }
  return [...edits.values()].sort((a, b) =>
    a.place.path === b.place.path
      ? a.place.span.start - b.place.span.start
      : a.place.path < b.place.path
        ? -1
        : 1,
  );
}

/** Quotes that are there stay; parts of a value need none. */
function textFor({ document: { text }, span }: DocumentPlace, to: string): string {
  const isPart = /["'{#]/.test(text.charAt(span.start - 1)) || text.charAt(span.end) === "=";
  return isPart ? to : stringText(to, { flow: true, style: "plain" });
}
