import { ProgressLocation, window } from "vscode";
import { unlinked } from "../../unlinked.ts";

/** Runs something that may take minutes, with a notification that tells how far it is and can cancel it. */
export const withProgress = <Result>(
  title: string,
  run: (report: (message: string) => void, signal: AbortSignal) => Promise<Result>,
): Thenable<Result> =>
  window.withProgress(
    { location: ProgressLocation.Notification, title: unlinked(title), cancellable: true },
    async (progress, token) => {
      const ending = new AbortController();
      const listening = token.onCancellationRequested(() => ending.abort());
      try {
        return await run(
          (message) => progress.report({ message: unlinked(message) }),
          ending.signal,
        );
      } finally {
        listening.dispose();
      }
    },
  );
