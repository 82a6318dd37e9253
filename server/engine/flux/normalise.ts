import { utf8Bytes } from "../bytes.ts";
import { base64Of } from "../kustomize/base64.ts";
import { stringNode } from "../kustomize/scalars.ts";
import { causeOf, fieldOf, withField, withoutField } from "../kustomize/tree.ts";
import { itemsOf, type Mapping, type Node, type Path } from "../node.ts";
import { goRoundTrip } from "./goRoundTrip.ts";
import { goTypeOf } from "./goType.ts";

/**
 * An object as kustomize-controller makes it ready to be applied (flux.md §2.7; mirrored: github.com/fluxcd/pkg/ssa,
 * normalize). What does not fit the structure of its kind stays as it is, for the API server to refuse.
 */
export function normalise(object: Mapping): Mapping {
  const apiVersion = textAt(object, "apiVersion");
  const kind = textAt(object, "kind");
  if (apiVersion === RBAC && (kind === "Role" || kind === "ClusterRole")) return object;
  const structure = goTypeOf(apiVersion, kind);
  const typed = structure === undefined ? undefined : goRoundTrip(object, structure);
  const tuned = typed ? tune(typed, apiVersion, kind) : object;
  const kept = CRD.test(`${apiVersion} ${kind}`) ? tuned : withoutField(tuned, "status");
  return withoutCreation(kept);
}

const RBAC = "rbac.authorization.k8s.io/v1";
const CRD = /^apiextensions\.k8s\.io\/\S+ CustomResourceDefinition$/;

const textAt = (object: Mapping, key: string): string => {
  const value = fieldOf(object, key);
  return value?.kind === "scalar" ? value.text : "";
};

function tune(object: Mapping, apiVersion: string, kind: string): Mapping {
  if (apiVersion === "v1" && kind === "Secret") return foldStringData(object);
  const ports = PORTS[`${apiVersion} ${kind}`];
  return ports ? changedAt(object, ports, withProtocol) : object;
}

const containers = (...above: readonly string[]): Path => [...above, "spec", "containers"];

/** Lists that hold ports, or containers that do, by kind. */
const PORTS: Readonly<Record<string, Path>> = {
  "v1 Service": ["spec", "ports"],
  "v1 Pod": [...containers(), "ports"],
  "apps/v1 Deployment": [...containers("spec", "template"), "ports"],
  "apps/v1 StatefulSet": [...containers("spec", "template"), "ports"],
  "apps/v1 DaemonSet": [...containers("spec", "template"), "ports"],
  "apps/v1 ReplicaSet": [...containers("spec", "template"), "ports"],
  "batch/v1 Job": [...containers("spec", "template"), "ports"],
  "batch/v1 CronJob": [...containers("spec", "jobTemplate", "spec", "template"), "ports"],
};

/** Changes every element of the list at the path; lists on the way are entered. */
function changedAt(node: Node, path: Path, change: (it: Mapping) => Mapping): Mapping {
  return changedInside(node, path, change) as Mapping;
}

function changedInside(node: Node, path: Path, change: (it: Mapping) => Mapping): Node {
  if (node.kind === "sequence") {
    const items = itemsOf(node).map((it) => it && changedInside(it, path, change));
    return items.every((it, index) => it === node.items[index]) ? node : { ...node, items };
  }
  if (node.kind !== "mapping") return node;
  const [key, ...rest] = path;
  if (key === undefined) return change(node);
  const value = fieldOf(node, String(key));
  return value
    ? withField(node, String(key), changedInside(value, rest, change), causeOf(node))
    : node;
}

const withProtocol = (port: Mapping): Mapping =>
  fieldOf(port, "protocol")
    ? port
    : withField(port, "protocol", stringNode("TCP", causeOf(port)), causeOf(port));

/** `stringData` goes into `data`, where it wins. */
function foldStringData(secret: Mapping): Mapping {
  const texts = fieldOf(secret, "stringData");
  if (texts?.kind !== "mapping") return secret;
  let data = fieldOf(secret, "data");
  if (data?.kind !== "mapping") data = { ...texts, entries: [] };
  for (const { key, value } of texts.entries) {
    if (value?.kind !== "scalar") continue;
    const encoded = stringNode(base64Of(utf8Bytes(value.text)), causeOf(value));
    data = withField(data as Mapping, key.text, encoded, causeOf(key));
  }
  return withField(withoutField(secret, "stringData"), "data", data, causeOf(texts));
}

function withoutCreation(object: Mapping): Mapping {
  const metadata = fieldOf(object, "metadata");
  if (metadata?.kind !== "mapping") return object;
  return withField(
    object,
    "metadata",
    withoutField(metadata, "creationTimestamp"),
    causeOf(metadata),
  );
}
