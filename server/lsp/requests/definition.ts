import { declaration } from "../../engine/features/declaration.ts";
import { definition } from "../../engine/features/definition.ts";
import { toLocations } from "../convert.ts";
import { atCursor } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Where a thing is declared, and what else has a say in it. */
export const definitionRequests: RequestRow = {
  capabilities: { definitionProvider: true, declarationProvider: true },
  register(connection, context) {
    connection.onDefinition(atCursor(context, definition, toLocations));
    connection.onDeclaration(atCursor(context, declaration, toLocations));
  },
};
