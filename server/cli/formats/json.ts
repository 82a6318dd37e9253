import type { Format } from "./report.ts";

/** An array of findings; the fields are documented in the README. */
export const json: Format = ({ findings }) =>
  `${JSON.stringify(
    findings.map(({ source: _, ...finding }) => finding),
    null,
    1,
  )}\n`;
