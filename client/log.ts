import { type LogOutputChannel, window } from "vscode";

/** The output channel; its level is chosen in VS Code by `Developer: Set Log Level`. */
export const createLog = (): LogOutputChannel =>
  window.createOutputChannel("Flightpath", { log: true });
