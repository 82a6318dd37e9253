/** A JSON object whose fields nobody has looked at yet. */
export type Fields = { readonly [name: string]: unknown };

/** Reads values that somebody else wrote: what has the wrong type is read as absent. */
export const json = {
  fields(value: unknown): Fields {
    return isFields(value) ? value : {};
  },
  text(value: unknown): string | undefined {
    return typeof value === "string" ? value : undefined;
  },
  number(value: unknown): number | undefined {
    return typeof value === "number" && Number.isFinite(value) ? value : undefined;
  },
  list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
  },
  /** The value at a path of field names. */
  at(value: unknown, ...path: readonly string[]): unknown {
    return path.reduce<unknown>(
      (inner, name) => (isFields(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
      value,
    );
  },
  /** What a text says, or `undefined` when it is no JSON. */
  parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  },
} as const;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
