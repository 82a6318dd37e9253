import { Disposable, type ExtensionContext, window } from "vscode";
import type { Notification } from "../protocol/notification.ts";
import type { LanguageServer } from "./languageClient.ts";
import { fillPanel, openPanel, type Panel, type PanelEnds, type PanelKind } from "./panel.ts";

/** Panels that look at one object each. */
export interface ObjectPanels<State> extends Disposable {
  /** Shows the panel of the object, or opens one in this state where it has none. */
  readonly open: (title: string, state: State) => void;
}

export interface ObjectPanelsOptions<State, To, From> {
  readonly kind: PanelKind;
  /** What a page has remembered; `undefined` where it is none of ours. */
  readonly remembered: (value: unknown) => State | undefined;
  /** Begins to speak with a page. */
  readonly begin: (state: State, open: (ends: PanelEnds<From>) => Panel<To>) => Panel<To>;
  /** Told by the server when pictures may look different now, and what pages hear of it. */
  readonly changed: {
    readonly notification: Notification<Record<string, never>>;
    readonly message: To;
  };
}

/** Opens panels, and fills those that VS Code brings back after a reload of the window. */
export function objectPanels<State extends { readonly id: string }, To, From>(
  context: ExtensionContext,
  server: Pick<LanguageServer, "listen" | "onStarted">,
  { kind, remembered, begin, changed }: ObjectPanelsOptions<State, To, From>,
): ObjectPanels<State> {
  const panels = new Map<string, Panel<To>>();
  const keep = (state: State, open: (ends: PanelEnds<From>) => Panel<To>) => {
    const panel = begin(state, open);
    panels.set(state.id, panel);
    panel.onEnd(() => panels.delete(state.id));
  };
  const again = () => {
    for (const panel of panels.values()) panel.post(changed.message);
  };
  const restorer = window.registerWebviewPanelSerializer(kind.viewType, {
    async deserializeWebviewPanel(panel, value: unknown) {
      const state = remembered(value);
      if (state) keep(state, (ends) => fillPanel(context, kind, panel, ends));
      else panel.dispose();
    },
  });
  // Another server knows nothing of what was drawn.
  const ends = Disposable.from(
    restorer,
    server.listen(changed.notification, again),
    server.onStarted(again),
  );
  return {
    open(title, state) {
      const known = panels.get(state.id);
      if (known) known.show();
      else keep(state, (given) => openPanel(context, kind, title, given));
    },
    dispose: () => ends.dispose(),
  };
}
