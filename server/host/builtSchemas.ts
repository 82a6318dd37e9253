import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SchemaCatalogue } from "../engine/schema/catalogue.ts";
import { schemasIn } from "./schemas.ts";

/** The schemas that the build put beside the bundle; run from its sources, those of the last build. */
export function builtSchemas(): SchemaCatalogue {
  const beside = fileURLToPath(new URL("schemas", import.meta.url));
  const built = fileURLToPath(new URL("../../dist/schemas", import.meta.url));
  return schemasIn(existsSync(`${beside}/index.json`) ? beside : built);
}
