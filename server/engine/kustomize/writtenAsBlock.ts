import type { Scalar } from "../node.ts";
import { BLOCK, shapeOf } from "./scalarShape.ts";

/**
 * Is a text written as a block when kustomize writes it out on the way? Lines without quotes are, whatever they replaced.
 * Unlike the emitter of the last text, that of go-yaml v3 lets tabs stand in blocks.
 */
export const writtenAsBlock = ({ style, text }: Scalar): boolean =>
  (style === "literal" || style === "folded" || (style === "plain" && text.includes("\n"))) &&
  (shapeOf(text.replaceAll("\t", "_")) & BLOCK) !== 0;
