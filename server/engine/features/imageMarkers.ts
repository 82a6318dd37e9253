import { join } from "../path.ts";
import { namespacesOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { type Place, type Span, spanOf, touches } from "../source.ts";
import type { View } from "../view.ts";
import type { Bearer } from "./bearer.ts";
import { nearestOf } from "./meant.ts";

/** A comment by which image automation finds a value: `# {"$imagepolicy": "flux-system:app:tag"}` (flux.md §5.4). */
export interface ImageMarker {
  readonly namespace: string;
  readonly name: string;
  /** The name of the policy, counted from the start of the text. */
  readonly span: Span;
}

const GROUP = "image.toolkit.fluxcd.io";
const KIND = "ImagePolicy";

/** The markers of a text; those in a kustomization file and in values count like those in manifests. */
export function markersIn(text: string): readonly ImageMarker[] {
  if (!text.includes("$imagepolicy")) return [];
  const marker = /#.*?"\$imagepolicy"\s*:\s*"([^":\n]+):([^":\n]+)/g;
  return [...text.matchAll(marker)].map(({ index, 0: all, 1: namespace = "", 2: name = "" }) => {
    const end = index + all.length;
    return { namespace, name, span: spanOf(end - name.length, end) };
  });
}

export const markerAt = (text: string, offset: number): ImageMarker | undefined =>
  markersIn(text).find(({ span }) => touches(span, offset));

/** The policies that a marker in a file means. */
export function policiesMeant(marker: ImageMarker, path: string, view: View): readonly Resource[] {
  const named = view.named(GROUP, KIND, marker.name).filter((it) => fits(marker, it, view));
  return nearestOf(named, path, view);
}

/** What a marker names, as an object. */
export const policyNamed = ({ name }: ImageMarker) => ({ group: GROUP, kind: KIND, name });

/** All markers that name one of these policies. A comment is in no index, so every text is searched for it. */
export function markerPlaces(
  bearers: readonly Bearer[],
  view: View,
  within?: string,
): readonly Place[] {
  const policies = bearers.filter((it) => it.group === GROUP && it.kind === KIND);
  if (policies.length === 0) return [];
  const paths =
    within === undefined ? view.roots.flatMap((it) => [...filesIn(it.path, view)]) : [within];
  return paths.flatMap((path) =>
    markersIn(view.file(path)?.text ?? "")
      .filter((marker) => policies.some((it) => isNamed(marker, it, path, view)))
      .map(({ span }) => ({ path, span })),
  );
}

const isNamed = (marker: ImageMarker, it: Bearer, path: string, view: View): boolean =>
  marker.name === it.name && policiesMeant(marker, path, view).includes(it.resource);

function fits({ namespace }: ImageMarker, policy: Resource, view: View): boolean {
  const possible = namespacesOf(policy, view);
  return possible === undefined || possible.has(namespace);
}

function* filesIn(folder: string, view: View): Generator<string> {
  for (const name of view.folder(folder)) {
    const path = join(folder, name);
    if (view.file(path)) yield path;
    else yield* filesIn(path, view);
  }
}
