import { createHash } from "node:crypto";
import {
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { timestamp } from "../../../apiserver/cluster.ts";
import type { Desk } from "../../controller.ts";
import type { Subject } from "../subject.ts";
import { chartObjects, type Release } from "./chartObjects.ts";
import type { ReleaseValues } from "./releaseValues.ts";
import { keepRelease } from "./storage.ts";

/** One version of a release. */
export interface Noted {
  readonly release: Release;
  readonly values: ReleaseValues;
  readonly action: "install" | "upgrade";
  /** The version before it. */
  readonly latest: JsonObject | undefined;
}

/** Notes a version of the release in the status, and in the Secrets of Helm. */
export function noteRelease(
  subject: Subject,
  desk: Desk,
  making: Noted,
  status: "deployed" | "failed",
): void {
  const all = history(subject, desk, making, status);
  const [entry] = all;
  subject.set({ history: all });
  if (!entry) return;
  const storage = stringOf(subject.status().storageNamespace);
  const objects = chartObjects(making.release);
  keepRelease(desk.inside, { storage, entry, values: making.values.values, objects }, all);
}

/** Newest first, as many as `spec.maxHistory` says; those before the newest are superseded. */
function history(
  subject: Subject,
  desk: Desk,
  { release, values, action, latest }: Noted,
  status: "deployed" | "failed",
): readonly JsonObject[] {
  const moment = timestamp(desk.now());
  const version = versionAfter(latest);
  const text = JSON.stringify([release, values.digest, version]);
  const newest: JsonObject = {
    action,
    appVersion: release.appVersion,
    chartName: release.chart,
    chartVersion: release.version,
    configDigest: values.digest,
    digest: `sha256:${createHash("sha256").update(text).digest("hex")}`,
    firstDeployed: stringOf(latest?.firstDeployed) || moment,
    lastDeployed: moment,
    name: release.name,
    namespace: release.namespace,
    status,
    version,
  };
  const before = listOf(subject.status().history)
    .filter(isObject)
    .map((it) =>
      it.status === "deployed" && status === "deployed" ? { ...it, status: "superseded" } : it,
    );
  const { maxHistory } = subject.spec;
  const kept = typeof maxHistory === "number" ? maxHistory || before.length + 1 : 5;
  return [newest, ...before].slice(0, kept);
}

/** The number of the next version. */
export const versionAfter = (latest: JsonObject | undefined): number =>
  numberOf(latest?.version) + 1;
