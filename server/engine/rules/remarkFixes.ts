import type { Remark } from "../builtTables.ts";
import { isKustomizationFile } from "../identity.ts";
import type { Path } from "../node.ts";
import { pathTo } from "./pathTo.ts";
import type { Fix } from "./rule.ts";

/** Ways out of what a build says: the name that was meant, and for what does nothing, to take it out. */
export function remarkFixes({ note, fails }: Remark): readonly Fix[] {
  const { place, code, meant } = note;
  const { path, document } = place;
  const at = pathTo(document, place.span);
  if (!at) return [];
  const resource = { path, document, at: [] };
  const fixes: Fix[] = [];
  if (meant !== undefined) {
    fixes.push({
      title: `Replace with "${meant}"`,
      changes: [{ type: "replace", resource, at, on: "value", text: meant }],
      preferred: true,
    });
  }
  const entry = entryAround(at);
  if (!fails && entry && isKustomizationFile(path) && code in REMOVED) {
    const title = REMOVED[code as keyof typeof REMOVED];
    fixes.push({ title, changes: [{ type: "remove", resource, at: entry }] });
  }
  return fixes;
}

const REMOVED = {
  "patch-without-target": "Remove this patch",
  "image-unused": "Remove this image",
} as const;

/** The item of a list at the top of the file that holds the place. */
function entryAround(at: Path): Path | undefined {
  return typeof at[0] === "string" && typeof at[1] === "number" ? at.slice(0, 2) : undefined;
}
