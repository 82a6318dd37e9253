import { recent } from "./recent.ts";
import { type ParsedDocument, parseDocument, type YamlDocument } from "./yaml.ts";

/** The parsed document; kept for those looked at last, because parsing again costs less than keeping all. */
export const parsed: (document: YamlDocument) => ParsedDocument = recent(parseDocument, 512);
