import { createHash } from "node:crypto";
import { knownCharts } from "../helm/knownCharts.ts";
import type { Artifact } from "./artifact.ts";

/** A chart that is far away, as it counts in the demo cluster: its name and version, and nothing to render. */
export function chartArtifact(name: string, version: string): Artifact {
  const appVersion = knownCharts[name]?.appVersion?.(version) ?? version.replace(/^v/, "");
  const text = `${JSON.stringify({ apiVersion: "v2", name, version, appVersion })}\n`;
  const hash = createHash("sha256").update(text).digest("hex");
  return {
    files: new Map([["Chart.yaml", text]]),
    folders: new Set([""]),
    digest: `sha256:${hash}`,
    size: text.length,
  };
}

/** The version of a chart that a range names: itself, where it names one; else the lowest that it allows. */
export function chartVersionFor(name: string, range: string): string {
  const bare = range.trim();
  if (/^v?\d+\.\d+\.\d+(?:[-+][\w.-]+)*$/.test(bare)) return bare;
  const newest = knownCharts[name]?.newest;
  if (newest !== undefined && (bare === "" || bare === "*" || bare === "latest")) return newest;
  const [, major, minor = "0", patch = "0"] =
    /(\d+)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?/.exec(bare) ?? [];
  if (major === undefined) return newest ?? "1.0.0";
  const number = (text: string) => (/^\d+$/.test(text) ? text : "0");
  return `${major}.${number(minor)}.${number(patch)}`;
}
