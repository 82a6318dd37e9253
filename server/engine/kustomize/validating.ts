import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { idOf, printId } from "./id.ts";
import { pluginTransformers } from "./pluginTransformers.ts";
import { sameTree } from "./sameTree.ts";
import { stop } from "./stop.ts";
import type { Target } from "./target.ts";
import { causeOf, fieldOf, withField, withoutField } from "./tree.ts";

/** Runs the validators: transformers that may change nothing but one label (kustomize.md §22.1). */
export function runValidators(target: Target): void {
  const { kustomization, state } = target;
  for (const { work } of pluginTransformers(target, kustomization.validators)) {
    const before = state.objects.all();
    const after = work.run(before);
    check(before, after);
    state.objects.replace(after);
  }
}

function check(before: readonly BuiltObject[], after: readonly BuiltObject[]) {
  const fault = "validator shouldn't modify the resource map: ";
  if (before.length !== after.length) {
    stop(
      `${fault}lists have different number of entries: ${before.length} doesn't equal ${after.length}`,
    );
  }
  for (const [index, object] of before.entries()) {
    const now = after[index];
    if (!now || now === object) continue;
    const changed = withoutMark(now.node);
    if (sameTree(withoutMark(object.node), changed)) continue;
    stop(`${fault}nodes unequal: ${printId(idOf(object))}`, placeOfNode(now.node));
  }
}

function withoutMark(node: BuiltObject["node"]): Node {
  const metadata = fieldOf(node, "metadata");
  const labels = fieldOf(metadata, "labels");
  if (metadata?.kind !== "mapping" || labels?.kind !== "mapping") return node;
  const kept = withoutField(labels, "validated-by");
  const cleaned =
    kept.entries.length === 0
      ? withoutField(metadata, "labels")
      : withField(metadata, "labels", kept, causeOf(labels));
  return withField(node, "metadata", cleaned, causeOf(metadata));
}
