import type { Path } from "../../node.ts";

/** `spec.analysis.metrics[0].thresholdRange.min` */
export const fieldWords = (at: Path): string =>
  at
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index > 0 ? `.${step}` : step))
    .join("");
