import {
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from "vscode";
import {
  type FromGraphView,
  type GraphLayer,
  type GraphViewState,
  graphChanged,
  graphNodesAt,
  type ToGraphView,
} from "../../protocol/graphView.ts";
import type { Live } from "../cluster/api/live.ts";
import type { Session } from "../cluster/api/session.ts";
import type { LanguageServer } from "../languageClient.ts";
import { fillPanel, openPanel, type Panel, type PanelEnds, type PanelKind } from "../panel.ts";
import type { Subject } from "../pickBuild.ts";
import { conversation } from "./conversation.ts";
import { viewStateIn } from "./fromView.ts";
import { liveSource } from "./liveSource.ts";

const KIND: PanelKind = { viewType: "flightpath.graph", bundle: "graph", hasImages: true };

/** The panel of the dependency graph; there is one. */
export interface GraphView extends Disposable {
  /** @param at the object to choose; those of the file without a position */
  readonly open: (at: Subject | undefined) => Promise<void>;
}

/** What the view works with. */
export interface GraphViewParts {
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  readonly clusters: { readonly session: Session; readonly live: Live };
}

/** Opens the panel, and fills the one that VS Code brings back after a reload of the window. */
export function createGraphView(
  context: ExtensionContext,
  { server, log, clusters }: GraphViewParts,
): GraphView {
  let panel: Panel<ToGraphView> | undefined;
  /** Ids of nodes that the page is to choose once it listens. */
  let wanted: readonly string[] = [];
  const post = (message: ToGraphView) => panel?.post(message);
  let looksAtCluster = false;
  const attend = (isShown: boolean) => {
    if (isShown === looksAtCluster) return;
    looksAtCluster = isShown;
    live.attend(isShown);
  };
  const live = liveSource(clusters, () => {
    // Nothing is asked of a cluster for a page that nobody sees.
    if (!panel?.isVisible()) attend(false);
    tellLayers();
    if (looksAtCluster) post({ type: "changed" });
  });
  const tellLayers = () => post({ type: "layers", layers: layersNow(live.isThere()) });
  const ready = () => {
    tellLayers();
    if (wanted.length > 0) post({ type: "show", ids: wanted });
    wanted = [];
    tellCursor();
  };
  const begin = (
    state: GraphViewState,
    open: (ends: PanelEnds<FromGraphView>) => Panel<ToGraphView>,
  ) => {
    const begun = conversation(
      { server, log, live: { graph: live.graph, attend } },
      state,
      ready,
      open,
    );
    panel = begun;
    begun.onEnd(() => {
      if (panel !== begun) return;
      panel = undefined;
      attend(false);
    });
  };
  /** The page marks what the cursor is in. */
  let due: ReturnType<typeof setTimeout> | undefined;
  const tellCursor = () => {
    clearTimeout(due);
    due = setTimeout(() => {
      void nodesAtCursor(server).then((ids) => ids && post({ type: "at", ids }));
    }, 60);
  };
  const again = () => post({ type: "changed" });
  const parts = Disposable.from(
    window.registerWebviewPanelSerializer(KIND.viewType, {
      async deserializeWebviewPanel(found, remembered: unknown) {
        begin(viewStateIn(remembered) ?? START, (ends) => fillPanel(context, KIND, found, ends));
      },
    }),
    server.listen(graphChanged, again),
    // Another server knows nothing of what was drawn.
    server.onStarted(again),
    workspace.onDidGrantWorkspaceTrust(tellLayers),
    live,
    window.onDidChangeTextEditorSelection(() => panel?.isVisible() && tellCursor()),
  );
  return {
    async open(at) {
      if (panel) panel.show();
      else begin(START, (ends) => openPanel(context, KIND, "Dependency Graph", ends));
      if (!at) return;
      const { uri, position } = at;
      const asked = { uri: uri.toString(), ...(position ? { line: position.line } : {}) };
      const ids = await server.send(graphNodesAt, asked);
      if (ids.length === 0) return;
      wanted = ids;
      post({ type: "show", ids });
    },
    dispose: () => parts.dispose(),
  };
}

const START: GraphViewState = {
  choice: {
    layer: "files",
    namespaces: [],
    kinds: [],
    states: [],
    expanded: [],
    collapsed: [],
  },
  shows: "picture",
};

function layersNow(hasCluster: boolean): readonly GraphLayer[] {
  return [
    "files",
    ...(workspace.isTrusted ? (["commit", "since-commit"] as const) : []),
    ...(hasCluster ? (["cluster", "apart"] as const) : []),
  ];
}

async function nodesAtCursor(server: LanguageServer): Promise<readonly string[] | undefined> {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== "yaml") return undefined;
  const { document, selection } = editor;
  return server.send(graphNodesAt, { uri: document.uri.toString(), line: selection.active.line });
}
