import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { FLUX_KUSTOMIZE } from "../identity.ts";
import type { RenderingName } from "../rendering.ts";
import type { Resource } from "../resource.ts";

/** What a cluster knows a resource by: a built one as it is applied, any other as it is written. */
export const appliedIdentity = ({ group, kind, namespace, name }: Resource): ObjectIdentity => ({
  group,
  kind,
  ...(namespace === undefined ? {} : { namespace }),
  name,
});

/** The Flux Kustomization that applies a build; `undefined` for a plain folder. */
export function applierOf({ kustomization }: RenderingName): ObjectIdentity | undefined {
  if (kustomization === undefined) return undefined;
  const slash = kustomization.indexOf("/");
  const namespace = kustomization.slice(0, Math.max(0, slash));
  const name = kustomization.slice(slash + 1);
  const group = FLUX_KUSTOMIZE;
  return { group, kind: "Kustomization", ...(namespace ? { namespace } : {}), name };
}
