import { field, stringOf } from "../../../server/engine/canary/json.ts";
import { isTerminating, nameOf, namespaceOf } from "../../apiserver/objects/metadata.ts";
import type { Controller } from "../controller.ts";

/** Gives every pod the one node that there is. */
export const scheduler: Controller = {
  name: "default-scheduler",
  kinds: [{ apiVersion: "v1", kind: "Pod" }],
  reconcile(place, { inside }) {
    const pod = inside.get(place);
    if (!pod || isTerminating(pod)) return {};
    if (stringOf(field(pod, "spec", "nodeName")) !== "") return {};
    inside.patch(place, { spec: { nodeName: NODE } });
    const text = `Successfully assigned ${namespaceOf(pod)}/${nameOf(pod)} to ${NODE}`;
    inside.event(pod, "Normal", "Scheduled", text);
    return {};
  },
};

/** The name of the node. */
export const NODE = "demo";
