import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";
import { completion } from "../../engine/features/completion.ts";
import { completionDocumentation } from "../../engine/features/completionDocumentation.ts";
import type {
  About,
  Completion,
  ItemKind,
  CompletionItem as Offer,
} from "../../engine/features/completionItem.ts";
import { fileAt, type WorkspaceFile } from "../../engine/workspace.ts";
import { toCursor, toRange } from "../convert.ts";
import { respond } from "../respond.ts";
import type { RequestRow } from "./row.ts";

/** What may be written at the cursor; more of an item once it is looked at. */
export const completionRequests: RequestRow = {
  capabilities: {
    completionProvider: {
      resolveProvider: true,
      // Behind a colon or dash comes a space, between folders a slash; quotes and braces open values.
      triggerCharacters: [" ", "/", '"', "'", "{", "[", "$"],
      completionItem: { labelDetailsSupport: true },
    },
  },
  register(connection, context) {
    connection.onCompletion(
      respond(context, (params: CompletionParams, workspace) => {
        const cursor = toCursor(workspace, params.textDocument.uri, params.position);
        const file = cursor && fileAt(workspace, cursor.path);
        if (!cursor || !file || isIndenting(params, file, cursor.offset)) return null;
        const found = completion(workspace, cursor);
        if (!found) return null;
        const list = toList(found, file);
        const knowsSnippets = context.client().textDocument?.completion?.completionItem;
        return knowsSnippets?.snippetSupport ? list : withoutSnippets(list);
      }),
    );
    const resolve = respond(context, (item: CompletionItem, workspace): CompletionItem => {
      const about = item.data as About | undefined;
      const value = about && completionDocumentation(workspace, about);
      return value ? { ...item, documentation: { kind: MarkupKind.Markdown, value } } : item;
    });
    connection.onCompletionResolve((item, token) => resolve(item, token) ?? item);
  },
};

/** A space at the start of a line asks for nothing yet. */
function isIndenting(
  { context }: CompletionParams,
  { text = "" }: WorkspaceFile,
  offset: number,
): boolean {
  if (context?.triggerCharacter !== " ") return false;
  const line = text.slice(text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1, offset);
  return line.trim() === "";
}

function toList({ span, items, isIncomplete }: Completion, file: WorkspaceFile): CompletionList {
  const range = toRange(file, span);
  return { isIncomplete, items: items.map((it) => toItem(it, range, file)) };
}

/** For editors that would show the marks of a snippet as text. */
function withoutSnippets(list: CompletionList): CompletionList {
  const items = list.items.map((item) => {
    if (!item.textEdit) return item;
    const textEdit = { ...item.textEdit, newText: plain(item.textEdit.newText) };
    return { ...item, insertTextFormat: InsertTextFormat.PlainText, textEdit };
  });
  return { ...list, items };
}

/** `${1:name}` is its default, `$0` nothing, `\\$` a dollar. */
const plain = (snippet: string): string =>
  snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, "$1")
    .replace(/\$\{\d+:([^}]*)\}|\$\{\d+\}|(?<!\\)\$\d+/g, (_, text) => text ?? "")
    .replace(/\\([$}\\])/g, "$1");

function toItem(it: Offer, range: ReturnType<typeof toRange>, file: WorkspaceFile): CompletionItem {
  const item: CompletionItem = {
    label: it.label,
    kind: KIND[it.kind],
    sortText: it.order,
    insertTextFormat: InsertTextFormat.Snippet,
    // Lines bring their indentation, which is that of YAML and not of the editor.
    insertTextMode: InsertTextMode.asIs,
    textEdit: { range, newText: it.text },
  };
  if (it.filter !== undefined) item.filterText = it.filter;
  if (it.detail !== undefined) item.detail = it.detail;
  if (it.from !== undefined) item.labelDetails = { description: it.from };
  if (it.about) item.data = it.about;
  if (it.deprecated) item.tags = [CompletionItemTag.Deprecated];
  if (it.continues) item.command = { title: "Suggest", command: "editor.action.triggerSuggest" };
  if (it.more && it.more.length > 0) {
    item.additionalTextEdits = it.more.map(({ span, text }) => ({
      range: toRange(file, span),
      newText: text,
    }));
  }
  return item;
}

const KIND: Readonly<Record<ItemKind, CompletionItemKind>> = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  kind: CompletionItemKind.Class,
  object: CompletionItemKind.Reference,
  namespace: CompletionItemKind.Module,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  key: CompletionItemKind.Constant,
  marker: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  snippet: CompletionItemKind.Snippet,
  rule: CompletionItemKind.EnumMember,
};
