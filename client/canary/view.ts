import type { Disposable, ExtensionContext } from "vscode";
import {
  type CanaryViewState,
  canaryChanged,
  type FromCanaryView,
  type ToCanaryView,
} from "../../protocol/canary.ts";
import type { CanaryItem } from "../../protocol/simulate.ts";
import { objectPanels } from "../objectPanels.ts";
import { conversation, type Parts } from "./conversation.ts";
import { viewStateIn } from "./fromView.ts";

/** The panels of Canaries: one for each that is looked at. */
export interface CanaryViews extends Disposable {
  readonly open: (canary: CanaryItem) => void;
}

export function createCanaryViews(context: ExtensionContext, parts: Parts): CanaryViews {
  const panels = objectPanels<CanaryViewState, ToCanaryView, FromCanaryView>(
    context,
    parts.server,
    {
      kind: { viewType: "flightpath.canary", bundle: "canary" },
      remembered: viewStateIn,
      begin: (state, open) => conversation(parts, state, open),
      changed: { notification: canaryChanged, message: { type: "changed" } },
    },
  );
  return {
    open: ({ id, label }) =>
      panels.open(`Canary ${label.slice(label.indexOf("/") + 1)}`, {
        id,
        label,
        play: { preset: "healthy" },
        tick: 0,
      }),
    dispose: () => panels.dispose(),
  };
}
