import { Position, type QuickPickItem, Uri, window, workspace } from "vscode";
import { type BuildItem, type BuildsQuestion, buildsOf } from "../protocol/rendered.ts";
import { questionOf } from "../protocol/renderedUri.ts";
import type { LanguageServer } from "./languageClient.ts";

interface BuildPick extends QuickPickItem {
  readonly build: BuildItem;
}

/** What a command is about: a document, and the place in it where there is one. */
export interface Subject {
  readonly uri: Uri;
  readonly position?: Position;
}

/**
 * What a command was given, or else what is in front.
 *
 * @param given a URI, or its text and a line counted from 0, as a code lens gives them
 */
export function subjectOf([given, line]: readonly unknown[]): Subject | undefined {
  const editor = window.activeTextEditor;
  const uri = uriOf(given) ?? editor?.document.uri;
  if (!uri) return undefined;
  if (typeof line === "number") return { uri, position: new Position(line, 0) };
  if (editor?.document.uri.toString() !== uri.toString()) return { uri };
  return { uri, position: editor.selection.active };
}

/**
 * The build that a document shows, the only one of the file, folder or object, or the one that the person picks;
 * `undefined` when none is picked.
 *
 * @param title what the pick is for
 */
export async function pickBuild(
  server: LanguageServer,
  subject: Subject | undefined,
  title: string,
): Promise<BuildItem | undefined> {
  const all = await server.send(buildsOf, {});
  const rendered = subject && questionOf(subject.uri.toString());
  if (rendered) return named(all, rendered.id);
  const found = subject ? await server.send(buildsOf, wire(subject)) : [];
  if (found.length === 1) return found[0];
  if (found.length > 1) return pick(found, title, "It takes part in several builds");
  if (all.length === 0) throw new Error(nothing);
  const name = subject && workspace.asRelativePath(subject.uri);
  return pick(all, title, name ? `No build takes up ${name}` : "A build");
}

const wire = ({ uri, position }: Subject): BuildsQuestion =>
  position ? { uri: uri.toString(), line: position.line } : { uri: uri.toString() };

/** Another build than the one given. */
export async function pickOther(
  server: LanguageServer,
  build: BuildItem,
  title: string,
): Promise<BuildItem | undefined> {
  const others = (await server.send(buildsOf, {})).filter(({ id }) => id !== build.id);
  if (others.length === 0) throw new Error("There is no other build in this workspace.");
  return pick(others, title, `To compare with ${build.label}`);
}

const nothing =
  "There is no build in this workspace: no kustomization file, and no Flux Kustomization whose files are here.";

async function pick(
  builds: readonly BuildItem[],
  title: string,
  placeHolder: string,
): Promise<BuildItem | undefined> {
  const picks = builds.map(
    (build): BuildPick => ({ label: build.label, description: build.detail, build }),
  );
  const options = { title, placeHolder, matchOnDescription: true };
  return (await window.showQuickPick(picks, options))?.build;
}

/** A folder that only this person has asked for is no build of the workspace, and yet what is shown. */
const named = (builds: readonly BuildItem[], id: string): BuildItem =>
  builds.find((it) => it.id === id) ?? { id, label: id, detail: "" };

function uriOf(given: unknown): Uri | undefined {
  if (given instanceof Uri) return given;
  return typeof given === "string" ? Uri.parse(given) : undefined;
}
