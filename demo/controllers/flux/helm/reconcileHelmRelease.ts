import {
  field,
  isObject,
  type JsonObject,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { type Place, placeOf } from "../../../apiserver/inside.ts";
import type { Desk, Next } from "../../controller.ts";
import type { Backoff } from "../backoff.ts";
import { conditionsIn } from "../conditions.ts";
import { milliseconds } from "../durations.ts";
import { flagsOf } from "../flags.ts";
import { waitsFor } from "../kustomize/dependencies.ts";
import { checksIn } from "../kustomize/health.ts";
import type { Artifacts } from "../source/artifacts.ts";
import { type Subject, subjectAt, textIn } from "../subject.ts";
import { chartIn } from "./loadedChart.ts";
import { makeRelease } from "./makeRelease.ts";
import { valuesOf } from "./releaseValues.ts";
import { applyChart, removeChart } from "./templateChart.ts";
import { uninstall } from "./uninstall.ts";

export const HELM_API = "helm.toolkit.fluxcd.io/v2";

/** One turn of helm-controller (flux.md §5.2; mirrored: helm-controller 1.6.4). */
export async function reconcileHelmRelease(
  place: Place,
  desk: Desk,
  artifacts: Artifacts,
  backoff: Backoff,
): Promise<Next | undefined> {
  const subject = subjectAt(place, desk);
  if (!subject) return undefined;
  if (subject.isTerminating) {
    if (subject.hasFinalizer && subject.spec.suspend !== true) uninstall(subject, desk);
    if (subject.hasFinalizer) removeChart(subject, desk);
    subject.setFinalizer(false);
    return undefined;
  }
  if (!subject.hasFinalizer) {
    subject.setFinalizer(true);
    return { again: 0 };
  }
  const result = subject.spec.suspend === true ? {} : await turn(subject, desk, artifacts);
  if (subject.requestedAt !== undefined)
    subject.set({ lastHandledReconcileAt: subject.requestedAt });
  if (result.isObserved ?? true) subject.set({ observedGeneration: subject.generation });
  subject.save();
  if (!result.isFailure) backoff.passed(place);
  if (result.isFailure) return { again: backoff.failed(place) };
  return result.again === undefined ? undefined : { again: result.again };
}

/** How a turn ended. */
export interface Ended {
  readonly again?: number;
  /** Tried again, later each time. */
  readonly isFailure?: boolean;
  /** Does the status speak of this generation? Without it, it does. */
  readonly isObserved?: boolean;
}

async function turn(subject: Subject, desk: Desk, artifacts: Artifacts): Promise<Ended> {
  const requeue = flagsOf(desk.inside, "helm-controller").duration("requeue-dependency", 30_000);
  const checks = checksIn(subject.spec);
  if ("problem" in checks) return stall(subject, `${TERMINAL}: ${checks.problem}`);
  const failed = applyChart(subject, desk);
  if (failed !== undefined) return { isFailure: true, isObserved: false };
  subject.mark("Reconciling", "True", "Progressing", "Fulfilling prerequisites");
  subject.save();
  const waits = waitsFor(subject, desk.inside, {
    isAdditive: flagsOf(desk.inside, "helm-controller").gate("AdditiveCELDependencyCheck", false),
    missing: (name, message) => `unable to get '${name}' dependency: ${message}`,
  });
  if (waits?.isTerminal) return stall(subject, `${TERMINAL}: ${waits.message}`);
  if (waits) {
    subject.mark("Ready", "False", "DependencyNotReady", waits.message);
    subject.event("Normal", "DependencyNotReady", waits.message);
    return { again: requeue, isObserved: false };
  }
  const source = sourceOf(subject, desk);
  if ("problem" in source) {
    const message = `could not get Source object: ${source.problem}`;
    subject.mark("Ready", "False", "ArtifactFailed", message);
    return { isFailure: true, isObserved: false };
  }
  const notReady = whyNotReady(source.value);
  if (notReady !== undefined) {
    subject.mark("Ready", "False", "SourceNotReady", notReady);
    return { again: requeue, isObserved: false };
  }
  const values = valuesOf(subject, desk);
  if ("problem" in values) {
    subject.mark("Ready", "False", "ValuesError", values.problem);
    subject.event("Warning", "ValuesError", values.problem);
    return { isFailure: true, isObserved: false };
  }
  const artifact = artifacts.get(stringOf(field(source.value, "status", "artifact", "url")));
  const chart = artifact && chartIn(artifact, source.value);
  if (!chart) {
    const message = `Source not ready: artifact not found. Retrying in ${requeue / 1000}s`;
    subject.mark("Ready", "False", "ArtifactFailed", message);
    return { again: requeue, isObserved: false };
  }
  const interval = milliseconds(textIn(subject, "interval"), 60_000);
  return makeRelease(subject, desk, {
    chart,
    values: values.value,
    checks: checks.value,
    interval,
  });
}

const TERMINAL = "Reconciliation failed terminally due to configuration error";

function stall(subject: Subject, message: string): Ended {
  subject.mark("Ready", "False", "InvalidCELExpression", message);
  subject.mark("Stalled", "True", "InvalidCELExpression", message);
  subject.event("Warning", "InvalidCELExpression", message);
  return {};
}

/** The HelmChart of the template, or what `chartRef` names. */
function sourceOf(
  { spec, place, status }: Subject,
  { inside }: Desk,
): { readonly value: JsonObject } | { readonly problem: string } {
  const reference = spec.chartRef;
  const isReference = isObject(reference);
  const [namespace = "", name = ""] = isReference
    ? [stringOf(reference.namespace) || place.namespace, stringOf(reference.name)]
    : stringOf(status().helmChart).split("/");
  const kind = isReference ? stringOf(reference.kind) : "HelmChart";
  const value = inside.get({ apiVersion: "source.toolkit.fluxcd.io/v1", kind, namespace, name });
  const plural = kind === "OCIRepository" ? "ocirepositories" : `${kind.toLowerCase()}s`;
  return value ? { value } : { problem: `${plural}.source.toolkit.fluxcd.io "${name}" not found` };
}

function whyNotReady(source: JsonObject): string | undefined {
  const { kind, namespace, name } = placeOf(source);
  const conditions = conditionsIn(source.status);
  const why = (message: string) => `${kind} '${namespace}/${name}' is not ready: ${message}`;
  const ready = conditions.find((it) => it.type === "Ready");
  if (field(source, "metadata", "generation") !== field(source, "status", "observedGeneration")) {
    return why(
      ready?.status === "False"
        ? ready.message
        : "latest generation of object has not been reconciled",
    );
  }
  const stalled = conditions.find((it) => it.type === "Stalled" && it.status === "True");
  if (stalled) return why(stalled.message);
  return field(source, "status", "artifact") === undefined
    ? why("does not have an artifact")
    : undefined;
}
