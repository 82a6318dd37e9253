import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { metadataOf } from "../objects/metadata.ts";
import { column, columns, type TableColumn } from "./column.ts";

const { text, plain, wide } = column;
const { age: created } = columns;

/** Volumes, nodes and what they hold. */
export const storageColumns: Readonly<Record<string, readonly TableColumn[]>> = {
  persistentvolumes: [
    plain("Capacity", "spec", "capacity", "storage"),
    text("Access Modes", (it) => modes(field(it, "spec", "accessModes"))),
    plain("Reclaim Policy", "spec", "persistentVolumeReclaimPolicy"),
    text("Status", phase),
    text("Claim", (it) => {
      const claim = field(it, "spec", "claimRef");
      return isObject(claim) ? `${stringOf(claim.namespace)}/${stringOf(claim.name)}` : "";
    }),
    plain("StorageClass", "spec", "storageClassName"),
    unset("VolumeAttributesClass", "volumeAttributesClassName"),
    plain("Reason", "status", "reason"),
    created,
    wide(unset("VolumeMode", "volumeMode")),
  ],
  persistentvolumeclaims: [
    text("Status", phase),
    plain("Volume", "spec", "volumeName"),
    text("Capacity", (it) =>
      isBound(it) ? stringOf(field(it, "status", "capacity", "storage")) : "",
    ),
    text("Access Modes", (it) => (isBound(it) ? modes(field(it, "status", "accessModes")) : "")),
    plain("StorageClass", "spec", "storageClassName"),
    unset("VolumeAttributesClass", "volumeAttributesClassName"),
    created,
    wide(unset("VolumeMode", "volumeMode")),
  ],
  storageclasses: [
    plain("Provisioner", "provisioner"),
    text("ReclaimPolicy", (it) => stringOf(it.reclaimPolicy) || "Delete"),
    text("VolumeBindingMode", (it) => stringOf(it.volumeBindingMode) || "Immediate"),
    text("AllowVolumeExpansion", (it) => it.allowVolumeExpansion === true),
    created,
  ],
  resourcequotas: [
    text("Request", (it) => used(it, false)),
    text("Limit", (it) => used(it, true)),
    created,
  ],
  nodes: [
    text("Status", nodeStatus),
    text("Roles", () => "<none>"),
    created,
    plain("Version", "status", "nodeInfo", "kubeletVersion"),
    wide(text("Internal-IP", (it) => address(it, "InternalIP"))),
    wide(text("External-IP", (it) => address(it, "ExternalIP"))),
    wide(text("OS-Image", (it) => nodeInfo(it, "osImage"))),
    wide(text("Kernel-Version", (it) => nodeInfo(it, "kernelVersion"))),
    wide(text("Container-Runtime", (it) => nodeInfo(it, "containerRuntimeVersion"))),
  ],
};

const isBound = (claim: JsonObject): boolean => stringOf(field(claim, "spec", "volumeName")) !== "";

function phase(object: JsonObject): string {
  if (metadataOf(object).deletionTimestamp !== undefined) return "Terminating";
  return stringOf(field(object, "status", "phase"));
}

function unset(name: string, key: string): TableColumn {
  return text(name, (it) => stringOf(field(it, "spec", key)) || "<unset>");
}

/** In the order and with the letters of kubectl. */
const modes = (list: Json | undefined): string =>
  Object.entries({
    ReadWriteOnce: "RWO",
    ReadOnlyMany: "ROX",
    ReadWriteMany: "RWX",
    ReadWriteOncePod: "RWOP",
  })
    .filter(([mode]) => listOf(list).includes(mode))
    .map(([, letters]) => letters)
    .join(",");

/** What a quota allows and how much of it is taken; limits stand in a column of their own. */
function used(quota: JsonObject, isLimit: boolean): string {
  const hard = field(quota, "status", "hard");
  return Object.entries(isObject(hard) ? hard : {})
    .filter(([name]) => name.startsWith("limits.") === isLimit)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, it]) =>
        `${name}: ${stringOf(field(quota, "status", "used", name)) || "0"}/${String(it)}`,
    )
    .join(", ");
}

function nodeStatus(node: JsonObject): string {
  const found = listOf(field(node, "status", "conditions")).find(
    (it) => field(it, "type") === "Ready",
  );
  const state =
    found === undefined ? "Unknown" : field(found, "status") === "True" ? "Ready" : "NotReady";
  return field(node, "spec", "unschedulable") === true ? `${state},SchedulingDisabled` : state;
}

const address = (node: JsonObject, type: string): string => {
  const found = listOf(field(node, "status", "addresses")).find((it) => field(it, "type") === type);
  return stringOf(field(found, "address")) || "<none>";
};

const nodeInfo = (node: JsonObject, key: string): string =>
  stringOf(field(node, "status", "nodeInfo", key)) || "<unknown>";
