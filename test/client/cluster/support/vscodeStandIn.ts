/** As much of VS Code's interface as the views on a cluster use, for measuring them without an editor. */

type Listener<Value> = (value: Value) => void;

export class EventEmitter<Value> {
  private readonly listeners = new Set<Listener<Value>>();
  readonly event = (listener: Listener<Value>) => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };
  fire(value: Value): void {
    for (const listener of [...this.listeners]) listener(value);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

export class ThemeColor {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

export class ThemeIcon {
  readonly id: string;
  readonly color: ThemeColor | undefined;
  constructor(id: string, color?: ThemeColor) {
    this.id = id;
    this.color = color;
  }
}

export class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

export class MarkdownString {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

export const TreeItemCollapsibleState = { None: 0, Collapsed: 1, Expanded: 2 } as const;
export const ConfigurationTarget = { Global: 1, Workspace: 2, WorkspaceFolder: 3 } as const;

interface Provider {
  readonly onDidChangeTreeData: (listener: Listener<unknown>) => unknown;
  readonly getChildren: (element?: unknown) => readonly unknown[];
  readonly getTreeItem: (element: unknown) => TreeItem;
}

/** What was shown, by the id of the view. */
export const shownViews = new Map<string, Provider>();

/** Values of settings, by their whole names. */
export const givenSettings = new Map<string, unknown>();

const nothing = { dispose: () => {} };
const never = () => nothing;

export const window = {
  activeTextEditor: undefined,
  onDidChangeActiveTextEditor: never,
  withProgress: (_: unknown, task: () => Promise<void>) => task(),
  createTreeView(id: string, { treeDataProvider }: { treeDataProvider: Provider }) {
    shownViews.set(id, treeDataProvider);
    return {
      visible: true,
      onDidChangeVisibility: never,
      onDidCollapseElement: never,
      onDidExpandElement: never,
      ...nothing,
    };
  },
};

export const commands = { executeCommand: async () => undefined };

export const workspace = {
  isTrusted: true,
  workspaceFolders: undefined,
  onDidChangeConfiguration: never,
  getConfiguration: (section: string) => ({
    get: (name: string) => givenSettings.get(`${section}.${name}`),
  }),
};

export const extensions = { getExtension: () => undefined };
