import { get, type Node, textOf } from "./node.ts";
import { basename } from "./path.ts";

/** Group, kind, namespace and name as written: what the cluster will know an object by. */
export interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `undefined` where the file says none; an overlay may still set it. */
  readonly namespace: string | undefined;
  readonly name: string;
}

export const KUSTOMIZE = "kustomize.config.k8s.io";
export const FLUX_KUSTOMIZE = "kustomize.toolkit.fluxcd.io";
export const FLUX_HELM = "helm.toolkit.fluxcd.io";
export const FLUX_SOURCE = "source.toolkit.fluxcd.io";
export const FLAGGER = "flagger.app";

/** File names that kustomize takes for its own, in its order. */
export const KUSTOMIZATION_FILES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** `undefined` for YAML that is no Kubernetes object. A kustomization file may leave out apiVersion and kind. */
export function identityOf(node: Node | undefined, path: string): Identity | undefined {
  const apiVersion = textOf(get(node, "apiVersion"));
  const kind = textOf(get(node, "kind"));
  if (apiVersion === undefined || kind === undefined) {
    if (!isKustomizationFile(path) || (apiVersion ?? kind) !== undefined) return undefined;
    return {
      group: KUSTOMIZE,
      version: "v1beta1",
      kind: "Kustomization",
      namespace: undefined,
      name: "",
    };
  }
  const metadata = get(node, "metadata");
  const slash = apiVersion.indexOf("/");
  return {
    group: slash < 0 ? "" : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    kind,
    namespace: textOf(get(metadata, "namespace")) || undefined,
    name: textOf(get(metadata, "name")) ?? "",
  };
}

export const isKustomizationFile = (path: string): boolean =>
  KUSTOMIZATION_FILES.includes(basename(path));

export const isKustomizeFile = (it: Identity): boolean => it.group === KUSTOMIZE;

/** `Kustomization flux-system/apps`: how sentences name an object. */
export function nameOf(it: Identity): string {
  if (it.name === "") return it.kind;
  return `${it.kind} ${it.namespace === undefined ? "" : `${it.namespace}/`}${it.name}`;
}
