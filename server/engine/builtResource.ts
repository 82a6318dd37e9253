import { factsOf } from "./facts.ts";
import { identityOf } from "./identity.ts";
import type { BuiltObject } from "./kustomize/built.ts";
import { memo } from "./memo.ts";
import { get, mappingOf, type Node, type Path, samePath } from "./node.ts";
import { readReferences } from "./references/read.ts";
import type { RenderingName } from "./rendering.ts";
import { type Resource, resourcesOf } from "./resource.ts";
import type { YamlDocument } from "./yaml.ts";

/** What rules see of a built object: identity, references and facts as the cluster will have them. */
export function builtResource(
  object: BuiltObject,
  rendering: RenderingName,
  tree: () => Node | undefined,
): Resource {
  const { path, document, at } = object.began;
  const { steps } = object;
  return { ...readingOf(object), path, document, at, built: { rendering, steps, tree } };
}

/** Worked out once for each object, which many builds may share. */
const readingOf = memo(({ node, began, steps }: BuiltObject) => {
  const written = steps.length === 0 ? writtenAt(began.document, began.path, began.at) : undefined;
  if (written) return written;
  const identity = identityOf(node, "") ?? nameless;
  return {
    ...identity,
    references: readReferences(identity, node),
    facts: factsOf(identity, node, began.path),
    sealed: mappingOf(get(node, "sops")) !== undefined,
  };
});

const nameless = { group: "", version: "", kind: "", namespace: undefined, name: "" } as const;

/** The resource of the file itself, which says the same of an object that nothing changed. */
const writtenAt = (document: YamlDocument, path: string, at: Path): Resource | undefined =>
  resourcesOf(document, path).find((it) => samePath(it.at, at));
