import { ConfigurationTarget, extensions, workspace } from "vscode";

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

/** Does another extension check plain fields of YAML files against their schemas? */
const otherYamlExtension = (): boolean =>
  extensions.getExtension("redhat.vscode-yaml") !== undefined;

/** VS Code hands out proxies, which cannot cross to another process. */
const plain = (written: object): Record<string, unknown> => JSON.parse(JSON.stringify(written));
