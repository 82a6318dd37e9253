import type { BuiltObject } from "../../server/engine/kustomize/built.ts";
import type { SourceFile } from "../../server/engine/kustomize/files.ts";
import { readObjects } from "../../server/engine/kustomize/readObjects.ts";
import { attempt } from "../../server/engine/kustomize/stop.ts";
import type { Node } from "../../server/engine/node.ts";
import { splitDocuments } from "../../server/engine/yaml.ts";

/** A file of a build. */
export function sourceFile(path: string, content: string | Uint8Array): SourceFile {
  return { path, content, documents: splitDocuments(typeof content === "string" ? content : "") };
}

/** The objects of a manifest. */
export const objectsOf = (text: string, path = "x.yaml"): readonly BuiltObject[] =>
  readObjects(sourceFile(path, text));

/** What the work gives as text, or `error: ` and the message at which it stopped. */
export function told(work: () => string): string {
  const done = attempt(work);
  return "value" in done ? done.value : `error: ${done.error.message}`;
}

/** The text in which a node of a build was written. */
export function textBehind(node: Node | undefined): string | undefined {
  if (!node?.from) return undefined;
  return node.from.document.text.slice(node.span.start, node.span.end);
}
