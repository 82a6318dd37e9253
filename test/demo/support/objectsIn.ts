import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { jsonOf } from "../../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../../server/engine/yaml.ts";

/** The objects in the documents of a YAML text. */
export const objectsIn = (text: string): readonly JsonObject[] =>
  splitDocuments(text)
    .map(({ document }) => jsonOf(parseDocument(document).root) as Json)
    .filter(isObject);
