import type { GraphGroup } from "../../../protocol/graph.ts";
import type { RenderingFacts } from "../builtTables.ts";
import { isInside } from "../path.ts";
import type { RenderingName } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import { shownPath } from "../shownPath.ts";
import type { View } from "../view.ts";

/** Nodes that know one another: those of a cluster, of a folder, or of files that no build takes up. */
export type GroupName = Omit<GraphGroup, "waves">;

/** In which groups what builds give belongs, and what stands in files. */
export interface Groups {
  readonly ofRendering: (name: RenderingName) => GroupName;
  /** Of an object that no build gives: that of the cluster in whose folder it stands. */
  readonly ofFile: (resource: Resource) => GroupName;
}

export function groupsOf(view: View, renderings: readonly RenderingFacts[]): Groups {
  const homes = new Set(renderings.flatMap(({ name }) => name.cluster ?? []));
  const known = new Map<string, GroupName>();
  const group = (type: GraphGroup["type"], folder: string): GroupName => {
    const key = `${type} ${folder}`;
    let found = known.get(key);
    if (!found) {
      const shown = type === "files" ? "" : shownPath(view, folder);
      found = { id: `${type} ${shown}`.trimEnd(), type, folder: shown };
      known.set(key, found);
    }
    return found;
  };
  return {
    ofRendering: ({ cluster, folder }) =>
      cluster === undefined ? group("folder", folder) : group("cluster", cluster),
    ofFile: ({ path }) => {
      const around = [...homes].filter((it) => isInside(path, it));
      if (around.length === 0) return group("files", "");
      return group(
        "cluster",
        around.reduce((a, b) => (b.length > a.length ? b : a)),
      );
    },
  };
}
