/** A value of a template at work. `null` is Go's nil, a bigint its int, a number its float64. */
export type Value = string | boolean | bigint | number | null | TextMap;

export type TextMap = Readonly<Record<string, string>>;

export const isMap = (it: Value): it is TextMap => typeof it === "object" && it !== null;

export function typeName(it: Value): string {
  switch (typeof it) {
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float64";
  }
  return it === null ? "<nil>" : "map[string]string";
}

/** As `if` sees it. */
export const isTrue = (it: Value): boolean =>
  isMap(it) ? Object.keys(it).length > 0 : it !== "" && it !== 0 && it !== 0n && Boolean(it);
