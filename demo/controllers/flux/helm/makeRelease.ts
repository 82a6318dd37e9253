import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { placeOf } from "../../../apiserver/inside.ts";
import type { Desk } from "../../controller.ts";
import { goText, milliseconds } from "../durations.ts";
import { type Checks, untilHealthy } from "../kustomize/health.ts";
import { entryOf, inventoryJson } from "../kustomize/inventory.ts";
import { type Subject, textIn } from "../subject.ts";
import { chartObjects, type Release } from "./chartObjects.ts";
import type { LoadedChart } from "./loadedChart.ts";
import { type Noted, noteRelease, versionAfter } from "./noteRelease.ts";
import type { Ended } from "./reconcileHelmRelease.ts";
import { releaseOf } from "./releaseOf.ts";
import type { ReleaseValues } from "./releaseValues.ts";

export interface Ingredients {
  readonly chart: LoadedChart;
  readonly values: ReleaseValues;
  readonly checks: readonly Checks[];
  /** In milliseconds. */
  readonly interval: number;
}

/** Installs or upgrades a release where its chart, its values, or somebody wants it. */
export async function makeRelease(
  subject: Subject,
  desk: Desk,
  ingredients: Ingredients,
): Promise<Ended> {
  const { chart, values, interval } = ingredients;
  const release = releaseOf(subject, chart);
  const [latest] = listOf(subject.status().history).filter(isObject);
  const isReset = isAsked(subject, "resetAt", "lastHandledResetAt");
  const isForced = isAsked(subject, "forceAt", "lastHandledForceAt");
  const isChanged =
    subject.status().lastAttemptedRevision !== chart.version ||
    subject.status().lastAttemptedConfigDigest !== values.digest ||
    subject.status().lastAttemptedGeneration !== subject.generation;
  if (isChanged || isReset) clearFailures(subject);
  subject.set({
    storageNamespace: textIn(subject, "storageNamespace") || subject.place.namespace,
    lastAttemptedGeneration: subject.generation,
    lastAttemptedRevision: chart.version,
    lastAttemptedConfigDigest: values.digest,
  });
  if (latest && !isForced && isCurrent(latest, release, values)) {
    subject.unmark("Reconciling");
    restoreReady(subject);
    return { again: interval };
  }
  const action = latest && latest.status !== "failed" ? "upgrade" : "install";
  if (!isForced && isStuck(subject, action)) return stuck(subject, action);
  return act(subject, desk, { ...ingredients, release, action, latest });
}

/** A token that came together with a request, and was not taken up before. */
function isAsked(subject: Subject, annotation: string, handled: string): boolean {
  const token = field(
    subject.object,
    "metadata",
    "annotations",
    `reconcile.fluxcd.io/${annotation}`,
  );
  if (typeof token !== "string" || token !== subject.requestedAt) return false;
  if (subject.status()[handled] === token) return false;
  subject.set({ [handled]: token });
  return true;
}

const clearFailures = (subject: Subject): void =>
  subject.set({ failures: undefined, installFailures: undefined, upgradeFailures: undefined });

const isCurrent = (latest: JsonObject, release: Release, { digest }: ReleaseValues): boolean =>
  latest.status === "deployed" &&
  latest.chartVersion === release.version &&
  latest.chartName === release.chart &&
  latest.name === release.name &&
  latest.namespace === release.namespace &&
  latest.configDigest === digest;

/** What a failure of the prerequisites wrote over gives way to what the release came to. */
function restoreReady(subject: Subject): void {
  const released = subject.condition("Released");
  if (released) subject.mark("Ready", released.status, released.reason, released.message);
}

type Action = Noted["action"];

const isStuck = (subject: Subject, action: Action): boolean => {
  const retries = numberOf(field(subject.spec, action, "remediation", "retries"));
  return retries >= 0 && numberOf(subject.status()[`${action}Failures`]) > retries;
};

function stuck(subject: Subject, action: Action): Ended {
  const count = numberOf(subject.status()[`${action}Failures`]);
  subject.unmark("Reconciling");
  subject.mark(
    "Stalled",
    "True",
    "RetriesExceeded",
    `Failed to ${action} after ${count} attempt(s)`,
  );
  restoreReady(subject);
  return {};
}

interface Making extends Ingredients, Noted {}

async function act(subject: Subject, desk: Desk, making: Making): Promise<Ended> {
  const { action, release, interval } = making;
  const timeout = milliseconds(
    textIn(subject, action, "timeout") || textIn(subject, "timeout"),
    300_000,
  );
  const words = `Running '${action}' action with timeout of ${goText(timeout)}`;
  subject.unmark("Stalled");
  subject.mark("Reconciling", "True", "Progressing", words);
  subject.mark("Ready", "Unknown", "Progressing", words);
  subject.set({ lastAttemptedReleaseAction: action });
  subject.save();
  const start = desk.now().getTime();
  await desk.sleep(RENDERING);
  const problem = await carriedOut(subject, desk, making, timeout);
  const took = goText(desk.now().getTime() - start);
  subject.set({ lastAttemptedReleaseActionDuration: took });
  const shown = `${release.namespace}/${release.name}`;
  const chart = `${release.chart}@${release.version}`;
  const notes = {
    "helm.toolkit.fluxcd.io/revision": release.version,
    "helm.toolkit.fluxcd.io/token": making.values.digest,
    "helm.toolkit.fluxcd.io/app-version": release.appVersion,
  };
  const name = action === "install" ? "Install" : "Upgrade";
  if (problem !== undefined) {
    const message = `Helm ${action} failed for release ${shown} with chart ${chart}: ${problem}`;
    const failures = `${action}Failures`;
    subject.set({
      failures: numberOf(subject.status().failures) + 1,
      [failures]: numberOf(subject.status()[failures]) + 1,
    });
    noteRelease(subject, desk, making, "failed");
    mark(subject, "False", `${name}Failed`, message);
    subject.event("Warning", `${name}Failed`, message, notes);
    if (isStuck(subject, action)) return stuck(subject, action);
    subject.mark("Reconciling", "True", "ProgressingWithRetry", message);
    return { isFailure: true, isObserved: false };
  }
  const count = versionAfter(making.latest);
  const message = `Helm ${action} succeeded for release ${shown}.v${count} with chart ${chart}`;
  noteRelease(subject, desk, making, "deployed");
  clearFailures(subject);
  mark(subject, "True", `${name}Succeeded`, message);
  subject.unmark("Reconciling");
  subject.event("Normal", `${name}Succeeded`, message, notes);
  return { again: interval };
}

/** How long Helm takes before anything is in the cluster, in milliseconds. */
const RENDERING = 300;

function mark(subject: Subject, status: "True" | "False", reason: string, message: string): void {
  subject.mark("Released", status, reason, message);
  subject.mark("Ready", status, reason, message);
}

/** Puts what stands for the chart in the cluster, and waits for it; answers what went wrong. */
async function carriedOut(
  subject: Subject,
  desk: Desk,
  { release, action, checks }: Making,
  timeout: number,
): Promise<string | undefined> {
  const { inside } = desk;
  const namespace = { apiVersion: "v1", kind: "Namespace", namespace: "", name: release.namespace };
  if (!inside.get(namespace)) {
    if (field(subject.spec, "install", "createNamespace") !== true) {
      return `create: failed to create: namespaces "${release.namespace}" not found`;
    }
    inside.create({ apiVersion: "v1", kind: "Namespace", metadata: { name: release.namespace } });
  }
  const objects = chartObjects(release);
  for (const it of objects) {
    const { code, object } = inside.apply(it);
    if (code >= 400) return stringOf(object.message);
  }
  const places = objects.map(placeOf);
  subject.set({ inventory: inventoryJson(places.map(entryOf)) });
  if (field(subject.spec, action, "disableWait") === true) return undefined;
  return untilHealthy(places, desk, {
    inside,
    checks,
    timeout,
    failsFast: true,
    passing: new Set(),
  });
}
