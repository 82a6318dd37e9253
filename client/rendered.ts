import { commands, Disposable, Position, Range, Uri, window, workspace } from "vscode";
import {
  type BuildItem,
  buildsChanged,
  landingOf,
  RENDERED_SCHEME,
  renderBuild,
} from "../protocol/rendered.ts";
import { questionOf, renderedUri } from "../protocol/renderedUri.ts";
import type { LanguageServer } from "./languageClient.ts";
import type { Subject } from "./pickBuild.ts";
import { virtualDocuments } from "./virtualDocuments.ts";

/** Documents of rendered manifests: read-only, and made anew whenever the server says that a build has changed. */
export function provideRendered(server: LanguageServer): Disposable {
  const documents = virtualDocuments(RENDERED_SCHEME, (uri) => textOf(server, uri));
  return Disposable.from(
    documents,
    server.listen(buildsChanged, ({ ids }) =>
      documents.change((uri) => ids.includes(questionOf(uri.toString())?.id ?? "")),
    ),
    // Another server knows nothing of what the last one has shown.
    server.onStarted(() => documents.change(() => true)),
  );
}

/** Opens the manifests of a build, at what has become of a place in a file. */
export async function showRendered(
  server: LanguageServer,
  build: BuildItem,
  subject: Subject | undefined,
): Promise<void> {
  const document = await workspace.openTextDocument(uriOf(build));
  const line = subject && (await lineOf(server, document.uri, subject));
  const start = new Position(line ?? 0, 0);
  const selection = line === undefined ? {} : { selection: new Range(start, start) };
  await window.showTextDocument(document, { preview: false, ...selection });
}

async function lineOf(
  server: LanguageServer,
  rendered: Uri,
  { uri, position }: Subject,
): Promise<number | undefined> {
  if (!position) return undefined;
  const line = await server.send(landingOf, {
    rendered: rendered.toString(),
    uri: uri.toString(),
    line: position.line,
    character: position.character,
  });
  return line ?? undefined;
}

/** Opens the difference between a build in a git revision and as it is now. */
export async function diffWithRevision(
  server: LanguageServer,
  build: BuildItem,
  revision: string,
): Promise<void> {
  const { error } = await server.send(renderBuild, { id: build.id, revision });
  if (error !== undefined) throw new Error(error);
  const title = `${build.label} (${revision} ↔ Working Tree)`;
  await commands.executeCommand("vscode.diff", uriOf(build, revision), uriOf(build), title);
}

/** Opens the difference between two builds. */
export async function diffBuilds(left: BuildItem, right: BuildItem): Promise<void> {
  const title = `${left.label} ↔ ${right.label}`;
  await commands.executeCommand("vscode.diff", uriOf(left), uriOf(right), title);
}

async function textOf(server: LanguageServer, uri: Uri): Promise<string> {
  const question = questionOf(uri.toString());
  if (!question) return "# This address names no build.\n";
  const { text } = await server.send(renderBuild, question);
  return text;
}

function uriOf({ id, label }: BuildItem, revision?: string): Uri {
  const question = revision === undefined ? { id } : { id, revision };
  return Uri.parse(
    renderedUri(question, revision === undefined ? label : `${label} (${revision})`),
    true,
  );
}
