import type { ReferenceParams } from "vscode-languageserver";
import { references } from "../../engine/features/references.ts";
import { toCursor, toLocations } from "../convert.ts";
import { respond } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** Who names a thing, over all files. */
export const referencesRequests: RequestRow = {
  capabilities: { referencesProvider: true },
  register(connection, context) {
    connection.onReferences(
      respond(context, ({ textDocument, position, context: asked }: ReferenceParams, workspace) => {
        const cursor = toCursor(workspace, textDocument.uri, position);
        if (!cursor) return null;
        return toLocations(workspace, references(workspace, cursor, asked.includeDeclaration));
      }),
    );
  },
};
