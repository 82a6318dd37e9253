import type { TextEdit } from "../edits/textEdit.ts";
import type { Path } from "../node.ts";
import type { Span } from "../source.ts";

/** What may be written at the cursor. */
export interface Completion {
  /** What every item replaces, counted from the start of the file. */
  readonly span: Span;
  readonly items: readonly CompletionItem[];
  /** More fit than are listed: ask again when more is typed. */
  readonly isIncomplete: boolean;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind: ItemKind;
  /** In the syntax of snippets: `$1`, `${1:default}`, `${1|one,two|}`. Lines come with their indentation. */
  readonly text: string;
  /** Items are shown in the order of this text. */
  readonly order: string;
  /** What typing is compared with, where that is not the label. */
  readonly filter?: string;
  readonly detail?: string;
  /** The file that the thing stands in, as people read it. */
  readonly from?: string;
  readonly about?: About | undefined;
  /** Edits elsewhere that belong to it, counted from the start of the file. */
  readonly more?: readonly TextEdit[] | undefined;
  readonly deprecated?: true;
  /** What comes next can be completed too, so suggestions open again. */
  readonly continues?: true;
}

export type ItemKind =
  | "field"
  | "value"
  | "kind"
  | "object"
  | "namespace"
  | "file"
  | "folder"
  | "key"
  | "marker"
  | "variable"
  | "snippet"
  | "rule";

/** Enough to tell more of an item once somebody looks at it; plain data, for it travels to the editor and back. */
export type About =
  | {
      readonly type: "field";
      readonly apiVersion: string;
      readonly kind: string;
      readonly path: Path;
    }
  | { readonly type: "kind"; readonly apiVersion: string; readonly kind: string }
  | {
      readonly type: "object";
      readonly path: string;
      readonly group: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace: string;
    }
  | { readonly type: "rule"; readonly code: string }
  | {
      readonly type: "variable";
      readonly name: string;
      /** Where it would be used. */
      readonly path: string;
      readonly offset: number;
    };

/** No person reads longer lists, and no editor shows them fast. */
export const MOST_ITEMS = 200;

/** A place in an order, as text that sorts like the number. */
export const orderOf = (group: number, index: number): string =>
  `${group}${String(index).padStart(4, "0")}`;

/** Text that means itself inside a snippet. */
export const literal = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
