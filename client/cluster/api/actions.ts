import type { Resource } from "./discovery.ts";
import { requestedAt, suspended } from "./flux.ts";
import { inventory } from "./inventory.ts";
import { knownKind } from "./kinds.ts";
import { groupOf, identityOf, type KubeObject, keyOf, nameOf } from "./kubeObject.ts";
import { pathOf } from "./requestPath.ts";
import type { Action } from "./write.ts";

/** An object and where it is served. */
export interface Target {
  readonly object: KubeObject;
  readonly resource: Resource;
}

/** The changes that Flux understands, as values: nothing is sent here. */
export const actions = {
  /**
   * Asks for a reconciliation.
   *
   * @param token any text that was not used before
   * @param how `force`: upgrade although nothing changed; `reset`: forget failures (HelmReleases)
   */
  reconcile(target: Target, token: string, how: { force?: boolean; reset?: boolean } = {}): Action {
    return patch(target, reconcileVerb(target, how), {
      metadata: {
        annotations: {
          [requestedAt]: token,
          ...(how.force ? { "reconcile.fluxcd.io/forceAt": token } : {}),
          ...(how.reset ? { "reconcile.fluxcd.io/resetAt": token } : {}),
        },
      },
    });
  },
  /** @param at when, as an RFC 3339 text */
  suspend(target: Target, by: string, why: string, at: string): Action {
    const notes = { [suspended.by]: by, [suspended.why]: why || null, [suspended.at]: at };
    return patch(target, "suspend", resting(target, true, notes));
  },
  resume(target: Target): Action {
    const notes = { [suspended.by]: null, [suspended.why]: null, [suspended.at]: null };
    return patch(target, "resume", resting(target, false, notes));
  },
  /** Deletes this very object, not one of the same name that came after it. */
  remove(target: Target): Action {
    const { metadata } = target.object;
    return {
      ...about(target, "delete"),
      method: "DELETE",
      body: {
        apiVersion: "v1",
        kind: "DeleteOptions",
        preconditions: { uid: metadata.uid },
        propagationPolicy: "Background",
      },
      remark: removalWords(target.object),
    };
  },
} as const;

function reconcileVerb({ object }: Target, { force, reset }: { force?: boolean; reset?: boolean }) {
  if (object.kind === "ImageRepository") return "scan";
  if (force) return reset ? "force and reset" : "force";
  return reset ? "reset" : "reconcile";
}

function resting({ object }: Target, on: boolean, notes: Readonly<Record<string, string | null>>) {
  const suspension = knownKind(object.kind, groupOf(object.apiVersion))?.suspension;
  if (suspension?.by === "annotation") {
    const value = on ? suspension.on : suspension.off;
    return { metadata: { annotations: { [suspension.name]: value, ...notes } } };
  }
  return { spec: { suspend: on }, metadata: { annotations: notes } };
}

const about = ({ object, resource }: Target, verb: string) => ({
  verb,
  object: identityOf(object),
  path: pathOf(resource, object.metadata.namespace, object.metadata.name),
});

const patch = (target: Target, verb: string, body: Action["body"]): Action => ({
  ...about(target, verb),
  method: "PATCH",
  body,
});

/**
 * What goes with an object when it is deleted.
 *
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#deletion-policy
 */
export function removalWords(object: KubeObject): string {
  // The Kustomization that Flux began with applies itself.
  const own = keyOf(identityOf(object));
  const applied = inventory(object).filter((it) => keyOf(it) !== own);
  const isKustomization = object.kind === "Kustomization";
  if (!isKustomization && object.kind !== "HelmRelease") return "Nothing else is deleted with it.";
  if (object.spec.suspend === true)
    return "It is suspended, so what it applied stays in the cluster.";
  const policy = object.spec.deletionPolicy ?? "MirrorPrune";
  const prunes =
    policy === "Delete" ||
    policy === "WaitForTermination" ||
    (policy === "MirrorPrune" && object.spec.prune === true);
  if (isKustomization && !prunes) return "What it applied stays in the cluster.";
  const names = applied.map(nameOf);
  if (names.length === 0) return "It tells of nothing that it applied.";
  const shown = names.slice(0, 20).join(", ");
  const rest = names.length > 20 ? ` and ${names.length - 20} more` : "";
  return `Deletes ${names.length} ${names.length === 1 ? "object" : "objects"} with it: ${shown}${rest}.`;
}
