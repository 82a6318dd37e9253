import "./host/smallMemory.ts";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { builtSchemas } from "./host/builtSchemas.ts";
import { nodeHost } from "./host/files.ts";
import { serve } from "./lsp/server.ts";

/** The language server as a process: `--stdio`, `--node-ipc` or `--socket` as the editor says. */
serve(createConnection(ProposedFeatures.all), nodeHost, builtSchemas());
