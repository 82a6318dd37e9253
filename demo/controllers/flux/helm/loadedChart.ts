import {
  field,
  isObject,
  type JsonObject,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { jsonOf } from "../../../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../../../server/engine/yaml.ts";
import type { Artifact } from "../source/artifact.ts";

/** What a chart says of itself. */
export interface LoadedChart {
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
}

/** The chart in an artifact; a version that comes from a registry carries the beginning of its digest. */
export function chartIn({ files, digest }: Artifact, source: JsonObject): LoadedChart | undefined {
  const text = files.get("Chart.yaml");
  if (typeof text !== "string") return undefined;
  const [placed] = splitDocuments(text);
  const chart = placed && jsonOf(parseDocument(placed.document).root);
  if (!isObject(chart as JsonObject)) return undefined;
  const { name, version, appVersion } = chart as JsonObject;
  const own =
    source.kind === "HelmChart" ? stringOf(field(source, "status", "artifact", "revision")) : "";
  const short = digest.replace(/^sha256:/, "").slice(0, 12);
  const shown = own || `${String(version ?? "0.0.0")}+${short}`;
  return { name: stringOf(name), version: shown, appVersion: String(appVersion ?? version ?? "") };
}
