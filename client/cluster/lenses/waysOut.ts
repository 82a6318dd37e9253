import { relative } from "node:path";
import { commands, Range, type TextDocument, Uri, window, workspace } from "vscode";
import { applyEdits } from "../../applyEdits.ts";
import { revealPlace } from "../../canary/revealPlace.ts";
import { type Repository, repositoryOf } from "../../git/repository.ts";
import { commitOfLine, revertCommit, type SettingCommit } from "../../git/revert.ts";
import { notify } from "../../notify.ts";
import { type Apart, apartSentence, restoredText } from "../apart.ts";
import { json } from "../api/json.ts";
import { requireTrust } from "../push/requireTrust.ts";

/** What a lens or a quick fix has named, or else the one that the person picks. */
export async function pickApart(
  given: readonly unknown[],
  known: readonly Apart[],
): Promise<Apart | undefined> {
  const [first] = given;
  const named = known.find((it) => JSON.stringify(it) === JSON.stringify(first));
  if (named) return named;
  if (json.at(first, "place") !== undefined) {
    throw new Error("Git and cluster are no longer apart there.");
  }
  if (known.length === 0) {
    throw new Error(
      "Git and cluster are not apart, as far as is known; a view of the cluster must be connected.",
    );
  }
  if (known.length === 1) return known[0];
  const picks = known.map((apart) => ({
    label: apartSentence(apart),
    description: `${workspace.asRelativePath(Uri.parse(apart.place.uri, true))}:${apart.place.start.line + 1}`,
    apart,
  }));
  return (await window.showQuickPick(picks, { title: "Git and Cluster Apart" }))?.apart;
}

/** The first way out: another value, written by the person. */
export const rollForward = ({ place }: Apart): Promise<void> => revealPlace(place);

/**
 * The second way out: a commit that takes the value back, by undoing the commit that set it or by writing what runs.
 * Nothing is pushed.
 */
export async function prepareRevert(apart: Apart): Promise<void> {
  requireTrust();
  const uri = Uri.parse(apart.place.uri, true);
  const document = await workspace.openTextDocument(uri);
  const name = workspace.asRelativePath(uri);
  if (document.isDirty) throw new Error(`${name} has changes that are not saved; save it first.`);
  const { value: repository, problem } = await repositoryOf(uri.fsPath);
  if (!repository) throw new Error(problem);
  const path = relative(repository.root, uri.fsPath).replaceAll("\\", "/");
  const { line } = apart.place.start;
  const found = await commitOfLine({ root: repository.root, path, text: document.getText(), line });
  if (found.problem !== undefined) throw new Error(found.problem);
  const restored = restoredText(document.getText(rangeOf(apart)), apart);
  const way = await pickWay(apart, found.value, restored);
  if (!way) return;
  if (way === "value") await restore(apart, document, repository, path, restored, !found.value);
  else await undo(repository, way);
  if (!found.value && way === "value") return;
  await offerPush(repository, uri);
}

const rangeOf = ({ place: { start, end } }: Apart): Range =>
  new Range(start.line, start.character, end.line, end.character);

async function pickWay(
  apart: Apart,
  setting: SettingCommit | undefined,
  restored: string | undefined,
): Promise<SettingCommit | "value" | undefined> {
  const what = apart.field === "image" ? "the image" : apart.name;
  const value = {
    label: `$(edit) Write ${what} ${apart.runs ?? ""} back`,
    detail: setting ? "A new commit of this file alone" : "It is not committed yet, so nothing is",
    way: "value" as const,
  };
  const revert = setting?.canRevert && {
    label: `$(discard) Revert ${setting.commit.slice(0, 7)}: ${setting.subject}`,
    detail: `Takes back everything that it changed: ${setting.files.slice(0, 5).join(", ")}${setting.files.length > 5 ? " …" : ""}`,
    way: setting,
  };
  const picks = [...(revert ? [revert] : []), ...(restored === undefined ? [] : [value])];
  if (picks.length === 0) {
    throw new Error(`What ${what} was before cannot be told from one line; write it by hand.`);
  }
  const options = { title: "Prepare Revert Commit", placeHolder: "Nothing is pushed" };
  return (await window.showQuickPick<(typeof picks)[number]>(picks, options))?.way;
}

async function undo(repository: Repository, { commit }: SettingCommit): Promise<void> {
  const { problem } = await revertCommit(repository.root, commit);
  if (problem !== undefined) throw new Error(`${problem} Nothing was changed.`);
}

async function restore(
  apart: Apart,
  document: TextDocument,
  repository: Repository,
  path: string,
  restored: string | undefined,
  isUncommitted: boolean,
): Promise<void> {
  if (restored === undefined) return;
  const { value: state } = await repository.state();
  const isChanged = state?.files.some((it) => it.path === path) ?? false;
  await applyEdits([{ place: apart.place, text: restored }]);
  if (isUncommitted) return;
  if (isChanged) {
    throw new Error(
      `${path} has other changes that are not committed: the value is written back, commit it with them.`,
    );
  }
  if (!(await document.save())) throw new Error(`${path} could not be saved.`);
  const what = apart.field === "image" ? "the image" : apart.name;
  const subject = `Take ${what} back to ${apart.runs} in ${path.slice(path.lastIndexOf("/") + 1)}`;
  const { problem } = await repository.commit([path], `${subject}\n\n${apartSentence(apart)}`);
  if (problem !== undefined) throw new Error(problem);
}

async function offerPush(repository: Repository, file: Uri): Promise<void> {
  const { value: state } = await repository.state();
  const push = "Push and Reconcile…";
  const chosen = await notify.information(
    `A commit is prepared on ${state?.branch ?? "HEAD"}. Nothing was pushed.`,
    push,
  );
  if (chosen === push) await commands.executeCommand("flightpath.pushAndReconcile", file);
}
