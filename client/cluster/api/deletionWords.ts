import { removalWords } from "./actions.ts";
import { applierOf } from "./appliers.ts";
import { type Desk, readObject } from "./desk.ts";
import { inventory } from "./inventory.ts";
import { identityOf, type KubeObject, keyOf, nameOf } from "./kubeObject.ts";

/**
 * What deleting an object brings with it: what it applied, what those applied in turn, and whether
 * it comes back because Git still has it.
 */
export async function deletionWords(
  desk: Desk,
  object: KubeObject,
  signal: AbortSignal,
): Promise<string> {
  const own = removalWords(object);
  const below = own.startsWith("Deletes ") ? await belowWords(desk, object, signal) : [];
  const above = applierOf(object);
  const back =
    above === undefined
      ? []
      : [
          `${nameOf(above)} made it and makes it again at its next pass, unless it is taken out of Git first.`,
        ];
  return [own, ...below, ...back].join("\n");
}

/** Deletions go on from Kustomization to Kustomization: each level is told. */
async function belowWords(
  desk: Desk,
  root: KubeObject,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const words: string[] = [];
  const visited = new Set([keyOf(identityOf(root))]);
  const queue = [root];
  for (let object = queue.shift(); object; object = queue.shift()) {
    for (const entry of inventory(object)) {
      if (entry.kind === "Namespace" && entry.group === "")
        words.push(`Everything else in the namespace ${entry.name} goes with it.`);
      const key = keyOf(entry);
      if (visited.has(key) || !["Kustomization", "HelmRelease"].includes(entry.kind)) continue;
      visited.add(key);
      const { value } = await readObject(desk, entry, signal);
      if (!value) continue;
      words.push(`Through ${nameOf(entry)}: ${lowered(removalWords(value.object))}`);
      if (value.object.spec.suspend !== true) queue.push(value.object);
    }
  }
  return words;
}

const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
