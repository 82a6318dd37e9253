import {
  commands,
  type Disposable,
  type LogOutputChannel,
  ProgressLocation,
  window,
  workspace,
} from "vscode";
import { checkWorkspace } from "../protocol/checkWorkspace.ts";
import { clientCommands } from "../protocol/clientCommands.ts";
import { showActions } from "./actions.ts";
import type { CanaryViews } from "./canary/view.ts";
import { identitiesOf } from "./cluster/identities.ts";
import type { GraphView } from "./graph/view.ts";
import type { LanguageServer } from "./languageClient.ts";
import { notify } from "./notify.ts";
import { pickBuild, pickOther, subjectOf } from "./pickBuild.ts";
import { plural } from "./plural.ts";
import { showReferences } from "./references.ts";
import { diffBuilds, diffWithRevision, showRendered } from "./rendered.ts";
import { pickSelectors, selectorsNamed } from "./selectors/pickSelectors.ts";
import type { SelectorViews } from "./selectors/view.ts";
import { setRuleSeverity } from "./settings.ts";
import { canaryNamed, pickCanary, simulate } from "./simulate.ts";
import type { Status } from "./status.ts";

/** What commands work with. */
export interface Parts {
  readonly log: LogOutputChannel;
  readonly server: LanguageServer;
  readonly status: Status;
  readonly canaries: CanaryViews;
  readonly selectors: SelectorViews;
  readonly graph: GraphView;
}

type Command = (parts: Parts, given: readonly unknown[]) => unknown;

const table: Readonly<Record<string, Command>> = {
  "flightpath.restartServer": ({ server }) => server.restart(),
  "flightpath.checkWorkspace": checkAll,
  "flightpath.showOutput": ({ log }) => log.show(true),
  "flightpath.showActions": ({ status }) => showActions(status.setup()),
  [clientCommands.showRenderedManifests]: show,
  "flightpath.diffRenderedWithHead": diffWithHead,
  "flightpath.diffRenderedBuilds": diffTwo,
  [clientCommands.simulateCanary]: simulateInPanel,
  "flightpath.simulateCanaryAsText": ({ server }, given) => simulate(server, subjectOf(given)),
  [clientCommands.showDependencyGraph]: ({ graph }, given) => graph.open(subjectOf(given)),
  [clientCommands.showSelectorLabels]: showSelectors,
  [clientCommands.showReferences]: ({ server }, given) => showReferences(server, given),
  [clientCommands.setRuleSeverity]: (_, [code, severity]) =>
    setRuleSeverity(String(code), String(severity)),
};

/**
 * Registers every command. Whatever one throws ends here, as one sentence with a way to the log.
 *
 * @param more those of parts that keep a table of their own
 */
export const registerCommands = (
  parts: Parts,
  more: Readonly<Record<string, (given: readonly unknown[]) => unknown>> = {},
): readonly Disposable[] =>
  [...Object.keys(table), ...Object.keys(more)].map((id) =>
    commands.registerCommand(id, async (...given: unknown[]) => {
      try {
        await (more[id] ? more[id](given) : table[id]?.(parts, given));
      } catch (error) {
        // Not awaited: who runs a command need not wait until a person has read the message.
        void report(id, error, parts.log);
      }
    }),
  );

async function show({ server }: Parts, given: readonly unknown[]): Promise<void> {
  const subject = subjectOf(given);
  const build = await pickBuild(server, subject, "Show Rendered Manifests");
  if (build) await showRendered(server, build, subject);
}

async function simulateInPanel(
  { server, canaries }: Parts,
  given: readonly unknown[],
): Promise<void> {
  const [object] = identitiesOf(given);
  const canary = object
    ? await canaryNamed(server, object)
    : await pickCanary(server, subjectOf(given));
  if (canary) canaries.open(canary);
}

async function showSelectors(
  { server, selectors }: Parts,
  given: readonly unknown[],
): Promise<void> {
  const [object] = identitiesOf(given);
  const item = object
    ? await selectorsNamed(server, object)
    : await pickSelectors(server, subjectOf(given));
  if (item) selectors.open(item);
}

async function diffWithHead({ server }: Parts, given: readonly unknown[]): Promise<void> {
  if (!workspace.isTrusted) throw new Error(untrusted);
  const title = "Compare Rendered Manifests with HEAD";
  const build = await pickBuild(server, subjectOf(given), title);
  if (build) await diffWithRevision(server, build, "HEAD");
}

const untrusted =
  "git runs only in workspaces that you trust; Workspaces: Manage Workspace Trust changes that.";

async function diffTwo({ server }: Parts, given: readonly unknown[]): Promise<void> {
  const title = "Compare Rendered Manifests of Two Builds";
  const build = await pickBuild(server, subjectOf(given), title);
  const other = build && (await pickOther(server, build, title));
  if (other) await diffBuilds(build, other);
}

async function checkAll({ server }: Parts): Promise<void> {
  const { files, errors, warnings } = await window.withProgress(
    { location: ProgressLocation.Window, title: "Flightpath: checking the workspace" },
    () => server.send(checkWorkspace, {}),
  );
  await commands.executeCommand("workbench.actions.view.problems");
  const found = `${plural(errors, "error")}, ${plural(warnings, "warning")}`;
  void notify.information(`${plural(files, "file")} checked: ${found}.`);
}

async function report(id: string, error: unknown, log: LogOutputChannel): Promise<void> {
  const sentence = error instanceof Error ? error.message : String(error);
  log.error(`${id}: ${error instanceof Error ? (error.stack ?? sentence) : sentence}`);
  const showOutput = "Show Output";
  const chosen = await notify.error(sentence, showOutput);
  if (chosen === showOutput) log.show(true);
}
