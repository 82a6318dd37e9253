import { field, isObject, type JsonObject } from "../../server/engine/canary/json.ts";
import { metadataOf } from "./objects/metadata.ts";
import { parseObject } from "./objects/parse.ts";
import { fromProtobuf, PROTOBUF } from "./objects/protobuf.ts";
import { refusals } from "./refusals.ts";
import { storeKey } from "./store.ts";
import type { Target } from "./target.ts";
import { existing } from "./writes/existing.ts";
import { remove } from "./writes/remove.ts";

/** What is asked of a pod by creating something below it. */
export const podActions: Readonly<Record<string, (target: Target) => JsonObject>> = {
  /** A scheduler gives the pod its node. */
  binding(target) {
    const { cluster, kind, namespace, name, request } = target;
    const isProtobuf = request.headers["content-type"]?.startsWith(PROTOBUF) && request.bytes;
    const sent = isProtobuf
      ? fromProtobuf(request.bytes ?? new Uint8Array(), { $ref: "io.k8s.api.core.v1.Binding" })
      : parseObject(request.body);
    const node = field(sent, "target", "name");
    const pod = existing(target);
    const spec = isObject(pod.spec) ? pod.spec : {};
    if (typeof spec.nodeName === "string" && spec.nodeName !== "") {
      refusals.conflict(
        { group: "", plural: "pods/binding" },
        name,
        `pod ${name} is already assigned to node "${spec.nodeName}"`,
      );
    }
    cluster.store.put(kind.storage, storeKey(namespace, name), {
      ...pod,
      spec: { ...spec, nodeName: node },
    });
    return success;
  },

  /** A pod is asked to go; here nothing forbids it. */
  eviction(target) {
    const { uid } = metadataOf(existing(target));
    remove(target, {
      dryRun: false,
      propagation: "Background",
      uid: typeof uid === "string" ? uid : undefined,
      resourceVersion: undefined,
    });
    return success;
  },
};

const success: JsonObject = {
  kind: "Status",
  apiVersion: "v1",
  metadata: {},
  status: "Success",
  code: 201,
};
