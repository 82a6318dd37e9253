import type { Path } from "../node.ts";

/** Why Flagger did something: the rule of its algorithm, and the field that decided it. */
export interface Reason {
  /** One sentence. */
  readonly text: string;
  /** The object whose field it is; the Canary where absent. */
  readonly object?: { readonly kind: string; readonly name: string };
  /** The deciding field; `[]` for the whole object. */
  readonly at: Path;
}
