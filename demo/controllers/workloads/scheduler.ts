import { field, isObject, stringOf } from "../../../server/engine/canary/json.ts";
import { isTerminating, nameOf, namespaceOf } from "../../apiserver/objects/metadata.ts";
import { storeKey } from "../../apiserver/store.ts";
import type { Controller } from "../controller.ts";

/** Gives every pod the one node that there is. */
export const scheduler: Controller = {
  name: "default-scheduler",
  kinds: [{ apiVersion: "v1", kind: "Pod" }],
  reconcile(place, { cluster, inside }) {
    const pod = inside.get(place);
    if (!pod || isTerminating(pod)) return {};
    if (stringOf(field(pod, "spec", "nodeName")) !== "") return {};
    // A binding is no new generation.
    const spec = isObject(pod.spec) ? pod.spec : {};
    const bound = { ...pod, spec: { ...spec, nodeName: NODE } };
    cluster.store.put("/pods", storeKey(namespaceOf(pod), nameOf(pod)), bound);
    const text = `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${NODE}`;
    inside.event(pod, "Normal", "Scheduled", text);
    return {};
  },
};

/** The name of the node. */
export const NODE = "demo";
