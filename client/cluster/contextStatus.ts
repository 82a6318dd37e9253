import { type Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Clusters } from "./clusters.ts";
import { contextFor } from "./contextPins.ts";
import { contextStatusText } from "./contextStatusText.ts";

/** The item of the pinned context, beside the one of the language server; hidden while none is pinned. */
export function createContextStatus(
  clusters: Clusters,
  failing: () => number,
): Disposable & {
  readonly draw: () => void;
} {
  const item = window.createStatusBarItem("flightpath.context", StatusBarAlignment.Left, -1);
  item.name = "Flightpath: Cluster Context";
  item.command = "flightpath.showContextActions";
  const draw = () => {
    const text = contextStatusText(modelOf(clusters, failing()));
    if (!text) return item.hide();
    item.text = text.text;
    item.tooltip = text.tooltip;
    item.accessibilityInformation = { label: text.label, role: "button" };
    item.backgroundColor =
      text.mood === "calm" ? undefined : new ThemeColor(`statusBarItem.${text.mood}Background`);
    item.show();
  };
  const listeners = [clusters.onChange(draw), window.onDidChangeActiveTextEditor(draw)];
  draw();
  return {
    draw,
    dispose: () => {
      for (const listener of listeners) listener.dispose();
      item.dispose();
    },
  };
}

function modelOf({ session, live }: Clusters, failing: number) {
  const state = session.state();
  if (state.kind === "unpinned") return { live: state, isReadOnly: false, failing };
  const context = state.kind === "pinned" ? state.context : state.pin.context;
  const wanted = contextFor(window.activeTextEditor?.document.uri);
  return {
    context,
    live: live.state(),
    isReadOnly: state.kind === "pinned" && session.isReadOnly(state.pin),
    failing,
    ...(wanted === undefined || wanted === context ? {} : { other: wanted }),
  };
}
