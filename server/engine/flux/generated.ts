import { FILE_NAMES } from "../kustomize/kustomization.ts";
import type { Reader } from "../kustomize/memory.ts";
import { readObjects } from "../kustomize/readObjects.ts";
import { stringNode } from "../kustomize/scalars.ts";
import { stop, within } from "../kustomize/stop.ts";
import { type Cause, sequenceOf, withField } from "../kustomize/tree.ts";
import type { Mapping, Scalar } from "../node.ts";
import { extname, join } from "../path.ts";
import { spanOf } from "../source.ts";

/**
 * The kustomization that Flux makes up for a folder without one (flux.md §2.3): every manifest below it, and every
 * folder below it that has one of its own. An entry stands where the file that it names begins.
 */
export function generated(folder: string, reader: Reader, cause: Cause): Mapping {
  const resources = manifestsIn(folder, folder, reader, cause);
  const bare = kustomizationNode(cause);
  return resources.length > 0
    ? withField(bare, "resources", sequenceOf(resources, cause), cause)
    : withField(bare, "namespace", stringNode("_placeholder", cause), cause);
}

/** `apiVersion` and `kind` alone. */
export function kustomizationNode(cause: Cause): Mapping {
  const empty: Mapping = { kind: "mapping", ...cause, flow: false, entries: [] };
  const versioned = withField(
    empty,
    "apiVersion",
    stringNode("kustomize.config.k8s.io/v1beta1", cause),
    cause,
  );
  return withField(versioned, "kind", stringNode("Kustomization", cause), cause);
}

/** In the order of a walk that sorts the names of each folder. */
function manifestsIn(folder: string, top: string, reader: Reader, cause: Cause): readonly Scalar[] {
  const names = [...(reader.folder(folder) ?? [])].sort();
  return names.flatMap((name): readonly Scalar[] => {
    const path = join(folder, name);
    if (!reader.isFolder(path)) return manifest(path, top, reader, cause);
    const own = FILE_NAMES.map((it) => reader.file(join(path, it))).find((it) => it !== undefined);
    return own ? [entry(path, top, beginning(own, cause))] : manifestsIn(path, top, reader, cause);
  });
}

function manifest(path: string, top: string, reader: Reader, cause: Cause): readonly Scalar[] {
  const extension = extname(path) || path.slice(path.lastIndexOf("/") + 1);
  if (extension !== ".yaml" && extension !== ".yml") return [];
  const file = reader.file(path);
  if (!file) return [];
  const at = beginning(file, cause);
  if (file.content === undefined) {
    stop(`'${path}' is there, but its content is not known`, { ...at.from, span: at.span }, [path]);
  }
  within(`failed to decode Kubernetes YAML from ${path}: `, () => readObjects(file), {
    ...at.from,
    span: at.span,
  });
  return [entry(path, top, at)];
}

const entry = (path: string, top: string, cause: Cause): Scalar =>
  stringNode(`.${path.slice(top.length).replace(/^\/?/, "/")}`, cause);

function beginning(
  {
    path,
    documents,
  }: {
    readonly path: string;
    readonly documents: readonly { document: Cause["from"]["document"] }[];
  },
  cause: Cause,
): Cause {
  const document = documents[0]?.document;
  return document ? { from: { path, document }, span: spanOf(0, 0) } : cause;
}
