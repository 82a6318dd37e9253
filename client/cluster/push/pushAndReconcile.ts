import { relative } from "node:path";
import {
  type CancellationToken,
  commands,
  ProgressLocation,
  type QuickPickItem,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type Carrier, carriersOf } from "../../../protocol/objects.ts";
import { difference } from "../../git/difference.ts";
import { type Repository, repositoryOf } from "../../git/repository.ts";
import type { RepositoryState } from "../../git/repositoryState.ts";
import type { LanguageServer } from "../../languageClient.ts";
import { notify } from "../../notify.ts";
import { unlinked } from "../../unlinked.ts";
import type { Desk } from "../api/desk.ts";
import { json } from "../api/json.ts";
import type { Clusters } from "../clusters.ts";
import { carryOut, type ErrandEnd } from "./carryOut.ts";
import {
  isNamed,
  likelyMeant,
  obstacleTo,
  type PushPlan,
  proposedMessage,
  pushQuestion,
} from "./pushPlan.ts";
import { requireTrust } from "./requireTrust.ts";

/** What Push and Reconcile works with. */
export interface PushParts {
  readonly clusters: Clusters;
  readonly server: LanguageServer;
  readonly log: (line: string) => void;
}

/**
 * Brings a file into the cluster: saves, commits what the person picks, pushes, reconciles who carries the file and
 * follows the rollouts that begin. Asks once before anything happens.
 */
export async function pushAndReconcile(parts: PushParts, file: Uri): Promise<void> {
  requireTrust();
  const carrier = await pickCarrier(parts.server, file);
  if (!carrier) return;
  const { value: repository, problem } = await repositoryOf(file.fsPath);
  if (!repository) throw new Error(problem);
  const desk = await parts.clusters.desk(file);
  if (!desk) return;
  const plan = await planFor(parts, repository, carrier, file, desk);
  if (!plan) return;
  const { message, detail, yes } = pushQuestion(plan);
  if ((await window.showWarningMessage(message, { modal: true, detail }, yes)) !== yes) return;
  await window
    .withProgress(
      { location: ProgressLocation.Notification, title: "Push and Reconcile", cancellable: true },
      (progress, token) =>
        carryOut({
          plan,
          repository,
          desk: agreedOn(desk, plan),
          save: () => saveAll(dirtyIn(repository)),
          tell: (words) => {
            progress.report({ message: unlinked(words) });
            parts.log(words);
          },
          signal: signalOf(token),
        }),
    )
    .then((end) => void tellEnd(end));
}

/** A button keeps VS Code from showing one line of it only. */
async function tellEnd({ sentence, isWell }: ErrandEnd): Promise<void> {
  const show = "Show Output";
  const chosen = await (isWell
    ? notify.information(sentence, show)
    : notify.warning(sentence, show));
  if (chosen === show) await commands.executeCommand("flightpath.showOutput");
}

async function pickCarrier(server: LanguageServer, file: Uri): Promise<Carrier | undefined> {
  const carriers = await server.send(carriersOf, { uri: file.toString() });
  const name = workspace.asRelativePath(file);
  if (carriers.length === 0) {
    throw new Error(`No Flux Kustomization of this workspace takes up ${name}: push it with git.`);
  }
  if (carriers.length === 1) return carriers[0];
  const picks = carriers.map((carrier) => ({
    label: carrier.cluster,
    description: carrier.steps.map((it) => it.kustomization.name).join(" › "),
    carrier,
  }));
  const options = { title: TITLE, placeHolder: `${name} is in several clusters` };
  return (await window.showQuickPick(picks, options))?.carrier;
}

const TITLE = "Push and Reconcile";

/** `undefined` where the person has gone back on it. */
async function planFor(
  { clusters }: PushParts,
  repository: Repository,
  carrier: Carrier,
  file: Uri,
  { session, pin }: Desk,
): Promise<PushPlan | undefined> {
  const { value: state, problem } = await repository.state();
  if (!state) throw new Error(problem);
  const { value: destination, problem: unknown } = await repository.destination(state.branch ?? "");
  if (unknown !== undefined) throw new Error(unknown);
  const obstacle = obstacleTo(state, await repository.underWay(), destination);
  if (obstacle !== undefined || !destination || state.branch === undefined)
    throw new Error(obstacle);
  const saved = dirtyIn(repository).map((it) => pathIn(repository, it.uri));
  const commit = await pickCommit(repository, state, saved, pathIn(repository, file));
  if (commit === "cancelled") return undefined;
  const source = carrier.steps[0]?.source;
  const live = source && clusters.live.find(source);
  const followed = json.text(json.at(live?.spec, "ref", "branch"));
  const pinned = session.state();
  return {
    branch: state.branch,
    destination,
    saved,
    ...(commit ? { commit } : {}),
    ahead: state.ahead,
    context: pinned.kind === "pinned" ? pinned.context : pin.context,
    carrier,
    ...(followed === undefined ? {} : { followed }),
  };
}

/** What is committed, and under which message; `undefined`: nothing. */
async function pickCommit(
  repository: Repository,
  state: RepositoryState,
  saved: readonly string[],
  own: string,
): Promise<PushPlan["commit"] | "cancelled"> {
  const known = new Set(state.files.map((it) => it.path));
  const unsaved = saved.filter((it) => !known.has(it));
  const changed = [
    ...state.files,
    ...unsaved.map((path) => ({ path, change: "changed" }) as const),
  ];
  if (changed.length === 0) return undefined;
  const files =
    changed.length === 1 && changed[0]?.path === own
      ? [own]
      : await pickFiles(
          changed.map((it) => ({ ...it, isMeant: likelyMeant(it) || it.path === own })),
        );
  if (!files) return "cancelled";
  if (files.length === 0) return undefined;
  const message = await window.showInputBox({
    title: TITLE,
    prompt: unlinked(
      `Message of the commit of ${files.length === 1 ? files[0] : `${files.length} files`}`,
    ),
    value: await messageFor(repository, files, saved),
    validateInput: (text) => (text.trim() === "" ? "A commit needs a message." : undefined),
  });
  return message === undefined ? "cancelled" : { files, message: message.trim() };
}

/** What is not on disk yet, git cannot tell about. */
async function messageFor(
  { root }: Repository,
  files: readonly string[],
  saved: readonly string[],
): Promise<string> {
  const isSaved = files.every((it) => !saved.includes(it));
  return proposedMessage(files, isSaved ? await difference(root, files) : "");
}

interface FilePick extends QuickPickItem {
  readonly path: string;
}

async function pickFiles(
  files: readonly { readonly path: string; readonly change: string; readonly isMeant: boolean }[],
): Promise<readonly string[] | undefined> {
  const picks = files.map(
    ({ path, change, isMeant }): FilePick => ({
      label: path,
      description: change,
      picked: isMeant,
      path,
    }),
  );
  const placeHolder = "Files to commit; none: only what is committed already is pushed";
  const chosen = await window.showQuickPick(picks, {
    title: TITLE,
    placeHolder,
    canPickMany: true,
  });
  return chosen?.map((it) => it.path);
}

/** The question has named these objects; whatever else comes up is asked about by itself. */
function agreedOn(desk: Desk, { carrier }: PushPlan): Desk {
  const { ports } = desk;
  return {
    ...desk,
    ports: {
      log: ports.log,
      confirm: async (question) =>
        (question.action.verb === "reconcile" && isNamed(carrier, question.action.object)) ||
        ports.confirm(question),
    },
  };
}

const pathIn = ({ root }: Repository, { fsPath }: Uri): string =>
  relative(root, fsPath).replaceAll("\\", "/");

const dirtyIn = (repository: Repository): readonly TextDocument[] =>
  workspace.textDocuments.filter(({ isDirty, uri }) => {
    return isDirty && uri.scheme === "file" && !pathIn(repository, uri).startsWith("../");
  });

async function saveAll(documents: readonly TextDocument[]): Promise<void> {
  for (const document of documents) {
    const name = workspace.asRelativePath(document.uri);
    if (!(await document.save()))
      throw new Error(`${name} could not be saved; nothing was pushed.`);
  }
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
