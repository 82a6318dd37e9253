import { memo } from "../memo.ts";
import type { Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { parsed } from "../parsed.ts";
import type { BuiltObject } from "./built.ts";
import { builtinDefinition } from "./builtinDefinition.ts";
import { type BuildSettings, type Context, noteBuiltin, type SchemaSetting } from "./context.ts";
import { customSchema, customScopes } from "./customSchema.ts";
import { clusterScoped, namespaced } from "./data/scope.ts";
import type { SourceFile } from "./files.ts";
import { isJson } from "./isJson.ts";
import type { Kustomization } from "./kustomization.ts";
import { type Loader, loadFile } from "./loading.ts";
import { builtinSchema, type MergeSchema } from "./mergeSchema.ts";
import { isNull } from "./scalars.ts";
import { attempt, stop, stopAlone } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** The schema of a build in which nobody asks for another. */
export const DEFAULT_SCHEMA: SchemaSetting = { name: "", merge: builtinSchema, scopes: new Map() };

/** Takes the schema that a kustomization asks for, unless one is set already (kustomize.md §21.3). */
export function useSchema(
  { openapi }: Kustomization,
  loader: Loader,
  { settings, log }: Pick<Context, "settings" | "log">,
): void {
  const path = openapi && fieldOf(openapi, "path");
  const version = openapi && fieldOf(openapi, "version");
  const asked = path?.kind === "scalar" ? path : undefined;
  const file = asked && loadFile(loader, asked.text, asked);
  if (settings.schema.name !== "") return;
  if (file) {
    if (version) {
      stop("builtin version and custom schema provided, cannot use both", placeOfNode(version));
    }
    log.askedBuiltin = true;
    settings.schema = {
      name: `file ${file.path} ${settings.builtin}`,
      ...(brokenSchema(file, asked) ?? ownSchema(file, settings)),
    };
  } else if (version?.kind === "scalar" && version.text !== "") {
    if (version.text !== "v1.21.2") {
      stop("the specified OpenAPI version is not built in", placeOfNode(version));
    }
    settings.schema = { ...DEFAULT_SCHEMA, name: version.text };
  }
}

function ownSchema({ documents }: SourceFile, { builtin }: BuildSettings) {
  const document = documents[0]?.document;
  const root = document && parsed(document).root;
  const scopes = customScopes(root);
  if (builtin === "none") return { merge: customSchema(root), scopes };
  const own = customSchema(root, builtinDefinition);
  // What is read later goes first.
  const merge = builtin === "read" ? both(own, builtinSchema) : both(builtinSchema, own);
  return { merge, scopes };
}

/** A file that is no schema; kustomize crashes when it first needs what stands there. */
function brokenSchema(file: SourceFile, path: Scalar) {
  const fault = faultOf(file);
  if (fault === undefined) return undefined;
  const message = `'${path.text}' is no schema: ${fault}`;
  const refuse = () => stopAlone(message, placeOfNode(path));
  return { merge: { kind: refuse }, scopes: new Map(), refuse };
}

const faultOf = memo((file: SourceFile): string | undefined => {
  const { content } = file;
  if (content === "") return "it is empty";
  const strict = typeof content === "string" && content.startsWith("{");
  if (strict && !isJson(content)) return "it is no JSON";
  const read = attempt(() => firstOfFile(file, strict));
  if ("error" in read) return read.error.message;
  if (!mayBeMapping(read.value)) return "it is no mapping";
  const isFilled = mayBeMapping(fieldOf(read.value, "definitions"));
  return isFilled ? undefined : "its definitions are no mapping";
});

const mayBeMapping = (node: Node | undefined): boolean => isNull(node) || node?.kind === "mapping";

/** Objects know by themselves what a schema of the user's own says of their kind. */
export function scoped(
  objects: readonly BuiltObject[],
  context: Pick<Context, "settings" | "log">,
): readonly BuiltObject[] {
  const { scopes, name, refuse } = context.settings.schema;
  if (name === "" && context.settings.builtin === "none" && !objects.every(isPrecomputed)) {
    noteBuiltin(context, "delayed");
  }
  if (refuse && !objects.every(isPrecomputed)) refuse();
  if (scopes.size === 0) return objects;
  return objects.map((object) => {
    const scope = scopes.get(kindOf(object));
    if (!scope || isPrecomputed(object)) return object;
    return { ...object, track: { ...object.track, clusterScoped: scope === "cluster" } };
  });
}

const kindOf = (object: BuiltObject): string =>
  `${text(object, "apiVersion")} ${text(object, "kind")}`;

/** Is it known without any schema whether the kind has a namespace? */
const isPrecomputed = (object: BuiltObject): boolean =>
  clusterScoped.has(kindOf(object)) || namespaced.has(kindOf(object));

const text = (object: BuiltObject, key: string): string => {
  const value = fieldOf(object.node, key);
  return value?.kind === "scalar" ? value.text : "";
};

const both = (first: MergeSchema, second: MergeSchema): MergeSchema => ({
  kind: (apiVersion, kind) => first.kind(apiVersion, kind) ?? second.kind(apiVersion, kind),
});
