import type { Canary } from "../canary.ts";
import { field, listOf, stringOf } from "../json.ts";

/** The path prefix of the first `service.match`; `/` where it has none. */
export const routePrefix = (canary: Canary): string =>
  stringOf(field(listOf(canary.spec.service.object.match)[0], "uri", "prefix")) || "/";
