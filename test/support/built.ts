import { concernOf, rebuilt } from "../../server/engine/renderings.ts";
import {
  changed,
  type FileChange,
  type Touched,
  type Workspace,
} from "../../server/engine/workspace.ts";

/** The workspace after the changes with the builds that they concern made, and all that was touched on the way. */
export function changedAndBuilt(
  before: Workspace,
  changes: Iterable<FileChange>,
): { readonly workspace: Workspace; readonly touched: readonly Touched[] } {
  const next = changed(before, changes);
  const concern = concernOf(next.workspace, next.touched);
  if (!concern) return { workspace: next.workspace, touched: [next.touched] };
  const built = rebuilt(next.workspace, concern);
  return { workspace: built.workspace, touched: [next.touched, built.touched] };
}
