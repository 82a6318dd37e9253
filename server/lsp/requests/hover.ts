import { MarkupKind, type Hover as Wire } from "vscode-languageserver";
import { type Hover, hover } from "../../engine/features/hover.ts";
import { renderedHover } from "../../engine/features/renderedHover.ts";
import type { Place, Span } from "../../engine/source.ts";
import { viewOf } from "../../engine/view.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toOffset, toRange } from "../convert.ts";
import { atCursor, orRendered } from "../respond.ts";
import { uriOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** What is under the cursor, in words. */
export const hoverRequests: RequestRow = {
  capabilities: { hoverProvider: true },
  register(connection, context) {
    connection.onHover(
      orRendered(
        context,
        atCursor(context, hover, toWire),
        ({ document, workspace }, { position }) => {
          const offset = toOffset(document.file, position);
          const found = renderedHover(viewOf(workspace), document, offset, addressOf);
          return found ? toMarkdown(found.markdown, document.file, found.span) : null;
        },
      ),
    );
  },
};

const toWire = (_: Workspace, found: Hover | undefined, file: WorkspaceFile): Wire | null =>
  found ? toMarkdown(found.markdown, file, found.place.span) : null;

const toMarkdown = (value: string, file: WorkspaceFile, span: Span): Wire => ({
  contents: { kind: MarkupKind.Markdown, value },
  range: toRange(file, span),
});

/** Editors open a file at the line that its address ends with. */
const addressOf = ({ path }: Place, line: number): string => `${uriOf(path)}#L${line}`;
