import type { Cluster } from "./cluster.ts";
import { insideOf } from "./inside.ts";

/** What every cluster holds before anybody writes. */
export function seed(cluster: Cluster, namespaces: readonly string[] = ["flux-system"]): void {
  const { create } = insideOf(cluster, "kube-apiserver");
  for (const name of ["default", "kube-system", "kube-public", "kube-node-lease", ...namespaces]) {
    create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    create({
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: name },
    });
  }
  const labels = { component: "apiserver", provider: "kubernetes" };
  create({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "kubernetes", namespace: "default", labels },
    spec: { clusterIP: "10.96.0.1", ports: [{ name: "https", port: 443, targetPort: 443 }] },
  });
}
