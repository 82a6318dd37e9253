import {
  type ClientCapabilities,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  InlayHintRefreshRequest,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { canaryChanged } from "../../protocol/canary.ts";
import { checkWorkspace } from "../../protocol/checkWorkspace.ts";
import { graphChanged } from "../../protocol/graphView.ts";
import { objectsChanged } from "../../protocol/objects.ts";
import { buildsChanged } from "../../protocol/rendered.ts";
import { isRenderedUri } from "../../protocol/renderedUri.ts";
import { selectorsChanged } from "../../protocol/selectors.ts";
import { type ServerStatus, serverStatus } from "../../protocol/serverStatus.ts";
import { simulationsChanged } from "../../protocol/simulate.ts";
import type { SchemaCatalogue } from "../engine/schema/catalogue.ts";
import type { Host } from "../host/host.ts";
import { canaryPanels } from "./canaryPanel.ts";
import { configurationOf, defaultConfiguration } from "./configuration.ts";
import { graphViews } from "./graphView.ts";
import { publisher } from "./publish.ts";
import { type RenderedDocuments, renderedDocuments } from "./rendered.ts";
import { requests } from "./requests/all.ts";
import { diagnosticsRequests } from "./requests/diagnostics.ts";
import { type Context, textOfError } from "./respond.ts";
import { revisions } from "./revisions.ts";
import { selectorViews } from "./selectorViews.ts";
import { createSession, type Session } from "./session.ts";
import { setupProblems } from "./setup.ts";
import { simulations } from "./simulations.ts";
import { summaryOf } from "./summary.ts";
import { pathOf } from "./uri.ts";

/** Speaks LSP over a connection, about the files that the host knows. Runs wherever a connection does. */
export function serve(connection: Connection, host: Host, catalogue: SchemaCatalogue): void {
  let client: ClientCapabilities = {};
  let roots: string[] = [];
  let pulls = false;
  let configuration = defaultConfiguration;
  let rebuilt = false;
  const stopPolling: (() => void)[] = [];
  const publish = publisher(connection, () => session);
  const session: Session = createSession(
    host,
    catalogue,
    configuration.settings,
    configuration.load,
    {
      onChecked: (path) => {
        if (!pulls) publish(path);
      },
      onReading: (done) => tellStatus(done),
      // Who pulls cannot know that a file changed because of another one.
      onSettled: () => {
        rendered.settled();
        played.settled();
        panels.settled();
        selectors.settled();
        graphs.settled();
        // Lenses say in how many builds an object is.
        if (rebuilt && client.workspace?.codeLens?.refreshSupport) {
          void connection.sendRequest(CodeLensRefreshRequest.type);
        }
        if (rebuilt) void connection.sendNotification(objectsChanged.method, {});
        rebuilt = false;
        if (pulls && client.workspace?.diagnostics?.refreshSupport) {
          void connection.languages.diagnostics.refresh();
        }
      },
      onRebuilt: (ids) => {
        rendered.changed(ids);
        rebuilt = true;
      },
      onFailure: (error) => connection.console.error(textOfError(error)),
    },
  );
  const past = revisions(host, session.workspace, () => configuration.load);
  const rendered = renderedDocuments({
    workspace: session.workspace,
    ready: session.settled,
    trusted: () => configuration.trusted,
    revisions: past,
    tell: (ids) => void connection.sendNotification(buildsChanged.method, { ids }),
  });
  const played = simulations({
    workspace: session.workspace,
    ready: session.settled,
    tell: () => void connection.sendNotification(simulationsChanged.method, {}),
  });
  const selectors = selectorViews({
    workspace: session.workspace,
    ready: session.settled,
    tell: () => void connection.sendNotification(selectorsChanged.method, {}),
  });
  const panels = canaryPanels({
    workspace: session.workspace,
    ready: session.settled,
    pause: host.pause,
    tell: () => void connection.sendNotification(canaryChanged.method, {}),
  });
  const graphs = graphViews({
    workspace: session.workspace,
    ready: session.settled,
    trusted: () => configuration.trusted,
    revisions: past,
    shownIn: session.shownIn,
    tell: () => void connection.sendNotification(graphChanged.method, {}),
  });
  const context: Context = {
    session,
    rendered,
    simulations: played,
    panels,
    selectors,
    graphs,
    log: connection.console,
    configuration: () => configuration,
    client: () => client,
  };

  const tellStatus = (done: number | undefined): void => {
    const status: ServerStatus = {
      ...(done === undefined ? {} : { reading: { done, total: done } }),
      setup: setupProblems(session.workspace()),
    };
    void connection.sendNotification(serverStatus.method, status);
  };
  const configure = async (sent: unknown): Promise<void> => {
    configuration = configurationOf(sent, roots);
    await session.configure(configuration.settings, configuration.load);
    // Lenses and hints may have been switched on or off.
    if (client.workspace?.codeLens?.refreshSupport) {
      void connection.sendRequest(CodeLensRefreshRequest.type);
    }
    if (client.workspace?.inlayHint?.refreshSupport) {
      void connection.sendRequest(InlayHintRefreshRequest.type);
    }
  };
  const askConfiguration = async (): Promise<void> => {
    await configure(await connection.workspace.getConfiguration("flightpath"));
  };

  connection.onInitialize((params) => {
    client = params.capabilities;
    roots = rootsOf(params);
    const options = (params.initializationOptions ?? {}) as Record<string, unknown>;
    pulls = client.textDocument?.diagnostic !== undefined && options.diagnostics !== "push";
    configuration = configurationOf(options.settings, roots);
    return { capabilities: capabilities(pulls), serverInfo: { name: "flightpath" } };
  });

  connection.onInitialized(() => {
    void session.setRoots(roots, configuration.settings, configuration.load);
    if (client.workspace?.configuration) void askConfiguration();
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, {
        section: "flightpath",
      });
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [{ globPattern: "**/*" }],
      });
    } else {
      for (const root of roots) {
        stopPolling.push(
          host.poll(
            root,
            configuration.load,
            (changes) => void session.reload(changes.map((it) => it.path)),
          ),
        );
      }
    }
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map((it) => pathOf(it.uri));
        roots = [...roots.filter((it) => !gone.includes(it)), ...added.map((it) => pathOf(it.uri))];
        void session.setRoots(roots, configuration.settings, configuration.load);
      });
    }
  });

  connection.onDidChangeConfiguration(({ settings }) => {
    const sent = (settings as Record<string, unknown> | null)?.flightpath;
    if (sent !== undefined) void configure(sent);
    else if (client.workspace?.configuration) void askConfiguration();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const paths = changes.map((it) => pathOf(it.uri));
    if (paths.some(tellsOfCommits)) {
      rendered.committed();
      graphs.committed();
    }
    void session.reload(paths);
  });
  connection.onRequest(checkWorkspace.method, async () => {
    await session.settled();
    return summaryOf(session);
  });
  connection.onShutdown(() => {
    for (const stop of stopPolling) stop();
    session.dispose();
  });

  listenToDocuments(connection, session, rendered);
  for (const row of requests) row.register(connection, context);
  connection.listen();
}

/** git notes here what HEAD and branches are, and were. */
const tellsOfCommits = (path: string): boolean =>
  /\/\.git\/(HEAD|packed-refs|refs\/.*|logs\/HEAD)$/.test(path);

/**
 * Opened, edited, closed. Edits come as ranges; the text is put together here. Rendered manifests are open in the
 * editor as well, and no files.
 */
function listenToDocuments(
  connection: Connection,
  session: Session,
  rendered: RenderedDocuments,
): void {
  const documents = new Map<string, TextDocument>();
  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    if (isRenderedUri(uri)) return;
    documents.set(uri, TextDocument.create(uri, languageId, version, text));
    session.open(pathOf(uri), version, text);
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = documents.get(uri);
    if (!document) return;
    TextDocument.update(document, contentChanges, version);
    void session.edit(pathOf(uri), version, document.getText());
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    rendered.close(uri);
    if (documents.delete(uri)) session.close(pathOf(uri));
  });
}

const rootsOf = ({ workspaceFolders, rootUri }: InitializeParams): string[] =>
  workspaceFolders?.map((it) => pathOf(it.uri)) ?? (rootUri ? [pathOf(rootUri)] : []);

/** An editor that pulls is not pushed to as well: it would show everything twice. */
function capabilities(pulls: boolean): ServerCapabilities {
  const rows = requests.filter((row) => pulls || row !== diagnosticsRequests);
  return {
    ...Object.assign({}, ...rows.map((row) => row.capabilities)),
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    // Several rows may speak of the workspace.
    workspace: Object.assign(
      { workspaceFolders: { supported: true, changeNotifications: true } },
      ...rows.map((row) => row.capabilities.workspace),
    ),
  };
}
