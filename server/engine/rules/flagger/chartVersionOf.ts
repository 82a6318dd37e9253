import { at as nodeAt, type Path, textOf } from "../../node.ts";
import { isOpen } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { isSettled } from "./settled.ts";

/** Which version of a chart a HelmRelease installs, and where that is said. */
export interface ChartVersion {
  /** One version, a range of them, or `""` where nothing is said: the latest. */
  readonly text: string;
  /** May another version be installed without a change of the files? */
  readonly isRange: boolean;
  readonly resource: Resource;
  readonly at: Path;
}

/** `undefined` where it is not known. flux.md §5.1 */
export function chartVersionOf(release: Resource, view: View): ChartVersion | undefined {
  const root = treeOf(release);
  if (nodeAt(root, ["spec", "chart"])) {
    if (!isSettled(release, view, ["spec", "chart", "spec", "version"])) return undefined;
    const at = ["spec", "chart", "spec", "version"];
    const text = textOf(nodeAt(root, at)) ?? "";
    const place = text === "" ? ["spec", "chart", "spec", "chart"] : at;
    return { text, isRange: isRange(text), resource: release, at: place };
  }
  const reference = release.references.find((it) => it.path[1] === "chartRef");
  if (reference?.kind !== "OCIRepository") return undefined;
  const found = resolve(view, release, reference);
  const source = found.type === "objects" && found.resources.length === 1 && found.resources[0];
  return source ? versionOfSource(source, view) : undefined;
}

function versionOfSource(source: Resource, view: View): ChartVersion | undefined {
  const ref = ["spec", "ref"];
  if (!isSettled(source, view, ref)) return undefined;
  const node = nodeAt(treeOf(source), ref);
  const [digest, semver, tag] = ["digest", "semver", "tag"].map((it) => textOf(nodeAt(node, [it])));
  if (digest) return undefined;
  if (semver) {
    return { text: semver, isRange: isRange(semver), resource: source, at: [...ref, "semver"] };
  }
  if (!tag || isOpen(tag))
    return { text: "", isRange: true, resource: source, at: ["spec", "url"] };
  return { text: tag, isRange: tag === "latest", resource: source, at: [...ref, "tag"] };
}

/** Anything but one version, a `v` or `=` in front of it aside. */
const isRange = (text: string): boolean => !/^[v=]*\d+\.\d+\.\d+([-+][\w.+-]+)?$/.test(text.trim());
