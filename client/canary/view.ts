import { Disposable, type ExtensionContext, window } from "vscode";
import {
  type CanaryViewState,
  canaryChanged,
  type FromCanaryView,
  type ToCanaryView,
} from "../../protocol/canary.ts";
import type { CanaryItem } from "../../protocol/simulate.ts";
import { fillPanel, openPanel, type Panel, type PanelEnds, type PanelKind } from "../panel.ts";
import { conversation, type Parts } from "./conversation.ts";
import { viewStateIn } from "./fromView.ts";

const KIND: PanelKind = { viewType: "flightpath.canary", bundle: "canary" };

/** The panels of Canaries: one for each that is looked at. */
export interface CanaryViews extends Disposable {
  readonly open: (canary: CanaryItem) => void;
}

/** Opens panels, and fills those that VS Code brings back after a reload of the window. */
export function createCanaryViews(context: ExtensionContext, parts: Parts): CanaryViews {
  const { server } = parts;
  const panels = new Map<string, Panel<ToCanaryView>>();
  const begin = (
    state: CanaryViewState,
    open: (ends: PanelEnds<FromCanaryView>) => Panel<ToCanaryView>,
  ) => {
    const panel = conversation(parts, state, open);
    panels.set(state.id, panel);
    panel.onEnd(() => panels.delete(state.id));
  };
  const again = () => {
    for (const panel of panels.values()) panel.post({ type: "changed" });
  };
  const restorer = window.registerWebviewPanelSerializer(KIND.viewType, {
    async deserializeWebviewPanel(panel, remembered: unknown) {
      const state = viewStateIn(remembered);
      if (state) begin(state, (ends) => fillPanel(context, KIND, panel, ends));
      else panel.dispose();
    },
  });
  // Another server knows nothing of what was drawn.
  const listening = [server.listen(canaryChanged, again), server.onStarted(again)];
  const ends = Disposable.from(restorer, ...listening);
  return {
    open({ id, label }) {
      const known = panels.get(id);
      if (known) {
        known.show();
        return;
      }
      const state: CanaryViewState = { id, label, play: { preset: "healthy" }, tick: 0 };
      const title = `Canary ${label.slice(label.indexOf("/") + 1)}`;
      begin(state, (ends) => openPanel(context, KIND, title, ends));
    },
    dispose: () => ends.dispose(),
  };
}
