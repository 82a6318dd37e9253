import { PassThrough } from "node:stream";
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Host } from "../../server/host/host.ts";
import { serve } from "../../server/lsp/server.ts";
import { catalogue } from "./catalogue.ts";

/** An editor's side of a conversation with a server in the same process. */
export interface Conversation {
  readonly editor: ProtocolConnection;
  /** The newest diagnostics by URI. */
  readonly published: Map<
    string,
    { readonly version: number | undefined; readonly messages: readonly string[] }
  >;
  /** Waits until the diagnostics of a file are as wanted. */
  readonly until: (
    uri: string,
    wanted: (messages: readonly string[], version: number | undefined) => boolean,
  ) => Promise<readonly string[]>;
  readonly end: () => void;
}

/** What most editors can do. */
const ABLE: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename"] } },
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

/** Starts a server on a host and shakes hands. */
export async function converse(
  host: Host,
  root: string,
  params: Partial<InitializeParams> = {},
): Promise<Conversation> {
  const there = new PassThrough();
  const back = new PassThrough();
  serve(
    createConnection(new StreamMessageReader(there), new StreamMessageWriter(back)),
    host,
    catalogue,
  );
  const editor = createProtocolConnection(
    new StreamMessageReader(back),
    new StreamMessageWriter(there),
  );
  const published: Conversation["published"] = new Map();
  const listeners = new Set<() => void>();
  editor.onNotification(
    "textDocument/publishDiagnostics",
    ({
      uri,
      version,
      diagnostics,
    }: {
      uri: string;
      version?: number;
      diagnostics: Diagnostic[];
    }) => {
      const messages = diagnostics.map((it) => `${it.range.start.line}: ${String(it.code)}`);
      published.set(uri, { version, messages });
      for (const tell of listeners) tell();
    },
  );
  editor.listen();
  await editor.sendRequest("initialize", {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: `file://${root}`, name: "root" }],
    capabilities: ABLE,
    ...params,
  });
  await editor.sendNotification("initialized", {});
  return {
    editor,
    published,
    until: (uri, wanted) =>
      new Promise((done) => {
        const look = () => {
          const found = published.get(uri);
          if (!found || !wanted(found.messages, found.version)) return;
          listeners.delete(look);
          done(found.messages);
        };
        listeners.add(look);
        look();
      }),
    end: () => editor.dispose(),
  };
}
