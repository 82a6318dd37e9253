import type { Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import type { Context } from "./context.ts";
import { type Loader, loadFile } from "./loading.ts";
import { scoped } from "./openapi.ts";
import { readObjects } from "./readObjects.ts";
import { within } from "./stop.ts";

/** The objects of a file that a kustomization names. */
export function objectsInFile(
  loader: Loader,
  entry: Scalar,
  context: Context,
): readonly BuiltObject[] {
  const file = loadFile(loader, entry.text, entry);
  const objects = within(
    (message) =>
      message.includes("MalformedYAMLError") ? `${message} in File: ${entry.text}` : message,
    () => readObjects(file),
    placeOfNode(entry),
  );
  return scoped(objects, context);
}
