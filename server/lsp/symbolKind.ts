import { SymbolKind as WireKind } from "vscode-languageserver";
import type { SymbolKind } from "../engine/features/symbolKinds.ts";

const KINDS: Readonly<Record<SymbolKind, WireKind>> = {
  array: WireKind.Array,
  boolean: WireKind.Boolean,
  class: WireKind.Class,
  constant: WireKind.Constant,
  event: WireKind.Event,
  field: WireKind.Field,
  file: WireKind.File,
  function: WireKind.Function,
  interface: WireKind.Interface,
  key: WireKind.Key,
  module: WireKind.Module,
  namespace: WireKind.Namespace,
  null: WireKind.Null,
  number: WireKind.Number,
  object: WireKind.Object,
  operator: WireKind.Operator,
  package: WireKind.Package,
  string: WireKind.String,
  struct: WireKind.Struct,
};

export const toSymbolKind = (kind: SymbolKind): WireKind => KINDS[kind];
