import { MarkupKind, type Hover as Wire } from "vscode-languageserver";
import { type Hover, hover } from "../../engine/features/hover.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toRange } from "../convert.ts";
import { atCursor } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What is under the cursor, in words. */
export const hoverRequests: RequestRow = {
  capabilities: { hoverProvider: true },
  register(connection, context) {
    connection.onHover(atCursor(context, hover, toWire));
  },
};

const toWire = (_: Workspace, found: Hover | undefined, file: WorkspaceFile): Wire | null =>
  found
    ? {
        contents: { kind: MarkupKind.Markdown, value: found.markdown },
        range: toRange(file, found.place.span),
      }
    : null;
