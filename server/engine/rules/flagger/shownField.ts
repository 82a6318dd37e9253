import type { Path } from "../../node.ts";

/** A field as people write it, `spec` left out: `analysis.webhooks[0].metadata.cmd`. */
export const shownField = (at: Path): string =>
  at
    .slice(1)
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index > 0 ? `.${step}` : step))
    .join("");
