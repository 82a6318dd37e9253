import type { Path } from "./node.ts";
import type { Resource } from "./resource.ts";

/** A change to a file, told in terms of resources; `editsOf` turns it into text edits. */
export type Change =
  /** Writes `text` over the key or value at a path. */
  | {
      readonly type: "replace";
      readonly resource: Resource;
      readonly at: Path;
      readonly on: "key" | "value";
      readonly text: string;
    }
  /** Takes out an entry or item with its lines. */
  | { readonly type: "remove"; readonly resource: Resource; readonly at: Path }
  /** Adds lines at the end of the mapping or sequence at a path; indentation is put in front of each line. */
  | {
      readonly type: "insert";
      readonly resource: Resource;
      readonly at: Path;
      readonly text: string;
    }
  /** Makes a file that is not there yet. */
  | { readonly type: "create"; readonly path: string; readonly text: string }
  /** Renames or moves a file. */
  | { readonly type: "move"; readonly from: string; readonly to: string };
