import type { BuildItem, BuildsQuestion } from "../../protocol/rendered.ts";
import { buildsAt } from "../engine/features/buildsAt.ts";
import { displayPath } from "../engine/features/displayPath.ts";
import { basename } from "../engine/path.ts";
import type { RenderingName } from "../engine/rendering.ts";
import { renderingsOf } from "../engine/renderings.ts";
import { viewOf } from "../engine/view.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { toOffset } from "./convert.ts";
import { pathOf } from "./uri.ts";

/** The builds that a question is about, as lists show them. */
export function builds(workspace: Workspace, { uri, line }: BuildsQuestion): BuildItem[] {
  if (uri === undefined) {
    const all = renderingsOf(workspace).map((it) => buildItem(workspace, it));
    return all.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  }
  const path = pathOf(uri);
  const file = fileAt(workspace, path);
  const isAt = line !== undefined && file?.text !== undefined;
  const offset = isAt ? toOffset(file, { line, character: 0 }) : undefined;
  return buildsAt(workspace, path, offset).map((it) => buildItem(workspace, it));
}

const sortKey = ({ label, detail }: BuildItem): string => `${label} ${detail}`;

export function buildItem(
  workspace: Workspace,
  { id, cluster, kustomization, folder }: RenderingName,
): BuildItem {
  const view = viewOf(workspace);
  const shown = displayPath(view, folder);
  const path = shown === "." ? basename(folder) || shown : shown;
  const count = workspace.built.renderings.get(id)?.resources.length;
  const details = [
    cluster === undefined ? "" : displayPath(view, cluster),
    kustomization === undefined ? "" : path,
    count === undefined ? "" : `${count} object${count === 1 ? "" : "s"}`,
  ];
  return {
    id,
    label: kustomization === undefined ? path : `Kustomization ${kustomization}`,
    detail: details.filter(Boolean).join(" · "),
  };
}
