import { FLAGGER } from "../identity.ts";
import type { Location } from "../locate.ts";
import { makesFact } from "../makes.ts";
import type { Resource } from "../resource.ts";
import { type Span, spanOf } from "../source.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";

/** A name that no file declares, because Flagger makes the objects that bear it. */
export interface GeneratedName {
  readonly name: string;
  /** The Canaries for which it makes them. */
  readonly canaries: readonly Resource[];
  /** The name in the document, without what stands around it. */
  readonly span: Span;
}

/**
 * The name under the cursor, wherever it stands, if Flagger derives it: `face-primary`, `face-canary`, also inside a URL
 * or a command (`http://face-canary.faces/`); and the Service of a Canary, where a reference names it. flagger.md §3
 */
export function generatedName(location: Location, view: View): GeneratedName | undefined {
  const { document, node, on, offset, resource } = location;
  if (node?.kind !== "scalar" || on !== "value" || !resource) return undefined;
  const word = wordAt(document.text, offset);
  if (!word) return undefined;
  const { name, namespace = resource.namespace, span } = word;
  const [, base, suffix] = /^(.+?)(-primary|-canary)?$/.exec(name) ?? [];
  if (base === undefined) return undefined;
  const isService = resource.references.some((it) => it.kind === "Service" && it.text === name);
  if (suffix === undefined && !isService) return undefined;
  const all = canariesNaming(base, name, view);
  const near = all.filter(
    (it) => namespace === undefined || (it.namespace ?? namespace) === namespace,
  );
  const canaries = near.length > 0 ? near : all;
  return canaries.length === 0 ? undefined : { name, canaries, span };
}

/** A name as Kubernetes allows it, and the namespace that a host name says behind it. */
function wordAt(text: string, offset: number) {
  const [before = ""] =
    /[a-z0-9.-]*$/.exec(text.slice(Math.max(0, offset - LONGEST), offset)) ?? [];
  const [after = ""] = /^[a-z0-9.-]*/.exec(text.slice(offset, offset + LONGEST)) ?? [];
  const host = before + after;
  const start = offset - before.length;
  const [, name, namespace] = /^([a-z0-9][a-z0-9-]*)(?:\.([a-z0-9-]+))?/.exec(host) ?? [];
  if (name === undefined || name.length > 63 || offset > start + name.length) return undefined;
  return { name, namespace, span: spanOf(start, start + name.length) };
}

const LONGEST = 253;

/** Kinds whose objects a Canary names, and whose copies or companions get a suffix. */
const NAMED_BY_CANARY = [
  ["apps", "Deployment"],
  ["apps", "DaemonSet"],
  ["", "Service"],
  ["autoscaling", "HorizontalPodAutoscaler"],
  ["keda.sh", "ScaledObject"],
  ["networking.k8s.io", "Ingress"],
] as const;

function canariesNaming(base: string, name: string, view: View): readonly Resource[] {
  const named = NAMED_BY_CANARY.flatMap(([group, kind]) =>
    view.namersOf(group, kind, base).map((it) => it.resource),
  );
  // The copies of what the pods of a target read.
  const readers = (["ConfigMap", "Secret"] as const).flatMap((kind) =>
    view
      .namersOf("", kind, base)
      .flatMap(({ resource }) =>
        view.namersOf(resource.group, resource.kind, resource.name).map((it) => it.resource),
      ),
  );
  const making = view.withFact(makesFact({ group: "", kind: "Service" }, name));
  const all = new Set([...named, ...readers, ...making]);
  return [...all].filter(
    (it) => it.group === FLAGGER && it.kind === "Canary" && standingOf(it, view) === "object",
  );
}
