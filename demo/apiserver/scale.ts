import {
  field,
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../server/engine/canary/json.ts";
import { mergePatch } from "../../server/engine/canary/mergePatch.ts";
import type { Kind } from "./kind.ts";
import { metadataOf, withMetadata } from "./objects/metadata.ts";
import { parseObject } from "./objects/parse.ts";
import type { Target } from "./target.ts";
import { existing } from "./writes/existing.ts";
import type { WriteOptions } from "./writes/options.ts";
import { update } from "./writes/update.ts";

/** The size of a workload, as its own little object. */
export function readScale(target: Target): JsonObject {
  return scaleOf(existing(target), target.kind);
}

/** Sets the size of a workload, by a new scale or a merge patch of the one there is. */
export function writeScale(target: Target, options: WriteOptions): JsonObject {
  const object = existing(target);
  const sent = parseObject(target.request.body);
  const asked =
    target.request.method === "PATCH" ? mergePatch(scaleOf(object, target.kind), sent) : sent;
  const replicas = field(asked, "spec", "replicas") ?? 0;
  const { specReplicasPath } = pathsOf(target.kind);
  const changed = withValue(object, specReplicasPath, replicas);
  const { resourceVersion } = metadataOf(sent);
  const whole = withMetadata(changed, {
    resourceVersion: resourceVersion ?? metadataOf(object).resourceVersion,
  });
  return scaleOf(update({ ...target, subresource: "scale" }, whole, options).object, target.kind);
}

const pathsOf = ({ scale }: Kind) =>
  scale ?? {
    specReplicasPath: ".spec.replicas",
    statusReplicasPath: ".status.replicas",
    labelSelectorPath: "",
  };

const keysOf = (path: string): readonly string[] => path.split(".").filter((it) => it !== "");

function scaleOf(object: JsonObject, kind: Kind): JsonObject {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = pathsOf(kind);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadataOf(object);
  const selector = kind.isCustom
    ? stringOf(field(object, ...keysOf(labelSelectorPath ?? "none")))
    : selectorText(field(object, "spec", "selector", "matchLabels"));
  const replicas = numberOf(field(object, ...keysOf(specReplicasPath)));
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // As in Go: a zero is not written.
    spec: replicas === 0 ? {} : { replicas },
    status: {
      replicas: numberOf(field(object, ...keysOf(statusReplicasPath))),
      ...(selector !== "" && { selector }),
    },
  };
}

const selectorText = (labels: Json | undefined): string =>
  isObject(labels)
    ? Object.entries(labels)
        .map(([key, it]) => `${key}=${String(it)}`)
        .sort()
        .join(",")
    : "";

function withValue(object: JsonObject, path: string, value: Json): JsonObject {
  const [first = "", ...rest] = keysOf(path);
  const below = object[first];
  const inner =
    rest.length === 0 ? value : withValue(isObject(below) ? below : {}, rest.join("."), value);
  return { ...object, [first]: inner };
}
