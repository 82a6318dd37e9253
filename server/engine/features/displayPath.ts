import { shownPath } from "../shownPath.ts";
import type { View } from "../view.ts";

/** A path as people read it: from the folder they opened. */
export const displayPath = (view: View, path: string): string => shownPath(view, path);
