import { lineEnd, lineStart } from "../lines.ts";
import { locate } from "../locate.ts";
import { at, get, type Scalar, textOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Cursor } from "../source.ts";
import type { View } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import { commentStart } from "./completionHole.ts";
import { type Completion, type CompletionItem, literal, orderOf } from "./completionItem.ts";
import { displayPath } from "./displayPath.ts";

const IMAGE = "image.toolkit.fluxcd.io";

/**
 * Image policies behind a value, as the comment that image automation looks for (flux.md §5.4):
 * `image: app:1.0.0 # {"$imagepolicy": "flux-system:app"}`.
 */
export function markerCompletion(
  workspace: Workspace,
  view: View,
  cursor: Cursor,
): Completion | undefined {
  const line = lineBefore(workspace, cursor);
  if (!line) return undefined;
  const policies = view
    .ofKind(IMAGE, "ImagePolicy")
    .filter((it) => it.name !== "")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (policies.length === 0) return undefined;
  const location = locate(workspace, { path: cursor.path, offset: line.valueEnd });
  const { node, on, path } = location ?? {};
  if (!location || on !== "value" || node?.kind !== "scalar" || !isOneLine(node)) return undefined;
  const field = String(path?.findLast((it) => typeof it === "string") ?? "");
  // Unasked only where an image is nearly certain: most things called name are none.
  if (!line.hasComment && (!Object.hasOwn(endings, field) || field === "name")) return undefined;
  if (node.span.end + location.start !== line.valueEnd) return undefined;
  const items = policies.map((it, index) => markerItem(view, it, field, node.text, index));
  const span = { start: line.start, end: cursor.offset + line.restLength };
  return { span, items, isIncomplete: false };
}

interface Line {
  /** Where the value before the cursor ends, in the file. */
  readonly valueEnd: number;
  /** Where the comment starts, or the cursor. */
  readonly start: number;
  readonly restLength: number;
  readonly hasComment: boolean;
}

/** A line that the cursor is on behind a value: in its comment, or at its end after a space. */
function lineBefore(workspace: Workspace, { path, offset }: Cursor): Line | undefined {
  const text = fileAt(workspace, path)?.text;
  if (text === undefined) return undefined;
  const start = lineStart(text, offset);
  const line = text.slice(start, lineEnd(text, offset));
  const comment = commentStart(line);
  const column = offset - start;
  const value = line.slice(0, Math.min(comment, column)).trimEnd();
  if (value === "" || /[:-]$/.test(value) || value.length === column) return undefined;
  const hasComment = comment < line.length;
  // A comment of words is left alone.
  const isMarker = hasComment && /^#\s*(?:\{.*)?$/.test(line.slice(comment, column));
  if (hasComment ? !isMarker : line.trimEnd() !== value) return undefined;
  const from = hasComment ? comment : column;
  return {
    valueEnd: start + value.length,
    start: start + from,
    restLength: line.length - column,
    hasComment,
  };
}

const isOneLine = ({ style }: Scalar): boolean => style !== "literal" && style !== "folded";

/** What of an image a field holds. Other fields get the whole of it. */
const endings: Readonly<Record<string, string>> = {
  image: "",
  tag: ":tag",
  newTag: ":tag",
  imageTag: ":tag",
  name: ":name",
  newName: ":name",
  repository: ":name",
  digest: ":digest",
};

function markerItem(
  view: View,
  policy: Resource,
  field: string,
  value: string,
  index: number,
): CompletionItem {
  const image = imageOf(view, policy);
  const namespace = policy.namespace ?? "flux-system";
  const marker = JSON.stringify({
    $imagepolicy: `${namespace}:${policy.name}${Object.hasOwn(endings, field) ? endings[field] : ""}`,
  });
  const text = `# ${marker.replace(":", ": ")}`;
  const isSame = image !== undefined && value.split(/[:@]/, 1)[0] === image;
  return {
    label: text,
    kind: "marker",
    text: literal(text),
    order: orderOf(isSame ? 0 : 1, index),
    filter: `${text} ${policy.name}`,
    detail: image ?? "ImagePolicy",
    from: displayPath(view, policy.path),
    about: {
      type: "object",
      path: policy.path,
      group: policy.group,
      kind: policy.kind,
      name: policy.name,
      namespace: policy.namespace ?? "",
    },
  };
}

/** The image whose tags the policy chooses from. */
function imageOf(view: View, policy: Resource): string | undefined {
  const reference = at(treeOf(policy), ["spec", "imageRepositoryRef"]);
  const name = textOf(get(reference, "name"));
  if (name === undefined) return undefined;
  const namespace = textOf(get(reference, "namespace")) ?? policy.namespace;
  const found = view.named(IMAGE, "ImageRepository", name);
  const repository = found.find((it) => it.namespace === namespace) ?? found[0];
  return repository && textOf(at(treeOf(repository), ["spec", "image"]));
}
