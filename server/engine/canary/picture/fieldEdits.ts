import type { FieldChange } from "../../../../protocol/fieldChange.ts";
import { goDuration } from "../../goDuration.ts";
import { absolute } from "../../place.ts";
import type { Resource } from "../../resource.ts";
import type { Edit } from "../../source.ts";
import type { View } from "../../view.ts";
import { setupOf } from "../scenario/setupOf.ts";
import { changeableIn } from "./changeable.ts";
import { writtenPlace } from "./writtenPlace.ts";

/** The edits that write other values where the fields of a Canary stand; a sentence where one cannot be written. */
export function fieldEdits(
  view: View,
  canary: Resource,
  changes: readonly FieldChange[],
): readonly Edit[] | { readonly mistake: string } {
  const found = setupOf(canary, view);
  const fields = changeableIn(found.setup);
  const edits: Edit[] = [];
  for (const { name, value } of changes) {
    const field = fields.find((it) => it.name === name);
    if (!field) return { mistake: `The Canary has no ${name} any more.` };
    if (field.value === value) continue;
    if (!isLike(field.value, value)) {
      return { mistake: `${name} wants ${wanted(field.value)}, not ${JSON.stringify(value)}.` };
    }
    const written = writtenPlace(found, field);
    const place = written && absolute(view.file(written.path), written);
    if (!written || !place) {
      return { mistake: `${name} is not written as a plain value; change it where it comes from.` };
    }
    const text = written.document.text.slice(written.span.start, written.span.end);
    const [quote = ""] = /^["']/.exec(text) ?? [];
    edits.push({ place, text: `${quote}${value}${quote}` });
  }
  return edits;
}

const isLike = (before: number | string, value: number | string): boolean =>
  typeof before === "number"
    ? typeof value === "number" && Number.isFinite(value)
    : typeof value === "string" && !("error" in goDuration(value));

const wanted = (before: number | string): string =>
  typeof before === "number" ? "a number" : "a duration such as 30s or 1m";
