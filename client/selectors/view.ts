import { Disposable, type ExtensionContext, window } from "vscode";
import {
  type FromSelectorsView,
  type SelectorItem,
  type SelectorsViewState,
  selectorsChanged,
  type ToSelectorsView,
} from "../../protocol/selectors.ts";
import { fillPanel, openPanel, type Panel, type PanelEnds, type PanelKind } from "../panel.ts";
import { conversation, type Parts } from "./conversation.ts";
import { viewStateIn } from "./fromView.ts";

const KIND: PanelKind = { viewType: "flightpath.selectors", bundle: "selectors" };

/** The panels of selector labels: one for each object that is looked at. */
export interface SelectorViews extends Disposable {
  readonly open: (item: SelectorItem) => void;
}

/** Opens panels, and fills those that VS Code brings back after a reload of the window. */
export function createSelectorViews(context: ExtensionContext, parts: Parts): SelectorViews {
  const { server } = parts;
  const panels = new Map<string, Panel<ToSelectorsView>>();
  const begin = (
    state: SelectorsViewState,
    open: (ends: PanelEnds<FromSelectorsView>) => Panel<ToSelectorsView>,
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
  const listening = [server.listen(selectorsChanged, again), server.onStarted(again)];
  const ends = Disposable.from(restorer, ...listening);
  return {
    open({ id, label }) {
      const known = panels.get(id);
      if (known) {
        known.show();
        return;
      }
      const state: SelectorsViewState = { id, label, moment: "during", step: -1 };
      const title = `Labels of ${label.slice(label.indexOf("/") + 1)}`;
      begin(state, (ends) => openPanel(context, KIND, title, ends));
    },
    dispose: () => ends.dispose(),
  };
}
