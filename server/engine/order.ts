import type { Resource } from "./resource.ts";
import type { View } from "./view.ts";

/**
 * Resources as a reader meets them: by path, then by place in the file. Tables hold them in the order in which files
 * were read or edited, which nothing that people see may depend on.
 */
export function inOrder(view: View, resources: readonly Resource[]): readonly Resource[] {
  if (resources.length < 2) return resources;
  return [...resources].sort(
    (a, b) =>
      compared(a.path, b.path) ||
      indexOf(view, a) - indexOf(view, b) ||
      Number(a.at.at(-1) ?? 0) - Number(b.at.at(-1) ?? 0),
  );
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const indexOf = (view: View, { path, document }: Resource): number =>
  view.file(path)?.documents.findIndex((it) => it.document === document) ?? 0;
