import type {
  CancellationToken,
  ClientCapabilities,
  Position,
  RemoteConsole,
  TextDocumentIdentifier,
} from "vscode-languageserver";
import type { Cursor } from "../engine/source.ts";
import { fileAt, type Workspace, type WorkspaceFile } from "../engine/workspace.ts";
import type { CanaryPanels } from "./canaryPanel.ts";
import type { Configuration } from "./configuration.ts";
import { toCursor } from "./convert.ts";
import type { GraphViews } from "./graphView.ts";
import type { RenderedDocuments, ShownDocument } from "./rendered.ts";
import type { SelectorViews } from "./selectorViews.ts";
import type { Session } from "./session.ts";
import type { Simulations } from "./simulations.ts";
import { pathOf } from "./uri.ts";

/** What every request handler gets. */
export interface Context {
  readonly session: Session;
  readonly rendered: RenderedDocuments;
  readonly simulations: Simulations;
  readonly panels: CanaryPanels;
  readonly graphs: GraphViews;
  readonly selectors: SelectorViews;
  readonly log: RemoteConsole;
  readonly configuration: () => Configuration;
  /** What the editor at the other end can do. */
  readonly client: () => ClientCapabilities;
}

/**
 * Makes a request handler of anything: it answers from what is known now, honours a request that was taken back,
 * and turns a failure of ours into an entry of the log and no answer. The catch of the server, with `orFailed`.
 */
export const respond =
  <Params, Out>(context: Context, answer: (params: Params, workspace: Workspace) => Out) =>
  (params: Params, token: CancellationToken): Out | null => {
    if (token.isCancellationRequested) return null;
    try {
      return answer(params, context.session.workspace());
    } catch (error) {
      context.log.error(textOfError(error));
      return null;
    }
  };

/**
 * Makes a request handler of what waits for something first: a failure of ours is an entry of the log, and `failed`
 * the answer.
 */
export const orFailed =
  <Params, Result>(
    { log }: Context,
    answer: (params: Params) => Result | Promise<Result>,
    failed: Result,
  ) =>
  async (params: Params): Promise<unknown> => {
    try {
      return await answer(params);
    } catch (error) {
      log.error(textOfError(error));
      return failed;
    }
  };

/** Answers from the workspace once everything has been read and built. */
export const whenSettled =
  <Params, Result>(
    { session }: Context,
    answer: (workspace: Workspace, params: Params) => Result,
  ) =>
  async (params: Params): Promise<Result> => {
    await session.settled();
    return answer(session.workspace(), params);
  };

/** A handler of a pure feature at a cursor; features know nothing of tokens, URIs or ranges. */
export const atCursor = <Out, Wire>(
  context: Context,
  feature: (workspace: Workspace, cursor: Cursor) => Out,
  toWire: (workspace: Workspace, out: Out, file: WorkspaceFile) => Wire,
) =>
  respond(
    context,
    (
      params: { readonly textDocument: TextDocumentIdentifier; readonly position: Position },
      workspace,
    ): Wire | null => {
      const cursor = toCursor(workspace, params.textDocument.uri, params.position);
      const file = cursor && fileAt(workspace, cursor.path);
      return cursor && file ? toWire(workspace, feature(workspace, cursor), file) : null;
    },
  );

/** A handler of a pure feature over a whole file. */
export const inFile = <Out, Wire>(
  context: Context,
  feature: (workspace: Workspace, file: WorkspaceFile) => Out,
  toWire: (workspace: Workspace, out: Out, file: WorkspaceFile) => Wire,
) =>
  respond(
    context,
    (params: { readonly textDocument: TextDocumentIdentifier }, workspace): Wire | null => {
      const file = fileAt(workspace, pathOf(params.textDocument.uri));
      return file?.text === undefined ? null : toWire(workspace, feature(workspace, file), file);
    },
  );

/** Answers for rendered manifests in one way, and for files of the workspace in the other. */
export const orRendered =
  <Params extends { readonly textDocument: TextDocumentIdentifier }, Out>(
    context: Context,
    ofFile: (params: Params, token: CancellationToken) => Out | null,
    ofRendered: (shown: ShownDocument, params: Params, workspace: Workspace) => Out | null,
  ) =>
  (params: Params, token: CancellationToken): Out | null => {
    const shown = context.rendered.shownAt(params.textDocument.uri);
    if (!shown) return ofFile(params, token);
    return respond(context, (asked: Params, workspace) => ofRendered(shown, asked, workspace))(
      params,
      token,
    );
  };

export const textOfError = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
