import { parse } from "yaml";
import { type KubeObject, kubeObject } from "../../../../client/cluster/api/kubeObject.ts";

const apiVersions: Readonly<Record<string, string>> = {
  Kustomization: "kustomize.toolkit.fluxcd.io/v1",
  HelmRelease: "helm.toolkit.fluxcd.io/v2",
  GitRepository: "source.toolkit.fluxcd.io/v1",
  HelmRepository: "source.toolkit.fluxcd.io/v1",
  HelmChart: "source.toolkit.fluxcd.io/v1",
  OCIRepository: "source.toolkit.fluxcd.io/v1",
  Alert: "notification.toolkit.fluxcd.io/v1beta3",
  Provider: "notification.toolkit.fluxcd.io/v1beta3",
  ImagePolicy: "image.toolkit.fluxcd.io/v1",
  ImageRepository: "image.toolkit.fluxcd.io/v1",
  ReplicaSet: "apps/v1",
  ArtifactGenerator: "source.extensions.fluxcd.io/v1beta1",
  ResourceSet: "fluxcd.controlplane.io/v1",
  Canary: "flagger.app/v1beta1",
  Deployment: "apps/v1",
  Pod: "v1",
  ConfigMap: "v1",
};

/**
 * An object from few words: `Kustomization flux-system/apps`, then YAML of its spec, status and
 * annotations. `Ready: False Reason words` is short for a condition.
 */
export function object(head: string, yaml = ""): KubeObject {
  const [kind = "", path = ""] = head.split(" ");
  const [name = "", namespace = "flux-system"] = path.split("/").reverse();
  const { spec, status, annotations, labels, deletionTimestamp, ...short } = (parse(yaml) ??
    {}) as Record<string, never>;
  const conditions = Object.entries(short).map(([type, text]) => {
    const [, state, reason, message] = /^(\S+) ?(\S*) ?(.*)$/s.exec(String(text)) ?? [];
    return { type, status: state, reason, message };
  });
  const read = kubeObject({
    apiVersion: apiVersions[kind],
    kind,
    metadata: { name, namespace, uid: head, generation: 2, annotations, labels, deletionTimestamp },
    spec,
    status: {
      observedGeneration: 2,
      ...(status as object | undefined),
      ...(conditions.length > 0 ? { conditions } : {}),
    },
  });
  if (!read) throw new Error(`no object: ${head}`);
  return read;
}
