import { applied } from "../../edits/textEdit.ts";
import { type Change, editsOf } from "../../edits.ts";
import { at, jsonOf, type Path } from "../../node.ts";
import { type Resource, treeOf } from "../../resource.ts";
import type { View } from "../../view.ts";
import { parseDocument } from "../../yaml.ts";

/**
 * Does the object, once changed, break the schema of its new version no more than it breaks the old one's now?
 * So a version whose fields moved in ways that no table knows is not offered. Without schemas nothing is proved.
 */
export function isProved(
  view: View,
  resource: Resource,
  apiVersion: string,
  changes: readonly Change[],
): boolean {
  const schema = view.catalogue.find(apiVersion, resource.kind);
  const after = schema && valueAfter(view, resource, changes);
  if (after === undefined) return false;
  const old = view.catalogue.find(`${resource.group}/${resource.version}`, resource.kind);
  const before = old?.validate(jsonOf(treeOf(resource))).length ?? 0;
  return (schema?.validate(after).length ?? 0) <= before;
}

function valueAfter(view: View, resource: Resource, changes: readonly Change[]): unknown {
  const { path, document } = resource;
  const edits = editsOf(view, changes)?.edits;
  const start = view.file(path)?.documents.find((it) => it.document === document)?.start;
  if (!edits || start === undefined) return undefined;
  const text = applied(
    document.text,
    edits.map(({ place: { span }, text }) => ({
      span: { start: span.start - start, end: span.end - start },
      text,
    })),
  );
  if (text === undefined) return undefined;
  const { root } = parseDocument({ text, inherited: document.inherited });
  return jsonOf(at(root, resource.at satisfies Path));
}
