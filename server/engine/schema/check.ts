import type { Node } from "../node.ts";
import type { Fix } from "../rules/rule.ts";
import type { Span } from "../source.ts";
import type { KindSchema } from "./catalogue.ts";

export interface SchemaFinding {
  readonly code: string;
  readonly span: Span;
  readonly message: string;
  readonly fixes?: readonly Fix[];
}

export const schemaProblems = (
  _root: Node | undefined,
  _schema: KindSchema,
  _options: { readonly partial: boolean },
): readonly SchemaFinding[] => [];
