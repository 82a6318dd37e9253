import type { DocumentLink as WireLink } from "vscode-languageserver";
import { type DocumentLink, documentLinks } from "../../engine/features/documentLinks.ts";
import type { Workspace, WorkspaceFile } from "../../engine/workspace.ts";
import { toRange } from "../convert.ts";
import { inFile } from "../respond.ts";
import { uriOf } from "../uri.ts";
import type { RequestRow } from "./row.ts";

/** Paths that open what they name. */
export const documentLinksRequests: RequestRow = {
  capabilities: { documentLinkProvider: {} },
  register(connection, context) {
    connection.onDocumentLinks(inFile(context, documentLinks, toWire));
  },
};

const toWire = (_: Workspace, links: readonly DocumentLink[], file: WorkspaceFile): WireLink[] =>
  links.map(({ span, target }) => ({ range: toRange(file, span), target: uriOf(target) }));
