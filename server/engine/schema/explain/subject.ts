import type { Node, Path } from "../../node.ts";
import type { KindSchema } from "../catalogue.ts";
import { type SchemaView, schemaAt } from "../explore.ts";

/** The object that is explained. */
export interface Subject {
  readonly kind: KindSchema;
  readonly root: Node;
  /** The whole of it as JSON. */
  readonly value: unknown;
  /** A patch: what is missing stands elsewhere. */
  readonly partial: boolean;
  /** Encrypted by SOPS. */
  readonly sealed: boolean;
}

/** `Canary spec.analysis.metrics[0]`: how sentences name a field. */
export function nameOf({ kind }: Subject, path: Path): string {
  return path.length === 0 ? kind.info.kind : `${kind.info.kind} ${dotted(path)}`;
}

/** `spec.hosts[0]`, `metadata.labels["a.b/c"]`. */
export function dotted(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (/^[\w$-]+$/.test(step)) return index === 0 ? step : `.${step}`;
      return `[${JSON.stringify(step)}]`;
    })
    .join("");
}

/** What is in quotes in a sentence. What a Secret holds is never told. */
export function quoted({ kind }: Subject, text: string): string {
  if (kind.info.kind === "Secret") return "this value";
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}

/** Who turns the object away, and what for: the last sentence of most messages. */
export function refusal({ kind }: Subject): string {
  return kind.info.project === "kustomize"
    ? "kustomize refuses the file."
    : "The API server refuses it.";
}

/** The JSON value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  let it = value;
  for (const step of path) {
    if (typeof it !== "object" || it === null || !Object.hasOwn(it, step)) return undefined;
    it = (it as Readonly<Record<string | number, unknown>>)[step];
  }
  return it;
}

/** What the schema says of a field of this very object. */
export const viewAt = ({ kind, value }: Subject, path: Path): SchemaView | undefined =>
  schemaAt(kind.schema, path, value);

/** The steps of a JSON pointer; those into lists are numbers. */
export function pathOf(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  for (const part of pointer.split("/").slice(1)) {
    const step = part.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(valueAt(value, path)) ? Number(step) : step);
  }
  return path;
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], last: "or" | "and" = "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}
