import { ConfigurationTarget, type Disposable, extensions, workspace } from "vscode";

/** The section of the configuration that is ours. */
export const section = "flightpath";

/** What the server is told: the settings as the person wrote them, and what only the editor knows. */
export function settings(): Record<string, unknown> {
  const written = workspace.getConfiguration().get<object>(section, {});
  return {
    ...plain(written),
    otherYamlExtension: otherYamlExtension(),
    trusted: workspace.isTrusted,
  };
}

/** Sets the severity of one rule for the workspace, or for the person where no folder is open. */
export async function setRuleSeverity(code: string, severity: string): Promise<void> {
  const configuration = workspace.getConfiguration(section);
  const rules = configuration.get<Record<string, string>>("rules", {});
  await configuration.update(
    "rules",
    { ...rules, [code]: severity },
    workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global,
  );
}

/** What a person said of clusters. */
export interface ClusterSettings {
  /** Paths of kubeconfig files, as `KUBECONFIG` holds them; empty: not set. */
  readonly kubeconfig: string;
  /** Folder of the workspace → context. */
  readonly contexts: Readonly<Record<string, string>>;
  /** Patterns of contexts that are read-only unless unlocked. */
  readonly protectedContexts: readonly string[];
  /** Pattern of contexts → whether each change is asked about. */
  readonly askBeforeWriting: Readonly<Record<string, boolean>>;
  /** Empty: the whole cluster. */
  readonly namespaces: readonly string[];
}

/** Values of a wrong type, which VS Code lets through, are read as not set. */
export function clusterSettings(): ClusterSettings {
  const configuration = workspace.getConfiguration(section);
  const texts = (name: string): readonly string[] => {
    const value: unknown = configuration.get(name);
    return Array.isArray(value) ? value.filter((it) => typeof it === "string" && it !== "") : [];
  };
  const table = (name: string): readonly (readonly [string, unknown])[] => {
    const value: unknown = configuration.get(name);
    return typeof value === "object" && value !== null ? Object.entries(plain(value)) : [];
  };
  const kubeconfig: unknown = configuration.get("kubeconfig");
  return {
    kubeconfig: typeof kubeconfig === "string" ? kubeconfig : "",
    contexts: Object.fromEntries(
      table("contexts").flatMap(([folder, it]) => (typeof it === "string" ? [[folder, it]] : [])),
    ),
    protectedContexts: texts("protectedContexts"),
    askBeforeWriting: Object.fromEntries(
      table("askBeforeWriting").flatMap(([it, asks]) =>
        typeof asks === "boolean" ? [[it, asks]] : [],
      ),
    ),
    namespaces: texts("namespaces"),
  };
}

/** Tells when one of the settings about clusters is another one. */
export const onClusterSettings = (changed: () => void): Disposable =>
  workspace.onDidChangeConfiguration((event) => {
    const names = ["kubeconfig", "contexts", "protectedContexts", "askBeforeWriting", "namespaces"];
    if (names.some((name) => event.affectsConfiguration(`${section}.${name}`))) changed();
  });

/** Writes for the workspace which context belongs to a folder of it. */
export async function setFolderContext(folder: string, context: string): Promise<void> {
  const { contexts } = clusterSettings();
  await workspace
    .getConfiguration(section)
    .update("contexts", { ...contexts, [folder]: context }, ConfigurationTarget.Workspace);
}

/** Writes for the person that changes of a context need no question. */
export async function stopAsking(context: string): Promise<void> {
  const { askBeforeWriting } = clusterSettings();
  await workspace
    .getConfiguration(section)
    .update(
      "askBeforeWriting",
      { ...askBeforeWriting, [context]: false },
      ConfigurationTarget.Global,
    );
}

/** Does the demo cluster start with the window? Only in workspaces that are trusted. */
export const startsDemo = (): boolean =>
  workspace.isTrusted && workspace.getConfiguration(section).get("demo.autostart") === true;

/** Folders that stand for repositories with a URL, as the person wrote them. */
export function sourceFolders(): readonly (readonly [url: string, folder: string])[] {
  const value: unknown = workspace.getConfiguration(section).get("sources");
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(plain(value)).flatMap(([url, folder]) =>
    typeof folder === "string" && url.includes(":") ? [[url, folder] as const] : [],
  );
}

/** What of a connected cluster is shown in files. */
export function lensSettings(): { readonly lenses: boolean; readonly problems: boolean } {
  const configuration = workspace.getConfiguration(section);
  return {
    lenses: configuration.get("clusterLens.enabled") !== false,
    problems: configuration.get("clusterProblems.enabled") !== false,
  };
}

/** Does another extension check plain fields of YAML files against their schemas? */
const otherYamlExtension = (): boolean =>
  extensions.getExtension("redhat.vscode-yaml") !== undefined;

/** VS Code hands out proxies, which cannot cross to another process. */
const plain = (written: object): Record<string, unknown> => JSON.parse(JSON.stringify(written));
