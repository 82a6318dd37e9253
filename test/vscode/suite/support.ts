import assert from "node:assert/strict";
import {
  type Diagnostic,
  extensions,
  languages,
  type Position,
  Range,
  type TextDocument,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";

/** The extension under test, once it is active. */
export async function activated(): Promise<void> {
  const extension = extensions.getExtension("flightpath.flightpath");
  assert.ok(extension, "The extension is not installed.");
  await until("the extension is active", () => extension.isActive);
}

/** Waits until something holds; asks ten times a second and gives up after 60 s. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`Waited 60 s in vain until ${what}.`);
}

export function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, path);
}

export async function show(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uriOf(path));
  await window.showTextDocument(document);
  return document;
}

/** Where `<|>` stands in a text that occurs once in the document. */
export function placeOf(document: TextDocument, marked: string): Position {
  const text = marked.replace("<|>", "");
  const start = document.getText().indexOf(text);
  assert.ok(0 <= start, `Not in the document: ${text}`);
  assert.equal(document.getText().indexOf(text, start + 1), -1, `More than once: ${text}`);
  return document.positionAt(start + marked.indexOf("<|>"));
}

/** Replaces a text that occurs once in the document. */
export async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = placeOf(document, `<|>${from}`);
  const end = document.positionAt(document.offsetAt(start) + from.length);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(start, end), to);
  assert.ok(await workspace.applyEdit(edit));
}

/** Findings of ours, as `path:line code`, lines from 1. */
export function findings(): readonly string[] {
  return languages
    .getDiagnostics()
    .flatMap(([uri, all]) =>
      all.filter(isOurs).map((one) => `${nameOf(uri)}:${one.range.start.line + 1} ${codeOf(one)}`),
    );
}

const isOurs = (diagnostic: Diagnostic): boolean => diagnostic.source === "flightpath";

const nameOf = (uri: Uri): string => workspace.asRelativePath(uri, false);

const codeOf = ({ code }: Diagnostic): string =>
  String(typeof code === "object" ? code.value : code);
