import type { Path } from "../node.ts";
import type { ReferenceRow } from "../references/row.ts";

/** A row that speaks of a place, and what of it stands there. */
export interface Named {
  readonly row: ReferenceRow;
  /** The mapping that holds name and namespace; or the scalar itself. */
  readonly base: Path;
  readonly role: "name" | "namespace" | "kind" | "apiVersion" | "path" | "key";
}
