import type { DocumentPlace } from "../origin.ts";
import { absolute } from "../place.ts";
import type { Place } from "../source.ts";
import type { View } from "../view.ts";
import { displayPath } from "./displayPath.ts";

/** A place in words, `apps/base/web.yaml:12`, and as an editor opens it. */
export interface Line {
  readonly text: string;
  /** Counted from 1; `undefined` where the document is no longer in its file. */
  readonly line: number | undefined;
  readonly place: Place | undefined;
}

/** The file and line of a place, as they are at the moment of the view. */
export function lineOf(view: View, at: DocumentPlace): Line {
  const file = view.file(at.path);
  const place = absolute(file, at);
  const path = displayPath(view, at.path);
  if (!file || !place) return { text: path, line: undefined, place: undefined };
  const before = (file.text ?? textOf(file.data)).slice(0, place.span.start);
  const line = before.split("\n").length;
  return { text: `${path}:${line}`, line, place };
}

const textOf = (data: string | Uint8Array | undefined): string =>
  typeof data === "string" ? data : "";
