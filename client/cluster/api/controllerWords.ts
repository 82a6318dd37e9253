import type { Desk } from "./desk.ts";
import { json } from "./json.ts";
import { listAll } from "./listAll.ts";

/**
 * How a controller is, in half a sentence, for somebody who waits for it; `undefined` where we may not
 * look or where it seems well.
 */
export async function controllerWords(
  { session, pin, served }: Desk,
  controller: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const resource = served.find("Deployment", "apps");
  const line = session.connection(pin);
  if (!resource || line.failure) return undefined;
  const found = await listAll(
    line.value,
    resource,
    { fieldSelector: `metadata.name=${controller}` },
    signal,
  );
  if (found.failure) return undefined;
  const [deployment] = found.value.objects;
  if (!deployment) return `there is no Deployment ${controller}; is it installed?`;
  const wanted = json.number(deployment.spec.replicas) ?? 1;
  const ready = json.number(deployment.status.readyReplicas) ?? 0;
  if (wanted > 0 && ready >= wanted) return undefined;
  const { namespace, name } = deployment.metadata;
  return wanted === 0
    ? `its Deployment ${namespace}/${name} is scaled to zero.`
    : `its Deployment ${namespace}/${name} has ${ready} of ${wanted} pods ready.`;
}
