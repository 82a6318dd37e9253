import { FLUX_HELM, FLUX_KUSTOMIZE, type Identity } from "./identity.ts";
import { at, get, type Node, textOf } from "./node.ts";
import { basename } from "./path.ts";

/**
 * Short facts by which others find a resource without looking at all of its kind:
 * `chart NAME` of a HelmRelease; `sync KIND|NAME` of the Kustomization that bootstrap leaves in gotk-sync.yaml;
 * `image NAME` of each container of a Deployment.
 */
export function factsOf(it: Identity, node: Node | undefined, path: string): readonly string[] {
  if (it.group === FLUX_HELM && it.kind === "HelmRelease") return chartOf(node);
  if (it.group === FLUX_KUSTOMIZE && basename(path) === "gotk-sync.yaml") {
    const source = at(node, ["spec", "sourceRef"]);
    return [`sync ${textOf(get(source, "kind")) ?? ""}|${textOf(get(source, "name")) ?? ""}`];
  }
  return [];
}

function chartOf(node: Node | undefined): readonly string[] {
  const chart =
    textOf(at(node, ["spec", "chart", "spec", "chart"])) ??
    textOf(at(node, ["spec", "chartRef", "name"]));
  return chart === undefined ? [] : [`chart ${basename(chart)}`];
}
