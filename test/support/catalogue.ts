import { join } from "node:path";
import { schemasIn } from "../../server/host/schemas.ts";

/** The real schemas, as the build has made them; each is loaded when a test first needs it. */
export const catalogue = schemasIn(join(import.meta.dirname, "../../dist/schemas"));
