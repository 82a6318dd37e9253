import type { Cluster } from "../../apiserver/cluster.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { insideOf } from "../../apiserver/inside.ts";
import { conditionSince } from "./conditions.ts";
import { HOST } from "./podStatus.ts";
import { NODE } from "./scheduler.ts";

/** Adds the one node of the cluster, on which all pods are. */
export function addNode(cluster: Cluster): void {
  const inside = insideOf(cluster, "kubelet");
  const place = { apiVersion: "v1", kind: "Node", namespace: "", name: NODE };
  if (inside.get(place)) return;
  const now = timestamp(cluster.now());
  inside.create({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: NODE,
      labels: {
        "kubernetes.io/hostname": NODE,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
      },
    },
    spec: { podCIDR: "10.244.0.0/16" },
  });
  const ready = {
    type: "Ready",
    status: "True",
    reason: "KubeletReady",
    message: "kubelet is posting ready status",
  } as const;
  const size = { cpu: "16", memory: "64Gi", pods: "1000" };
  const status = {
    addresses: [
      { type: "InternalIP", address: HOST },
      { type: "Hostname", address: NODE },
    ],
    capacity: size,
    allocatable: size,
    conditions: [{ ...conditionSince(undefined, ready, now), lastHeartbeatTime: now }],
    nodeInfo: {
      architecture: "amd64",
      operatingSystem: "linux",
      osImage: "Flightpath demo",
      kubeletVersion: "v1.36.3",
      containerRuntimeVersion: "none://0",
    },
  };
  inside.patch(place, { status }, "status");
}
