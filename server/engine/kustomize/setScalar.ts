import type { Node, Scalar } from "../node.ts";
import type { Step } from "../origin.ts";
import { causedBy } from "./causedBy.ts";
import { plainNode, stringNode, untaggedNode } from "./scalars.ts";
import { wrongKind } from "./wrongKind.ts";

/** What a transformer writes into a field. */
export interface NewText {
  readonly text: string;
  /** `string`, `number`: never anything else; `any`: what its text says, unless what stood there was in quotes. */
  readonly as: "string" | "number" | "any";
  /** The text that holds the value. */
  readonly source: Node | undefined;
  readonly step: Step;
}

/**
 * The field with another text; quotes that were there stay. `made`: the field was created for this.
 * Mirrors FieldSetter of kyaml.
 */
export function setScalar(field: Node, made: boolean, value: NewText): Scalar {
  if (field.kind !== "scalar") return wrongKind("scalar", field);
  const { text, as, source, step } = value;
  const cause = causedBy(source, step, made ? undefined : field);
  if (as === "string") return stringNode(text, cause);
  const plain = as === "number" ? plainNode(text, cause) : untaggedNode(text, cause);
  if (field.style === "plain") return plain;
  const quoted = { ...plainNode(text, cause), style: field.style, value: text };
  // That a tag is written is part of the style, too.
  return as === "number" && isTagged(field) ? { ...quoted, tag: "!!int" } : quoted;
}

const isTagged = ({ tag }: Scalar): boolean => tag !== undefined && tag.length > 1;
