import { window } from "vscode";
import { unlinked } from "./unlinked.ts";

/** Notifications in our name. They answer with the button that was chosen. */
export const notify = {
  information: (sentence: string, ...buttons: readonly string[]) =>
    window.showInformationMessage(`Flightpath: ${unlinked(sentence)}`, ...buttons),
  warning: (sentence: string, ...buttons: readonly string[]) =>
    window.showWarningMessage(`Flightpath: ${unlinked(sentence)}`, ...buttons),
  error: (sentence: string, ...buttons: readonly string[]) =>
    window.showErrorMessage(`Flightpath: ${unlinked(sentence)}`, ...buttons),
} as const;
