import {
  field,
  isObject,
  type JsonObject,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import type { Place } from "../../../apiserver/inside.ts";
import type { Desk, Next } from "../../controller.ts";
import { goText, milliseconds } from "../durations.ts";
import { type Flags, flagsOf } from "../flags.ts";
import type { Artifacts } from "../source/artifacts.ts";
import { type Subject, subjectAt, textIn } from "../subject.ts";
import { applyKustomization } from "./applyKustomization.ts";
import { type Waits, waitsFor } from "./dependencies.ts";
import { finalize } from "./finalize.ts";
import { checksIn } from "./health.ts";
import { notesOf, type Pass } from "./pass.ts";

/** One turn of kustomize-controller (flux.md §2; mirrored: kustomize-controller 1.9.5). */
export async function reconcileKustomization(
  place: Place,
  desk: Desk,
  artifacts: Artifacts,
): Promise<Next | undefined> {
  const subject = subjectAt(place, desk, "gotk-kustomize-controller");
  if (!subject) return undefined;
  const start = desk.now().getTime();
  if (subject.isTerminating) {
    if (!subject.hasFinalizer) return undefined;
    await finalize(subject, desk, timeoutOf(subject));
    if (subject.spec.suspend !== true) sayDone(subject, desk, start);
    return undefined;
  }
  if (!subject.hasFinalizer) {
    subject.setFinalizer(true);
    return { again: 0 };
  }
  if (subject.spec.suspend === true) {
    acknowledge(subject);
    subject.save();
    return undefined;
  }
  const next = await turn(subject, desk, artifacts, start);
  finish(subject, desk, start);
  return next;
}

function acknowledge(subject: Subject): void {
  if (subject.requestedAt !== undefined)
    subject.set({ lastHandledReconcileAt: subject.requestedAt });
}

async function turn(
  subject: Subject,
  desk: Desk,
  artifacts: Artifacts,
  start: number,
): Promise<Next | undefined> {
  const flags = flagsOf(desk.inside, "kustomize-controller");
  const requeue = flags.duration("requeue-dependency", 30_000);
  const checks = checksIn(subject.spec);
  if ("problem" in checks)
    return stall(subject, "InvalidCELExpression", `${TERMINAL}: ${checks.problem}`);
  const denied = accessDenied(subject, flags);
  if (denied !== undefined) return stall(subject, "AccessDenied", denied);
  const source = sourceOf(subject, desk);
  if ("problem" in source) {
    subject.mark("Ready", "False", "ArtifactFailed", source.problem);
    return { again: retryOf(subject) };
  }
  const known = field(source.value, "status", "artifact");
  if (!isObject(known))
    return missing(subject, `Source artifact not found, retrying in ${goText(requeue)}`, requeue);
  const revision = stringOf(known.revision);
  const waits = waitsFor(subject, desk.inside, {
    isAdditive: flags.gate("AdditiveCELDependencyCheck", false),
    revision,
    missing: (name, message) => `dependency '${name}' not found: ${message}`,
  });
  if (waits) return blocked(subject, waits, revision, requeue);
  const artifact = artifacts.get(stringOf(known.url));
  const timeout = timeoutOf(subject);
  const pass: Pass = { subject, desk, flags, revision, checks: checks.value, timeout, start };
  begin(pass);
  if (!artifact) {
    return missing(
      subject,
      `Source is not ready, artifact not found, retrying in ${goText(requeue)}`,
      requeue,
    );
  }
  const problem = await applyKustomization(pass, artifact);
  if (problem !== undefined) {
    const reason = subject.condition("Ready")?.reason ?? "ReconciliationFailed";
    subject.event("Warning", reason, problem, notesOf(revision));
    return { again: retryOf(subject) };
  }
  return { again: milliseconds(textIn(subject, "interval"), 60_000) };
}

const TERMINAL = "Reconciliation failed terminally due to configuration error";

function stall(subject: Subject, reason: string, message: string): undefined {
  subject.mark("Ready", "False", reason, message);
  subject.mark("Stalled", "True", reason, message);
  subject.set({ observedGeneration: subject.generation });
  subject.event("Warning", reason, message);
}

function missing(subject: Subject, message: string, again: number): Next {
  subject.mark("Ready", "False", "ArtifactFailed", message);
  return { again };
}

function blocked(
  subject: Subject,
  waits: Waits,
  revision: string,
  again: number,
): Next | undefined {
  if (waits.isTerminal)
    return stall(subject, "InvalidCELExpression", `${TERMINAL}: ${waits.message}`);
  subject.mark("Ready", "False", "DependencyNotReady", waits.message);
  const words = `Dependencies do not meet ready condition, retrying in ${goText(again)}`;
  subject.event("Normal", "DependencyNotReady", words, notesOf(revision));
  return { again };
}

function begin({ subject, revision, timeout }: Pass): void {
  subject.unmark("Stalled");
  subject.mark("Ready", "Unknown", "Progressing", "Reconciliation in progress");
  const words = `Fetching manifests for revision ${revision} with a timeout of ${goText(timeout)}`;
  subject.mark("Reconciling", "True", "Progressing", words);
  subject.save();
}

/** What is written at the end of every turn, however it went. */
function finish(subject: Subject, desk: Desk, start: number): void {
  acknowledge(subject);
  const ready = subject.condition("Ready");
  const reconciling = subject.condition("Reconciling");
  if (ready?.status === "True") {
    subject.unmark("Reconciling");
    subject.set({ observedGeneration: subject.generation });
  }
  if (ready?.status === "False" && reconciling) {
    subject.mark("Reconciling", "True", "ProgressingWithRetry", reconciling.message);
  }
  subject.save();
  sayDone(subject, desk, start);
}

function sayDone(subject: Subject, desk: Desk, start: number): void {
  const ready = subject.condition("Ready");
  if (ready?.status !== "True") return;
  const took = goText(desk.now().getTime() - start);
  const interval = goText(milliseconds(textIn(subject, "interval"), 60_000));
  const revision = stringOf(subject.status().lastAppliedRevision);
  subject.event(
    "Normal",
    ready.reason,
    `Reconciliation finished in ${took}, next run in ${interval}`,
    {
      ...notesOf(revision),
      "kustomize.toolkit.fluxcd.io/commit_status": "update",
    },
  );
}

const sourceNamespace = ({ spec, place }: Subject): string =>
  stringOf(field(spec, "sourceRef", "namespace")) || place.namespace;

function accessDenied(subject: Subject, flags: Flags): string | undefined {
  const kind = textIn(subject, "sourceRef", "kind");
  const shown = `${kind}/${sourceNamespace(subject)}/${textIn(subject, "sourceRef", "name")}`;
  const isElsewhere = sourceNamespace(subject) !== subject.place.namespace;
  if (isElsewhere && flags.text("no-cross-namespace-refs") === "true") {
    return `can't access '${shown}', cross-namespace references have been blocked`;
  }
  return kind === "ExternalArtifact" && !flags.gate("ExternalArtifact", false)
    ? `can't access '${shown}', ExternalArtifact feature gate is disabled`
    : undefined;
}

function sourceOf(
  subject: Subject,
  { inside }: Desk,
): { readonly value: JsonObject } | { readonly problem: string } {
  const kind = textIn(subject, "sourceRef", "kind");
  const name = textIn(subject, "sourceRef", "name");
  const namespace = sourceNamespace(subject);
  const value = inside.get({ apiVersion: "source.toolkit.fluxcd.io/v1", kind, namespace, name });
  return value ? { value } : { problem: `${kind}.source.toolkit.fluxcd.io "${name}" not found` };
}

const retryOf = (subject: Subject): number =>
  milliseconds(textIn(subject, "retryInterval") || textIn(subject, "interval"), 60_000);

/** `spec.timeout`, else half a minute less than the interval; half a minute at least. */
function timeoutOf(subject: Subject): number {
  const interval = milliseconds(textIn(subject, "interval"), 60_000);
  return Math.max(milliseconds(textIn(subject, "timeout"), interval - 30_000), 30_000);
}
