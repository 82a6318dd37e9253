import { field, isObject, type JsonObject, listOf } from "./json.ts";
import type { OpenRun } from "./openRun.ts";
import type { Reason } from "./reason.ts";
import { record } from "./record.ts";
import type { Failure } from "./routing.ts";
import { isFailure } from "./routing.ts";
import { setStatusPhase } from "./setStatus.ts";
import { finalizeApexService } from "./workloads/finalizeApexService.ts";

export const FINALIZER = "finalizer.flagger.app";

/**
 * Gives back what Flagger took, when a Canary with `revertOnDeletion` is deleted. `undefined` when it is done; a failure is
 * only logged, and all is tried again later.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/controller/finalizer.go
 */
export function finalize(run: OpenRun): Failure | undefined {
  const { name, namespace } = run.canary;
  if (run.status().phase !== "Terminating") {
    setStatusPhase(run, "Terminating", 0);
    record(run, "Normal", `Terminating canary ${name}.${namespace}`, WHY);
  }
  const failure =
    run.scaler?.resumeTarget(run) ??
    run.target.finalize(run) ??
    run.target.isCanaryReady(run) ??
    labelled(run) ??
    finalizeApexService(run) ??
    run.router.finalize(run);
  if (failure) return failure;
  release(run);
  record(run, "Normal", `Terminated canary ${name}.${namespace}`, WHY);
  return undefined;
}

const WHY: Reason = {
  text: "The Canary is deleted and asked for its changes to be taken back.",
  at: ["spec", "revertOnDeletion"],
};

function labelled(run: OpenRun): Failure | undefined {
  const metadata = run.target.metadata(run);
  if (isFailure(metadata)) return metadata;
  run.setMetadata(metadata);
  return undefined;
}

/** Takes Flagger's finalizer off, with which the Canary goes, and all that it owns. */
function release(run: OpenRun): void {
  const canary = { kind: "Canary", name: run.canary.name };
  const object = run.cluster.find(canary);
  if (!object) return;
  const left = listOf(field(object, "metadata", "finalizers")).filter((it) => it !== FINALIZER);
  run.cluster.update(withFinalizers(object, left));
  if (left.length === 0) run.cluster.remove(canary);
}

export function withFinalizers(
  object: JsonObject,
  finalizers: NonNullable<JsonObject[string]>,
): JsonObject {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  return { ...object, metadata: { ...metadata, finalizers } };
}
