import { declaration } from "../../engine/features/declaration.ts";
import { definition } from "../../engine/features/definition.ts";
import { renderedDefinition } from "../../engine/features/renderedDefinition.ts";
import { viewOf } from "../../engine/view.ts";
import { toLocations, toOffset } from "../convert.ts";
import { atCursor, orRendered } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Where a thing is declared, and what else has a say in it. */
export const definitionRequests: RequestRow = {
  capabilities: { definitionProvider: true, declarationProvider: true },
  register(connection, context) {
    connection.onDefinition(
      orRendered(
        context,
        atCursor(context, definition, toLocations),
        ({ document, workspace }, { position }, now) => {
          const offset = toOffset(document.file, position);
          const place = renderedDefinition(viewOf(workspace), viewOf(now), document, offset);
          return place ? toLocations(now, [place]) : null;
        },
      ),
    );
    connection.onDeclaration(atCursor(context, declaration, toLocations));
  },
};
