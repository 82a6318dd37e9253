import type { InlayHint, InlayHintParams } from "vscode-languageserver";
import { inlayHints } from "../../engine/features/inlayHints.ts";
import { fileAt } from "../../engine/workspace.ts";
import { toPosition, toSpan } from "../convert.ts";
import { respond } from "../respond.ts";
import { pathOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** Remarks between the words of a file; none while they are switched off. */
export const inlayHintsRequests: RequestRow = {
  capabilities: { inlayHintProvider: true },
  register(connection, context) {
    connection.languages.inlayHint.on(
      respond(context, ({ textDocument, range }: InlayHintParams, workspace) => {
        const file = fileAt(workspace, pathOf(textDocument.uri));
        if (file?.text === undefined || !context.configuration().inlayHints) return [];
        return inlayHints(workspace, file.path, toSpan(file, range)).map(
          ({ offset, label, tooltip }): InlayHint => ({
            position: toPosition(file, offset),
            label,
            tooltip,
            paddingLeft: true,
          }),
        );
      }),
    );
  },
};
