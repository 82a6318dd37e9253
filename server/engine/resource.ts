import { factsOf } from "./facts.ts";
import { type Identity, identityOf } from "./identity.ts";
import { memo } from "./memo.ts";
import { get, itemsOf, mappingOf, type Node, type Path, textOf } from "./node.ts";
import type { Step } from "./origin.ts";
import { parsed } from "./parsed.ts";
import { type Reference, readReferences } from "./references/read.ts";
import type { RenderingName } from "./rendering.ts";
import type { YamlDocument, YamlError } from "./yaml.ts";

/**
 * One Kubernetes object, kustomization file or patch, with its origin.
 * Holds facts only; the tree is made again when somebody looks closer (`treeOf`).
 */
export interface Resource extends Identity {
  readonly path: string;
  readonly document: YamlDocument;
  /** Where in the document it stands: `[]`, or `["items", 3]` inside a List. */
  readonly at: Path;
  readonly references: readonly Reference[];
  /** Short facts by which it is found: `chart flagger`, `sync GitRepository|flux-system`; see `facts.ts`. */
  readonly facts: readonly string[];
  /** Encrypted by SOPS: values are nobody's business. */
  readonly sealed: boolean;
  /** Set for what came out of a build; `path`, `document` and `at` are then where the object began. */
  readonly built?: BuiltIn;
}

/** The build that an object came out of. */
export interface BuiltIn {
  readonly rendering: RenderingName;
  /** What changed it on the way, oldest first. */
  readonly steps: readonly Step[];
  /** Builds it again where it was let go; `undefined` when the build no longer gives it. */
  readonly tree: () => Node | undefined;
}

/** The tree of a resource. */
export function treeOf(resource: Resource): Node | undefined {
  if (resource.built) return resource.built.tree();
  let node = parsed(resource.document).root;
  for (const step of resource.at) {
    node = typeof step === "number" ? itemsOf(node)[step] : get(node, step);
  }
  return node;
}

const known = memo((_: YamlDocument): { found?: readonly Resource[] } => ({}));

/** What is wrong with the text of a document; kept, because it is asked at each check and mostly nothing. */
export const errorsOf: (document: YamlDocument) => readonly YamlError[] = memo(
  (document) => parsed(document).errors,
);

/** The resources of one document of a file, the same objects each time it is asked. */
export function resourcesOf(document: YamlDocument, path: string): readonly Resource[] {
  const slot = known(document);
  if (!slot.found) {
    slot.found = read(document, path);
    errorsOf(document);
  }
  return slot.found;
}

function read(document: YamlDocument, path: string): readonly Resource[] {
  const root = parsed(document).root;
  if (!mappingOf(root)) return [];
  const kind = textOf(get(root, "kind"));
  const items = get(root, "items");
  if (kind?.endsWith("List") && items && !get(root, "spec")) {
    return itemsOf(items).flatMap((item, index) =>
      resource(document, path, item, ["items", index]),
    );
  }
  return resource(document, path, root, []);
}

function resource(
  document: YamlDocument,
  path: string,
  node: Node | undefined,
  at: Path,
): readonly Resource[] {
  const identity = identityOf(node, path);
  if (!identity) return [];
  return [
    {
      ...identity,
      path,
      document,
      at,
      references: readReferences(identity, node),
      facts: factsOf(identity, node, path),
      sealed: at.length === 0 && mappingOf(get(node, "sops")) !== undefined,
    },
  ];
}
