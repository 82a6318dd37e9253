import type { Disposable, ExtensionContext } from "vscode";
import {
  type FromSelectorsView,
  type SelectorItem,
  type SelectorsViewState,
  selectorsChanged,
  type ToSelectorsView,
} from "../../protocol/selectors.ts";
import { objectPanels } from "../objectPanels.ts";
import { conversation, type Parts } from "./conversation.ts";
import { viewStateIn } from "./fromView.ts";

/** The panels of selector labels: one for each object that is looked at. */
export interface SelectorViews extends Disposable {
  readonly open: (item: SelectorItem) => void;
}

export function createSelectorViews(context: ExtensionContext, parts: Parts): SelectorViews {
  const panels = objectPanels<SelectorsViewState, ToSelectorsView, FromSelectorsView>(
    context,
    parts.server,
    {
      kind: { viewType: "flightpath.selectors", bundle: "selectors" },
      remembered: viewStateIn,
      begin: (state, open) => conversation(parts, state, open),
      changed: { notification: selectorsChanged, message: { type: "changed" } },
    },
  );
  return {
    open: ({ id, label }) =>
      panels.open(`Labels of ${label.slice(label.indexOf("/") + 1)}`, {
        id,
        label,
        moment: "during",
        step: -1,
      }),
    dispose: () => panels.dispose(),
  };
}
