import { nodeTypeOf } from "../graph/kinds.ts";
import type { Resource } from "../resource.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import type { CodeLens } from "./codeLens.ts";

/** On every source, Flux Kustomization, HelmRelease and Canary: the way to its node in the graph. */
export function graphLenses(
  workspace: Workspace,
  resource: Resource,
  span: Span,
): readonly CodeLens[] {
  if (!nodeTypeOf(resource) || standingOf(resource, viewOf(workspace)) !== "object") return [];
  const { path, group, kind, name, namespace = "" } = resource;
  const asks = { about: "graph", path, group, kind, name, namespace } as const;
  return [{ span, title: "Graph", asks }];
}
