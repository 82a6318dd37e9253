import { canonicalQuantity } from "../../flux/quantity.ts";
import type { Constraint } from "./constraint.ts";

/** Each of these can be read, in the mapping at that place. */
export const quantities = (kind: string, at: string): readonly Constraint[] =>
  COUNTED.flatMap((field): readonly Constraint[] => [
    {
      kind,
      at,
      type: "forbidden",
      field,
      on: "value",
      when: ({ text }) => canonicalQuantity(text(field) ?? "1") === undefined,
      says: `This is no quantity: ${field} takes a number and a unit without a space, such as 100m or 2Gi`,
    },
    {
      kind,
      at,
      type: "forbidden",
      field,
      on: "value",
      when: ({ text }) => /^-.*[1-9]/.test(text(field) ?? ""),
      says: `There is no ${field} below 0`,
    },
  ]);

/** Resources that are counted by a quantity of their own. */
export const COUNTED: readonly string[] = ["cpu", "memory", "storage", "ephemeral-storage"];
