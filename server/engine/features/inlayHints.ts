import { spotOf } from "../edits/spot.ts";
import { parsed } from "../parsed.ts";
import type { Reference } from "../references/read.ts";
import { type Resource, resourcesOf } from "../resource.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { namespacesMeant } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { canaryHints } from "./canaryHints.ts";
import { overrideHints } from "./overrideHints.ts";

/** A remark that stands behind something in the text, and is not part of it. */
export interface InlayHint {
  /** Counted from the start of the file. */
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/**
 * What overlays make of a value (`overrideHints`), what Flagger makes of it (`canaryHints`), and the namespace that applies where a reference could say one and
 * does not: that of its own object, written or set by the kustomizations around. Nothing where files alone do not tell.
 */
export function inlayHints(workspace: Workspace, path: string, within: Span): readonly InlayHint[] {
  const view = viewOf(workspace);
  const out: InlayHint[] = [];
  for (const { document, start } of view.file(path)?.documents ?? []) {
    if (start > within.end || start + document.text.length < within.start) continue;
    for (const resource of resourcesOf(document, path)) {
      const hints = [
        ...hintsOf(view, resource),
        ...overrideHints(workspace, resource),
        ...canaryHints(view, resource),
      ];
      for (const hint of hints) {
        const offset = start + hint.offset;
        if (within.start <= offset && offset <= within.end) out.push({ ...hint, offset });
      }
    }
  }
  return out.sort((a, b) => a.offset - b.offset);
}

function hintsOf(view: View, resource: Resource): readonly InlayHint[] {
  const unsaid = resource.references.filter(leavesNamespaceOut);
  if (unsaid.length === 0 || standingOf(resource, view) === "template") return [];
  return unsaid.flatMap((reference) => {
    const meant = namespacesMeant(view, resource, reference);
    const [namespace] = meant;
    if (meant === "any" || meant.size !== 1 || namespace === undefined) return [];
    const offset = endOf(resource, reference);
    if (offset === undefined) return [];
    const owner = `that of this ${resource.kind} applies`;
    const label = `in ${namespace}`;
    return [{ offset, label, tooltip: `No namespace is written here, so ${owner}: ${namespace}.` }];
  });
}

function leavesNamespaceOut({ row: { target }, namespace, open }: Reference): boolean {
  if (target.type !== "object" || target.namespaceField === undefined) return false;
  return target.defaultNamespace === "own" && namespace === undefined && !open;
}

/** Where the name ends in this very document; what comes from an anchor elsewhere has no place here. */
function endOf({ document, at }: Resource, { path }: Reference): number | undefined {
  const whole = [...at, ...path];
  const { members, node } = spotOf(parsed(document).root, whole);
  return members.length === whole.length ? node?.span.end : undefined;
}
