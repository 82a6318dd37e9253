import type { Json } from "../json.ts";

/** JSON as Go's `json.Marshal` writes it: with `<`, `>` and `&` escaped. */
export const goJson = (value: Json | undefined): string =>
  (JSON.stringify(value) ?? "null").replace(
    /[<>&\u2028\u2029]/g,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
