import { memo } from "./memo.ts";
import type { Node } from "./node.ts";
import type { Span } from "./source.ts";

/** One YAML document of a file. Immutable; the same text at the same anchors gives the same trees. */
export interface YamlDocument {
  /** Where it starts in the file: behind its `---` line, at 0 for the first. */
  readonly start: number;
  readonly text: string;
  /** Anchors that earlier documents of the file left behind and this one uses. */
  readonly inherited: ReadonlyMap<string, Node> | undefined;
}

export interface ParsedDocument {
  readonly root: Node | undefined;
  /** What is wrong with the text; the tree holds what could be understood all the same. */
  readonly errors: readonly YamlError[];
  readonly comments: readonly Comment[];
}

export interface YamlError {
  readonly code: "yaml-syntax" | "duplicate-key";
  /** Counted from the start of the document. */
  readonly span: Span;
  readonly message: string;
}

/** `# text`, from the hash to the end of the line, counted from the start of the document. */
export interface Comment {
  readonly span: Span;
  readonly text: string;
}
