import {
  DiagnosticSeverity,
  type Disposable,
  languages,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from "vscode";
import type { SetupProblem } from "../protocol/serverStatus.ts";
import { type StatusModel, statusText } from "./statusText.ts";

/** What the language server and its starter know; the counts are added here. */
export type ServerPart = Pick<StatusModel, "server" | "reading" | "setup">;

export interface Status extends Disposable {
  readonly show: (change: Partial<ServerPart>) => void;
  readonly setup: () => readonly SetupProblem[];
}

/** The `source` of every diagnostic of ours. */
const source = "flightpath";

/** One item at the left of the status bar; a click offers what can be done. */
export function createStatus(): Status {
  const item = window.createStatusBarItem("flightpath.status", StatusBarAlignment.Left, 0);
  item.name = "Flightpath";
  item.command = "flightpath.showActions";
  let model: StatusModel = { server: { state: "starting" }, setup: [], errors: 0, warnings: 0 };
  const show = (change: Partial<StatusModel>) => {
    model = { ...model, ...change };
    draw(item, model);
  };
  const diagnostics = languages.onDidChangeDiagnostics(() => show(count()));
  show(count());
  item.show();
  return {
    show,
    setup: () => model.setup,
    dispose: () => {
      diagnostics.dispose();
      item.dispose();
    },
  };
}

function draw(item: StatusBarItem, model: StatusModel): void {
  const { text, tooltip, label, mood } = statusText(model);
  item.text = text;
  item.tooltip = tooltip;
  item.accessibilityInformation = { label, role: "button" };
  item.backgroundColor =
    mood === "calm" ? undefined : new ThemeColor(`statusBarItem.${mood}Background`);
}

function count(): { errors: number; warnings: number } {
  let errors = 0;
  let warnings = 0;
  for (const [, diagnostics] of languages.getDiagnostics()) {
    for (const diagnostic of diagnostics) {
      if (diagnostic.source?.toLowerCase() !== source) continue;
      if (diagnostic.severity === DiagnosticSeverity.Error) errors += 1;
      if (diagnostic.severity === DiagnosticSeverity.Warning) warnings += 1;
    }
  }
  return { errors, warnings };
}
