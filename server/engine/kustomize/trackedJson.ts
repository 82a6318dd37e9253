import type { BuiltObject } from "./built.ts";
import { goJson } from "./json.ts";
import { trackedNode } from "./trackedNode.ts";

/** The object as JSON, with the annotations in which kustomize keeps what it remembers: so messages print it. */
export const trackedJson = (object: BuiltObject): string => goJson(trackedNode(object));
