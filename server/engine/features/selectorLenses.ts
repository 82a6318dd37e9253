import type { Resource } from "../resource.ts";
import { isSelectorSubject } from "../selectors/subjects.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { CodeLens } from "./codeLens.ts";

/** On a Canary, Service or workload: the way to see which Services find which pods. */
export function selectorLenses(
  workspace: Workspace,
  resource: Resource,
  span: Span,
): readonly CodeLens[] {
  if (!isSelectorSubject(resource) || resource.name === "") return [];
  if (standingOf(resource, viewOf(workspace)) !== "object") return [];
  const { path, group, kind, name, namespace = "" } = resource;
  return [
    { span, title: "Labels", asks: { about: "selectors", path, group, kind, name, namespace } },
  ];
}
