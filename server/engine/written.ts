import { anchorOf } from "./anchors.ts";
import { type Alias, itemsOf, type Node, type Path, type Scalar, type Step } from "./node.ts";
import { type Resource, treeOf } from "./resource.ts";
import type { WorkspaceFile } from "./workspace.ts";
import type { YamlDocument } from "./yaml.ts";

/** A scalar where it stands in the text. Through aliases and merge keys that may be another document of the file. */
export interface Written {
  /** The file. */
  readonly path: string;
  /** The document in which `scalar` stands; its span counts from there. */
  readonly document: YamlDocument;
  readonly scalar: Scalar;
  /** The alias that says it in the place that was asked for, and the document of that alias. */
  readonly alias: { readonly document: YamlDocument; readonly node: Alias } | undefined;
}

/** Where the scalar at a path of a resource is written. `file` is the file of the resource. */
export function writtenAt(
  file: WorkspaceFile,
  resource: Resource,
  path: Path,
): Written | undefined {
  let spot: Spot | undefined = { document: resource.document, node: treeOf(resource) };
  for (const step of path) {
    spot = spot && stepInto(file, behindAlias(file, spot), step, 0);
  }
  const last = spot && behindAlias(file, spot);
  if (!spot || last?.node?.kind !== "scalar") return undefined;
  const alias =
    spot.node?.kind === "alias" ? { document: spot.document, node: spot.node } : undefined;
  return { path: file.path, document: last.document, scalar: last.node, alias };
}

interface Spot {
  readonly document: YamlDocument;
  readonly node: Node | undefined;
}

function behindAlias(file: WorkspaceFile, spot: Spot): Spot {
  if (spot.node?.kind !== "alias") return spot;
  const found = anchorOf(file, spot.document, spot.node);
  return { document: found?.document ?? spot.document, node: found?.anchor.node };
}

function stepInto(
  file: WorkspaceFile,
  { document, node }: Spot,
  step: Step,
  depth: number,
): Spot | undefined {
  if (typeof step === "number") return { document, node: itemsOf(node)[step] };
  if (node?.kind !== "mapping" || depth > 20) return undefined;
  const own = node.entries.find((it) => it.key.text === step);
  if (own) return { document, node: own.value };
  for (const { key, value } of node.entries) {
    if (key.text !== "<<" || !value) continue;
    for (const source of mergeSources(file, { document, node: value })) {
      const found = stepInto(file, source, step, depth + 1);
      if (found) return found;
    }
  }
  return undefined;
}

function mergeSources(file: WorkspaceFile, spot: Spot): readonly Spot[] {
  const { document, node } = behindAlias(file, spot);
  if (node?.kind !== "sequence") return [{ document, node }];
  return node.items.map((item) => behindAlias(file, { document, node: item }));
}
