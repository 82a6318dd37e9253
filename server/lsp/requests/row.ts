import type { Connection, ServerCapabilities } from "vscode-languageserver";
import type { Context } from "../respond.ts";

/** One ability of the server: what it says it can do, and the handlers behind it. */
export interface RequestRow {
  readonly capabilities: ServerCapabilities;
  readonly register: (connection: Connection, context: Context) => void;
}
