import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type Json, type JsonObject } from "../server/engine/canary/json.ts";
import { jsonOf } from "../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../server/engine/yaml.ts";

/** The CustomResourceDefinitions in the YAML files of a folder. */
export function definitionsIn(folder: string): readonly JsonObject[] {
  return readdirSync(folder)
    .filter((it) => /\.ya?ml$/.test(it))
    .sort()
    .flatMap((it) => splitDocuments(readFileSync(join(folder, it), "utf8")))
    .map(({ document }) => jsonOf(parseDocument(document).root) as Json)
    .filter(isObject)
    .filter((it) => it.kind === "CustomResourceDefinition");
}
