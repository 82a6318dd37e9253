import { createHash } from "node:crypto";
import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import type { Inside, Place } from "../../../apiserver/inside.ts";
import { goText } from "../durations.ts";
import type { Artifact } from "../source/artifact.ts";
import { actingFor } from "./actingFor.ts";
import { applyAll, isChange } from "./applyAll.ts";
import { build } from "./build.ts";
import { type ObjectChange, shownChanges, shownPlace } from "./changes.ts";
import { untilHealthy } from "./health.ts";
import { withSnapshot } from "./history.ts";
import {
  type Entry,
  entriesIn,
  entryOf,
  idOfPlace,
  inventoryJson,
  placeOfEntry,
} from "./inventory.ts";
import { notesOf, type Pass } from "./pass.ts";
import { prune } from "./prune.ts";

/** Builds, applies, prunes and waits; answers what went wrong, which the condition Ready tells then. */
export async function applyKustomization(
  pass: Pass,
  artifact: Artifact,
): Promise<string | undefined> {
  const { subject, desk, revision } = pass;
  const before = entriesIn(subject.status());
  const root = `/tmp/kustomization-${String(desk.now().getTime() % 1_000_000_000)}`;
  const built = build(subject, artifact, desk, root);
  const isPathThere = "objects" in built || built.error.reason !== "ArtifactFailed";
  if (isPathThere) {
    subject.set({ lastAttemptedRevision: revision });
    progress(pass, "Building manifests");
    await desk.sleep(BUILDING);
  }
  if ("error" in built && built.error.reason !== "ReconciliationFailed") {
    return fail(pass, built.error.reason, built.error.message);
  }
  progress(pass, "Detecting drift");
  if ("error" in built) {
    return fail(pass, built.error.reason, built.error.message, digestOf(built.error.message));
  }
  const { digest, objects } = built;
  const inside = actingFor(pass);
  const applied = await applyAll(objects, desk, {
    inside,
    manager: desk.inside.name,
    spec: subject.spec,
    customKinds: (pass.flags.text("custom-apply-stage-kinds") ?? "").split(","),
  });
  if ("message" in applied) {
    return fail(pass, "ReconciliationFailed", applied.message, digest);
  }
  const { changes } = applied;
  const told = shownChanges(changes.filter(isChange));
  if (told !== "") say(pass, told);
  const pruned = removeStale(pass, inside, before, changes);
  if (pruned !== undefined) return fail(pass, "PruneFailed", pruned, digest);
  const isNew = subject.status().lastAppliedRevision !== revision;
  const ill = await healthOf(pass, { inside, changes, objects, isNews: isNew && told !== "" });
  if (ill !== undefined) {
    subject.set({
      history: withSnapshot(subject.status(), snapshot(pass, "HealthCheckFailed", digest)),
    });
    return ill;
  }
  subject.set({ lastAppliedRevision: revision });
  subject.mark("Ready", "True", "ReconciliationSucceeded", `Applied revision: ${revision}`);
  subject.set({
    history: withSnapshot(subject.status(), snapshot(pass, "ReconciliationSucceeded", digest)),
  });
  return undefined;
}

const digestOf = (text: string): string =>
  `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** How long a build takes, in milliseconds. */
const BUILDING = 150;

function progress({ subject, revision, timeout }: Pass, what: string): void {
  const words = `${what} for revision ${revision} with a timeout of ${goText(timeout)}`;
  subject.mark("Reconciling", "True", "Progressing", words);
  subject.save();
}

const snapshot = ({ desk, start, revision }: Pass, status: string, digest: string) => ({
  digest,
  status,
  revision,
  now: desk.now(),
  duration: desk.now().getTime() - start,
});

function fail(pass: Pass, reason: string, message: string, digest?: string): string {
  const { subject } = pass;
  if (digest !== undefined) {
    subject.set({ history: withSnapshot(subject.status(), snapshot(pass, reason, digest)) });
  }
  subject.mark("Ready", "False", reason, message);
  return message;
}

/** Tells an event with the reason that the condition Ready has now. */
function say({ subject, revision }: Pass, message: string): void {
  const reason = subject.condition("Ready")?.reason ?? "info";
  subject.event("Normal", reason, message, notesOf(revision));
}

/** The new inventory, and the end of what is no part of it any more. */
function removeStale(
  pass: Pass,
  inside: Inside,
  before: readonly Entry[],
  changes: readonly ObjectChange[],
): string | undefined {
  const { subject, desk } = pass;
  const entries = changes.map(({ place }) => entryOf(place));
  const ids = new Set(entries.map((it) => it.id));
  const stale = before.filter((it) => !ids.has(it.id));
  subject.set({ inventory: inventoryJson(entries) });
  if (subject.spec.prune !== true) return undefined;
  const {
    changes: removed,
    survivors,
    problem,
  } = prune(stale.map(placeOfEntry), subject.place, inside, desk);
  if (problem !== undefined) {
    subject.set({ inventory: inventoryJson([...entries, ...survivors.map(entryOf)]) });
    return problem;
  }
  if (removed.length > 0) say(pass, shownChanges(removed));
  return undefined;
}

interface Applied {
  readonly inside: Inside;
  readonly changes: readonly ObjectChange[];
  readonly objects: readonly JsonObject[];
  /** A new revision that changed something. */
  readonly isNews: boolean;
}

/** Waits for the objects that are to be checked; answers why they are not well. */
async function healthOf(
  pass: Pass,
  { inside, changes, objects, isNews }: Applied,
): Promise<string | undefined> {
  const { subject, desk, timeout, checks, flags } = pass;
  const { spec, place } = subject;
  const listed = listOf(spec.healthChecks).filter(isObject).map(placeOfReference);
  const applied = changes.filter((it) => it.action !== "skipped").map((it) => it.place);
  const wanted = (spec.wait === true ? applied : listed).filter(
    (it) => it.kind !== "Kustomization" || idOfPlace(it) !== idOfPlace(place),
  );
  if (wanted.length === 0 && (spec.wait === true ? applied : listed).length === 0) {
    subject.unmark("Healthy");
    return undefined;
  }
  const wasHealthy = subject.condition("Healthy")?.status === "True";
  const start = desk.now().getTime();
  progress(pass, "Running health checks");
  const words = subject.condition("Reconciling")?.message ?? "";
  subject.mark("Healthy", "Unknown", "Progressing", words);
  subject.save();
  const passing = new Set(objects.filter(isPassing).map((it) => shownPlace(placeOfObject(it))));
  const failsFast = !flags.gate("DisableFailFastBehavior", false);
  const ill = await untilHealthy(wanted, desk, { inside, checks, timeout, failsFast, passing });
  const took = goText(desk.now().getTime() - start);
  if (ill !== undefined) {
    subject.mark("Healthy", "False", "HealthCheckFailed", ill);
    const message = `health check failed after ${took}: ${ill}`;
    subject.mark("Ready", "False", "HealthCheckFailed", message);
    return message;
  }
  const passed = `Health check passed in ${took}`;
  if (!wasHealthy || isNews) say(pass, passed);
  subject.mark("Healthy", "True", "Succeeded", passed);
  subject.save();
  return undefined;
}

function placeOfReference(it: JsonObject): Place {
  return {
    apiVersion: stringOf(it.apiVersion) || "apps/v1",
    kind: stringOf(it.kind),
    namespace: stringOf(it.namespace),
    name: stringOf(it.name),
  };
}

const placeOfObject = (it: JsonObject): Place => ({
  apiVersion: stringOf(it.apiVersion),
  kind: stringOf(it.kind),
  namespace: stringOf(field(it, "metadata", "namespace")),
  name: stringOf(field(it, "metadata", "name")),
});

/** A Job that deletes itself once it is done. */
const isPassing = (it: JsonObject): boolean =>
  it.kind === "Job" && field(it, "spec", "ttlSecondsAfterFinished") !== undefined;
