import type { Canary } from "../canary.ts";
import { isObject, type JsonObject } from "../json.ts";

export interface HeaderAsked {
  readonly name: string;
  /** `exact`, `prefix`, `suffix` or `regex`. */
  readonly asked: JsonObject;
}

/**
 * The headers of all entries of `analysis.match`, for providers that want all of them in one request.
 * Go walks them in any order; here they are sorted.
 */
export function headersAsked(canary: Canary): readonly HeaderAsked[] {
  return (canary.spec.analysis?.match ?? []).flatMap(({ headers }) =>
    isObject(headers)
      ? Object.keys(headers)
          .sort()
          .map((name) => ({ name, asked: objectOr(headers[name]) }))
      : [],
  );
}

const objectOr = (it: JsonObject[string]): JsonObject => (isObject(it) ? it : {});
