import { join } from "node:path";
import { nodeCatalogue } from "../../server/host/schemas.ts";

/** The real schemas, as the build has made them; each is loaded when a test first needs it. */
export const catalogue = nodeCatalogue(join(import.meta.dirname, "../../dist/schemas"));
