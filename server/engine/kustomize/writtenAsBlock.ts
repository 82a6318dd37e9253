import type { Scalar } from "../node.ts";
import { BLOCK, shapeOf } from "./scalarShape.ts";

/**
 * Does a text in the style of a block keep it when kustomize writes it out on the way? Unlike the emitter of the last
 * text, that of go-yaml v3 lets tabs stand in blocks.
 */
export const writtenAsBlock = ({ style, text }: Scalar): boolean =>
  (style === "literal" || style === "folded") &&
  (shapeOf(text.replaceAll("\t", "_")) & BLOCK) !== 0;
