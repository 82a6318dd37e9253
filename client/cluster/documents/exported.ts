import { type Fields, json } from "../api/json.ts";
import { masked } from "./masked.ts";

/**
 * An object as somebody would write it into a file: without what the server or a controller added.
 *
 * https://fluxcd.io/flux/cmd/flux_export/
 */
export function exported(whole: Fields): Fields {
  const { status: _, metadata, ...rest } = masked(whole);
  const { name, namespace, labels, annotations } = json.fields(metadata);
  const ownLabels = without(labels, (it) => it.startsWith("kustomize.toolkit.fluxcd.io/"));
  const ownAnnotations = without(annotations, isMachined);
  return {
    ...rest,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(ownLabels ? { labels: ownLabels } : {}),
      ...(ownAnnotations ? { annotations: ownAnnotations } : {}),
    },
  };
}

const isMachined = (name: string): boolean =>
  /^(kubectl\.kubernetes\.io|reconcile\.fluxcd\.io|deployment\.kubernetes\.io|flightpath)\//.test(
    name,
  );

function without(all: unknown, drops: (name: string) => boolean): Fields | undefined {
  const kept = Object.entries(json.fields(all)).filter(([name]) => !drops(name));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}
