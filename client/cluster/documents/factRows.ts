import { isSuspended, suspended } from "../api/flux.ts";
import { json } from "../api/json.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import { ago, momentOf } from "./moments.ts";
import { oneLine } from "./safeText.ts";

/** What is worth telling of any object, in order; a row whose field is absent is left out. */
const rows: readonly (readonly [string, readonly string[]])[] = [
  ["Revision", ["status", "lastAppliedRevision"]],
  ["Revision", ["status", "artifact", "revision"]],
  ["Tried last", ["status", "lastAttemptedRevision"]],
  ["Address", ["spec", "url"]],
  ["Endpoint", ["spec", "endpoint"]],
  ["Bucket", ["spec", "bucketName"]],
  ["Branch", ["spec", "ref", "branch"]],
  ["Tag", ["spec", "ref", "tag"]],
  ["Versions", ["spec", "ref", "semver"]],
  ["Reference", ["spec", "ref", "name"]],
  ["Commit", ["spec", "ref", "commit"]],
  ["Digest", ["spec", "ref", "digest"]],
  ["Path", ["spec", "path"]],
  ["Chart", ["spec", "chart", "spec", "chart"]],
  ["Chart", ["spec", "chart"]],
  ["Chart version", ["spec", "chart", "spec", "version"]],
  ["Release", ["spec", "releaseName"]],
  ["Target namespace", ["spec", "targetNamespace"]],
  ["Service account", ["spec", "serviceAccountName"]],
  ["Prunes", ["spec", "prune"]],
  ["Waits for health", ["spec", "wait"]],
  ["Interval", ["spec", "interval"]],
  ["Retries after", ["spec", "retryInterval"]],
  ["Times out after", ["spec", "timeout"]],
  ["Image", ["spec", "image"]],
  ["Latest", ["status", "latestImage"]],
  ["Latest", ["status", "latestRef", "tag"]],
  ["Last run", ["status", "lastAutomationRunTime"]],
  ["Receiver path", ["status", "webhookPath"]],
  ["Provider", ["spec", "provider"]],
  ["Phase", ["status", "phase"]],
  ["Canary weight", ["status", "canaryWeight"]],
  ["Failed checks", ["status", "failedChecks"]],
  ["Iterations", ["status", "iterations"]],
];

/** Names and texts of what an object says of itself. */
export function factRows(object: KubeObject, now: number): readonly (readonly [string, string])[] {
  const found = rows.flatMap(([name, path]): (readonly [string, string])[] => {
    const text = textOf(json.at(object.whole, ...path));
    return text === undefined ? [] : [[name, text]];
  });
  const unlike = found.filter(
    ([name, text]) =>
      name !== "Tried last" || found.every(([it, other]) => it === name || other !== text),
  );
  const made = momentOf(object.metadata.creationTimestamp);
  return [
    ...suspension(object, now),
    ...unlike,
    ...(made === undefined ? [] : [["Created", ago(now, made)] as const]),
  ];
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  const text = json.text(value);
  return text === undefined || text === "" ? undefined : oneLine(text);
}

function suspension(object: KubeObject, now: number): readonly (readonly [string, string])[] {
  if (!isSuspended(object)) return [];
  const { annotations } = object.metadata;
  const by = json.text(annotations[suspended.by]);
  const at = momentOf(annotations[suspended.at]);
  const why = json.text(annotations[suspended.why]);
  const words = [
    by ? `by ${by}` : "",
    at === undefined ? "" : ago(now, at),
    why ? `because: ${why}` : "",
  ];
  return [["Suspended", oneLine(words.filter(Boolean).join(", ")) || "yes"]];
}
