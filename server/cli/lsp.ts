import { CannotRun } from "./cannotRun.ts";
import type { Command } from "./command.ts";

/** The language server, for editors that start it by themselves. */
export const lsp: Command = {
  name: "lsp",
  summary: "speak the Language Server Protocol over standard input and output",
  help: `Usage: flightpath lsp --stdio

Starts the language server for any editor that speaks LSP.
`,
  run: async (args) => {
    if (args.length !== 1 || args[0] !== "--stdio") {
      throw new CannotRun("lsp speaks over standard input and output only: flightpath lsp --stdio");
    }
    await import("../main.ts");
    // Ends when the editor says so.
    return new Promise(() => {});
  },
};
