import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { builtSchemas } from "./host/builtSchemas.ts";
import { nodeHost } from "./host/files.ts";
import { keepMemorySmall } from "./host/memory.ts";
import { serve } from "./lsp/server.ts";

keepMemorySmall();

/** The language server as a process: `--stdio`, `--node-ipc` or `--socket` as the editor says. */
serve(createConnection(ProposedFeatures.all), nodeHost, builtSchemas());
