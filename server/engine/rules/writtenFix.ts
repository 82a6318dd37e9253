import type { Change } from "../edits.ts";
import { entryOf, type Node, at as nodeAt, type Path } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import { pathTo } from "./pathTo.ts";
import type { Fix } from "./rule.ts";

/**
 * A fix of a built object as one of the text that it was made from; `undefined` where a step worked the value out, so
 * that no text says it.
 */
export function writtenFix(fix: Fix): Fix | undefined {
  const changes = fix.changes.map(written);
  return changes.every((it) => it !== undefined) ? { ...fix, changes } : undefined;
}

function written(change: Change): Change | undefined {
  if (!("resource" in change) || !isBuilt(change.resource)) return change;
  const { resource, at } = change;
  const node = nodeWritten(treeOf(resource), change);
  if (!node?.from || node.from.step?.by === "NameReferenceTransformer") return undefined;
  const { path, document } = node.from;
  const found = pathTo(document, node.span);
  if (!found || !endsAlike(found, at)) return undefined;
  return { ...change, resource: { path, document, at: [] }, at: found };
}

const isBuilt = (it: object): it is Resource => "built" in it;

/** What stands where the change is made; a key stands for its value, whose path it shares. */
function nodeWritten(root: Node | undefined, change: Change & { readonly at: Path }) {
  const last = change.at.at(-1);
  if (change.type === "replace" && change.on === "key" && typeof last === "string") {
    return entryOf(nodeAt(root, change.at.slice(0, -1)), last)?.value;
  }
  return nodeAt(root, change.at);
}

/** Elements move when lists are merged; fields keep their names. */
const endsAlike = (found: Path, at: Path): boolean => {
  const last = at.at(-1);
  return typeof last === "number" || found.at(-1) === last;
};
