import type { Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { unlessHeldBack } from "./heldBack.ts";
import { originalIdOf } from "./id.ts";
import { objectsInFile } from "./objectsInFile.ts";
import { scoped } from "./openapi.ts";
import { positionFor } from "./patching.ts";
import { mergeIntoAll, mergePatch, type Plugin } from "./patchTransformer.ts";
import { objectsInText } from "./readObjects.ts";
import { attempt, stop, stopAgain, within } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { speaksOfSecret } from "./veil.ts";
import type { Work } from "./work.ts";

/**
 * All of `patchesStrategicMerge`: each entry is a patch, or failing that the path of a file (kustomize.md §15.4).
 * Mirrors the PatchStrategicMergeTransformer.
 */
export function mergePatchTransformer(
  { paths, text, node }: MergePatches,
  plugin: Pick<Plugin, "loader" | "context">,
): Work {
  if (paths.length === 0 && !text) {
    return stop("empty file path and empty patch content", placeOfNode(node));
  }
  const patches = [
    ...paths.flatMap((entry) => patchesIn(entry, plugin)),
    ...(text ? objectsInText(text.text, text).map((patch) => ({ patch, entry: text })) : []),
  ];
  if (patches.length === 0) {
    const files = paths.map((it) => it.text).join(" ");
    return stop(
      `patch appears to be empty; files=[${files}], Patch=${text?.text ?? ""}`,
      placeOfNode(paths[0] ?? node),
    );
  }
  const { context } = plugin;
  const one = (objects: readonly BuiltObject[], patch: Found) =>
    unlessHeldBack(context, objects, () => applied(objects, patch, plugin));
  return { run: (objects) => patches.reduce(one, objects) };
}

/** Patches or paths, and what a plugin may say besides. */
export interface MergePatches {
  readonly paths: readonly Scalar[];
  readonly text: Scalar | undefined;
  readonly node: Node | undefined;
}

interface Found {
  readonly patch: BuiltObject;
  readonly entry: Scalar;
}

function patchesIn(
  entry: Scalar,
  { loader, context }: Pick<Plugin, "loader" | "context">,
): readonly Found[] {
  const inline = attempt(() => objectsInText(entry.text, entry));
  // As a path, the text would stand in the message.
  if ("error" in inline && speaksOfSecret(entry.text)) stopAgain(inline.error);
  const patches = "value" in inline ? inline.value : objectsInFile(loader, entry, context);
  return patches.map((patch) => ({ patch, entry }));
}

function applied(
  objects: readonly BuiltObject[],
  { patch: read, entry }: Found,
  { context }: Pick<Plugin, "context">,
): readonly BuiltObject[] {
  const [patch = read] = scoped([read], context);
  const name = fieldOf(fieldOf(patch.node, "metadata"), "name");
  const position = within(
    "",
    () => positionFor(objects, originalIdOf(patch)),
    placeOfNode(name ?? patch.node),
  );
  const chosen = new Set(objects.slice(position, position + 1));
  const place = placeOfNode(entry);
  if (!place) return objects;
  const step: Step = { by: "PatchStrategicMergeTransformer", place };
  const allows = { name: false, kind: false };
  return mergeIntoAll(objects, chosen, mergePatch(patch, { context, step, allows }));
}
