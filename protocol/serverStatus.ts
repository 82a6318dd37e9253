import { notification } from "./notification.ts";

/** What the server tells about itself whenever it changes; the client draws it in the status bar. */
export interface ServerStatus {
  /** Files read so far, and how many there are where that is known; absent once all are read. */
  readonly reading?: { readonly done: number; readonly total?: number };
  /** What keeps the server from doing its whole work, for example a settings file that is no YAML. */
  readonly setup: readonly SetupProblem[];
}

export interface SetupProblem {
  /** One sentence that names the thing and the next step. */
  readonly message: string;
  /** The file to open, if there is one. */
  readonly uri?: string;
}

export const serverStatus = notification<ServerStatus>("flightpath/status");
