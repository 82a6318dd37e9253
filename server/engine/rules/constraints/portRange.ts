import type { Constraint } from "./constraint.ts";

/** The number of a port goes from 1 to 65535. */
export const portRange = (kind: string, at: string, field: string): Constraint => ({
  kind,
  at,
  type: "forbidden",
  field,
  on: "value",
  when: ({ text }) => {
    const number = text(field) ?? "";
    return /^-?\d+$/.test(number) && (Number(number) < 1 || Number(number) > 65_535);
  },
  says: "The number of a port goes from 1 to 65535",
});
