import { isDuration } from "../schema/describe.ts";
import type { SchemaView } from "../schema/explore.ts";

/** What people write where a duration is wanted, the usual first. `Kind.field` outranks `field`. */
const usual: Readonly<Record<string, readonly string[]>> = {
  interval: ["10m", "1m", "5m", "30m", "1h"],
  timeout: ["5m", "1m", "3m", "10m"],
  retryInterval: ["2m", "1m", "5m"],
  "GitRepository.interval": ["5m", "1m", "10m", "1h"],
  "GitRepository.timeout": ["60s", "2m", "5m"],
  "OCIRepository.interval": ["5m", "10m", "1h"],
  "OCIRepository.timeout": ["60s", "2m", "5m"],
  "Bucket.interval": ["5m", "10m", "1h"],
  "Bucket.timeout": ["60s", "2m", "5m"],
  "HelmRepository.interval": ["1h", "30m", "12h", "24h"],
  "HelmRepository.timeout": ["60s", "2m", "5m"],
  "HelmRelease.interval": ["30m", "10m", "1h", "12h"],
  "ImageRepository.interval": ["5m", "10m", "1h"],
  "ImageRepository.timeout": ["60s", "2m"],
  "ImageUpdateAutomation.interval": ["30m", "10m", "1h"],
  "Receiver.interval": ["10m", "5m", "1h"],
  "Canary.interval": ["1m", "30s", "10s", "5m"],
  "Canary.timeout": ["30s", "10s", "1m"],
};

const others: readonly string[] = ["30s", "1m", "5m", "10m", "1h"];

/** Sensible durations in the grammar of the field; none where it wants something else. */
export function durationsFor(kind: string, field: string, view: SchemaView): readonly string[] {
  const patterns = view.parts.filter(isDuration).flatMap((it) => it.pattern ?? []);
  if (patterns.length === 0) return [];
  const choices = usual[`${kind}.${field}`] ?? usual[field] ?? others;
  return choices.filter((it) => patterns.every((pattern) => isMatch(pattern, it)));
}

function isMatch(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    // A grammar that only Go's expressions have: nothing is known against the text.
    return true;
  }
}
