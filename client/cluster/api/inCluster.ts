import { join } from "node:path";
import type { KubeContext } from "./kubeconfig.ts";

const folder = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * The context of a pod with a service account, for an editor that runs inside the cluster;
 * `undefined` elsewhere.
 *
 * https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export function inCluster(
  environment: Readonly<Record<string, string | undefined>>,
  read: (path: string) => string | undefined,
): KubeContext | undefined {
  const host = environment.KUBERNETES_SERVICE_HOST;
  const port = environment.KUBERNETES_SERVICE_PORT;
  const authority = read(join(folder, "ca.crt"));
  const tokenFile = join(folder, "token");
  if (!host || !port || authority === undefined || read(tokenFile) === undefined) return undefined;
  return {
    name: "in-cluster",
    namespace: read(join(folder, "namespace"))?.trim() || "default",
    cluster: {
      name: "in-cluster",
      server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
      authority,
      skipsVerification: false,
    },
    user: { name: "service-account", folder, fields: { tokenFile } },
  };
}
