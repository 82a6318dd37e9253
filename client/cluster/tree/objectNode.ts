import { knownKind } from "../api/kinds.ts";
import { groupOf, identityOf, type KubeObject } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";
import { controllerVersion, isController } from "./controllers.ts";
import type { Digest } from "./digest.ts";
import { stateSign } from "./stateSign.ts";
import type { TreeNode } from "./treeNode.ts";

/** How an object stands in a tree. */
export interface ObjectPlace {
  readonly id: string;
  readonly opens: TreeNode["opens"];
  /** For how long it has been in its state; may be empty. */
  readonly age: string;
  /** Told already by what it stands under. */
  readonly isKindTold: boolean;
  readonly isNamespaceTold: boolean;
  /** What is known of it was true at that time. */
  readonly staleSince?: number | undefined;
  /** A word in front, such as `primary`. */
  readonly role?: string;
}

/** An object as one line: state, revision, age, and what is wrong. */
export function objectNode(object: KubeObject, digest: Digest, place: ObjectPlace): TreeNode {
  const { kind, metadata } = object;
  const { icon } = stateSign(digest.state);
  const description = partsOf(object, digest, place)
    .filter((it) => it !== "")
    .join(" · ");
  const label = oneLine(metadata.name);
  const within = metadata.namespace ? `, namespace ${metadata.namespace}` : "";
  return {
    id: place.id,
    label,
    description,
    icon: place.staleSince === undefined ? icon : { id: icon.id, color: "disabledForeground" },
    contextValue: contextValueOf(object, digest.state),
    words: oneLine(`${kind} ${label}${within}: ${description.replaceAll(" · ", ", ")}`),
    opens: place.opens,
    identity: identityOf(object),
  };
}

/** What matters most stands first, because the rest may be cut off. */
function partsOf(object: KubeObject, digest: Digest, place: ObjectPlace): readonly string[] {
  const { kind, metadata } = object;
  // The phase of a Canary says more than its state.
  const hasPhase = kind === "Canary" && digest.state !== "suspended";
  const kindTold = place.isKindTold ? "" : kind;
  const version = isController(object) ? controllerVersion(object) : "";
  const first = [
    place.role ?? "",
    place.staleSince === undefined ? "" : "stale",
    hasPhase ? "" : stateSign(digest.state).word,
  ];
  const where = place.isNamespaceTold || !metadata.namespace ? "" : `in ${metadata.namespace}`;
  const facts = [kindTold, version, ...digest.facts];
  return digest.words === "" || hasPhase
    ? [...first, ...facts, digest.words, place.age, where]
    : [...first, digest.words, place.age, ...facts, where];
}

function contextValueOf(object: KubeObject, state: string): string {
  const known = knownKind(object.kind, groupOf(object.apiVersion));
  if (known) return `${known.role === "canary" ? "flagger" : "flux"}.${object.kind}.${state}`;
  return isController(object) ? `controller.${object.kind}.${state}` : `applied.${object.kind}`;
}
