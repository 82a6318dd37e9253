import {
  get,
  type Node,
  type Path,
  resolved,
  type Scalar,
  type Step,
  scalarOf,
} from "../../node.ts";
import type { Span } from "../../source.ts";

/** Where a field was written. */
export interface Field {
  readonly key: Scalar | undefined;
  readonly node: Node | undefined;
  /** The key; where there is none, the value. */
  readonly keySpan: Span;
  /** The value, if it is short: of a block that goes on below only its key is marked. */
  readonly valueSpan: Span;
  /** Does the text stand here, and not behind an alias or a merge key? */
  readonly own: boolean;
}

/**
 * Finds a field. What an alias or a merge key brings in is shown at the alias or merge key:
 * what it stands for may even be in another document.
 */
export function fieldAt(root: Node, path: Path): Field {
  let here: Found = { key: undefined, node: root, cover: undefined, shown: kindOf(root) };
  for (const step of path) here = stepInto(here, step);
  const { key, node, cover, shown } = here;
  const span = cover ?? shown;
  return {
    key,
    node,
    keySpan: cover ?? key?.span ?? span,
    valueSpan: cover ?? (path.length > 0 && node && isShort(node) ? node.span : span),
    own: cover === undefined,
  };
}

interface Found {
  readonly key: Scalar | undefined;
  readonly node: Node | undefined;
  /** Once behind an alias or merge key, everything is shown there. */
  readonly cover: Span | undefined;
  /** What is marked when the value is long or absent. */
  readonly shown: Span;
}

function stepInto({ node, cover, shown }: Found, step: Step): Found {
  const behind = cover ?? (node?.kind === "alias" ? node.span : undefined);
  const it = resolved(node);
  if (it?.kind === "sequence" && typeof step === "number") {
    const item = it.items[step];
    return { key: undefined, node: item, cover: behind, shown: item ? headOf(item) : shown };
  }
  if (it?.kind !== "mapping") return { key: undefined, node: undefined, cover: behind, shown };
  const entry = it.entries.find(({ key }) => key.text === String(step));
  if (entry) return { key: entry.key, node: entry.value, cover: behind, shown: entry.key.span };
  const merge = it.entries.find(({ key }) => key.text === "<<");
  const merged = get(it, String(step));
  return {
    key: undefined,
    node: merged,
    cover: behind ?? (merged && merge?.key.span),
    shown: merge?.key.span ?? shown,
  };
}

function isShort(node: Node): boolean {
  if (node.kind === "scalar") return node.style !== "literal" && node.style !== "folded";
  return node.kind === "alias" || node.flow;
}

/** An object is shown at its kind. */
const kindOf = (root: Node): Span => scalarOf(get(root, "kind"))?.span ?? headOf(root);

/** An item is shown at its first key. */
const headOf = (node: Node): Span =>
  (node.kind === "mapping" && node.entries[0]?.key.span) || node.span;
