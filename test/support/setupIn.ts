import { DEFAULT_FLAGS, type Flags } from "../../server/engine/canary/flags.ts";
import { field, isObject, type Json, stringOf } from "../../server/engine/canary/json.ts";
import { assumed } from "../../server/engine/canary/scenario/assumed.ts";
import type { Setup } from "../../server/engine/canary/setup.ts";
import { jsonOf } from "../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../server/engine/yaml.ts";

/** Manifests as a rollout begins with them; what the Canary names and nothing says is plain. Namespace `test`. */
export function setupIn(yaml: string, flags: Partial<Flags> = {}): Setup {
  const objects = splitDocuments(unindented(yaml)).flatMap(({ document }) => {
    const json = jsonOf(parseDocument(document).root) as Json;
    if (!isObject(json)) return [];
    const metadata = field(json, "metadata");
    return [{ ...json, metadata: { namespace: "test", ...(isObject(metadata) ? metadata : {}) } }];
  });
  const canary = objects.find((it) => field(it, "kind") === "Canary");
  if (!canary) throw new Error("There is no Canary in the scene.");
  const name = stringOf(field(canary, "metadata", "name"));
  const namespace = stringOf(field(canary, "metadata", "namespace"));
  const setup = { canary: { name, namespace }, objects, flags: { ...DEFAULT_FLAGS, ...flags } };
  return assumed(setup).setup;
}

/** The indentation of the first line is taken from all. */
function unindented(text: string): string {
  const lines = text.replace(/^\n/, "").split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  return lines.map((it) => it.slice(indent)).join("\n");
}
