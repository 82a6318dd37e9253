import { Disposable, EventEmitter, Uri, workspace } from "vscode";
import { freshTexts } from "./freshTexts.ts";

/** Read-only documents of one scheme. */
export interface VirtualDocuments extends Disposable {
  /** What these show has changed: they are made anew. */
  readonly change: (which: (uri: Uri) => boolean) => void;
}

/** @param textOf the text of a document as it is now */
export function virtualDocuments(
  scheme: string,
  textOf: (uri: Uri) => Promise<string>,
): VirtualDocuments {
  const changed = new EventEmitter<Uri>();
  const uriOf = (address: string): Uri => Uri.parse(address, true);
  const texts = freshTexts({
    make: (address) => textOf(uriOf(address)),
    open: () =>
      workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme).map(({ uri }) => `${uri}`),
    askAgain: (address) => changed.fire(uriOf(address)),
  });
  const ends = Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => texts.textOf(uri.toString()),
    }),
    workspace.onDidOpenTextDocument(({ uri }) => {
      if (uri.scheme === scheme) texts.opened(uri.toString());
    }),
    changed,
  );
  return {
    change: (which) => texts.change((address) => which(uriOf(address))),
    dispose: () => ends.dispose(),
  };
}
