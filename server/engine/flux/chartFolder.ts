import { at, textOf } from "../node.ts";
import { join } from "../path.ts";
import { type Resource, treeOf } from "../resource.ts";
import { foldersOf } from "../sources.ts";
import type { View } from "../view.ts";

/**
 * The folder of this workspace that holds the chart of a HelmRelease; `undefined` where it comes from elsewhere.
 * Charts are not templated: what they make is not known.
 */
export function chartFolder(view: View, release: Resource): string | undefined {
  const chart = at(treeOf(release), ["spec", "chart", "spec"]);
  const kind = textOf(at(chart, ["sourceRef", "kind"]));
  const path = textOf(at(chart, ["chart"]));
  if (path === undefined || (kind !== "GitRepository" && kind !== "Bucket")) return undefined;
  const folders = foldersOf(view, release, path, "spec.chart.spec.sourceRef");
  return folders.find((it) => view.exists(join(it, "Chart.yaml")));
}
