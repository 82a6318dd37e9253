import type { Target } from "./actions.ts";
import { identityOf } from "./kubeObject.ts";
import { pathOf } from "./requestPath.ts";
import type { Action } from "./write.ts";

/**
 * Changes the pod template of the target of a Canary, which Flagger takes for a new revision.
 *
 * @param at when, as an RFC 3339 text
 */
export function restart({ object, resource }: Target, at: string): Action {
  const annotations = { "kubectl.kubernetes.io/restartedAt": at };
  return {
    verb: "restart",
    object: identityOf(object),
    method: "PATCH",
    path: pathOf(resource, object.metadata.namespace, object.metadata.name),
    body: { spec: { template: { metadata: { annotations } } } },
    remark: "Flagger takes the changed template for a new revision and begins its analysis anew.",
  };
}
