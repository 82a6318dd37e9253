import type { Router } from "../routing.ts";
import { providerRow } from "./providers.ts";

/** The router of a provider. */
export const routerFor = (provider: string): Router => providerRow(provider).router;
