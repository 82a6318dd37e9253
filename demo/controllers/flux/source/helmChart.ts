import { field, type JsonObject, stringOf } from "../../../../server/engine/canary/json.ts";
import { jsonOf } from "../../../../server/engine/node.ts";
import { sourcePath } from "../../../../server/engine/sources.ts";
import { parseDocument, splitDocuments } from "../../../../server/engine/yaml.ts";
import { placeOf } from "../../../apiserver/inside.ts";
import type { Controller, Desk, Watch } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { isNewArtifact } from "../requested.ts";
import { type Subject, textIn } from "../subject.ts";
import type { Artifact } from "./artifact.ts";
import type { Artifacts } from "./artifacts.ts";
import { chartArtifact, chartVersionFor } from "./chartArtifact.ts";
import { type Fetched, sourcePass } from "./sourcePass.ts";
import type { SourceSetting } from "./sourceSetting.ts";

const API = "source.toolkit.fluxcd.io/v1";

/** source-controller for HelmCharts: folders of a source, or charts of a repository, which count as fetched. */
export function helmCharts({ artifacts }: SourceSetting): Controller {
  const backoff = newBackoff();
  return {
    name: "source-controller",
    kinds: [{ apiVersion: API, kind: "HelmChart" }],
    watches: ["HelmRepository", "GitRepository", "Bucket"].map(sourceWatch),
    runs: (inside) => isInstalled(inside, "source-controller"),
    reconcile: (place, desk) =>
      sourcePass(place, desk, {
        artifacts,
        backoff,
        folder: "helmchart",
        fetch: async (subject) => fetched(subject, desk, artifacts),
      }),
  };
}

const sourceWatch = (kind: string): Watch => ({
  apiVersion: API,
  kind,
  isNews: isNewArtifact,
  places: (source, inside) => {
    const { namespace, name } = placeOf(source);
    return inside
      .list(API, "HelmChart")
      .filter(
        (it) =>
          placeOf(it).namespace === namespace &&
          field(it, "spec", "sourceRef", "kind") === kind &&
          field(it, "spec", "sourceRef", "name") === name,
      )
      .map(placeOf);
  },
});

function fetched(subject: Subject, { inside }: Desk, artifacts: Artifacts): Fetched {
  const kind = textIn(subject, "sourceRef", "kind");
  const name = textIn(subject, "sourceRef", "name");
  const { namespace } = subject.place;
  const failed = (reason: string, message: string): Fetched => ({
    kind: "failed",
    condition: "FetchFailed",
    reason,
    message,
  });
  const source = inside.get({ apiVersion: API, kind, namespace, name });
  if (!source) {
    const missing = `${kind.toLowerCase()}s.source.toolkit.fluxcd.io "${name}" not found`;
    return failed("SourceUnavailable", `failed to get source: ${missing.replace("ys.", "ies.")}`);
  }
  const known = field(source, "status", "artifact");
  const artifact = artifacts.get(stringOf(field(known, "url")));
  const isRegistry = kind === "HelmRepository" && field(source, "spec", "type") === "oci";
  if (!artifact && !isRegistry) {
    return failed("NoSourceArtifact", `no artifact available for ${kind} source '${name}'`);
  }
  const revision = stringOf(field(known, "revision"));
  if (kind === "HelmRepository")
    return pulled(textIn(subject, "chart"), textIn(subject, "version"), revision);
  return artifact ? packagedFrom(subject, artifact, revision) : failed("NoSourceArtifact", "");
}

function pulled(chart: string, range: string, revision: string): Fetched {
  const version = chartVersionFor(chart, range);
  const said = `pulled '${chart}' chart with version '${version}'`;
  return stored(chartArtifact(chart, version), {
    chart,
    version,
    revision,
    said,
    reason: "ChartPullSucceeded",
  });
}

function packagedFrom(subject: Subject, { files, digest }: Artifact, revision: string): Fetched {
  const folder = sourcePath(textIn(subject, "chart"));
  const file = folder === "" ? "Chart.yaml" : `${folder}/Chart.yaml`;
  const text = files.get(file);
  const chart = typeof text === "string" ? chartIn(text) : undefined;
  const name = stringOf(chart?.name);
  if (!chart || name === "") {
    const message = `invalid chart reference: stat ${file}: no such file or directory`;
    return { kind: "stalls", condition: "BuildFailed", reason: "InvalidChartReference", message };
  }
  const isByRevision = textIn(subject, "reconcileStrategy") === "Revision";
  const short = revision.split(":").at(-1)?.slice(0, 12) ?? "";
  const version = `${String(chart.version ?? "")}${isByRevision ? `+${short}` : ""}`;
  const below = folder === "" ? "" : `${folder}/`;
  const own = new Map(
    [...files].flatMap(([path, it]) =>
      path.startsWith(below) ? [[path.slice(below.length), it] as const] : [],
    ),
  );
  const said = `packaged '${name}' chart with version '${version}'`;
  const artifact: Artifact = { files: own, folders: new Set([""]), digest, size: own.size };
  return stored(artifact, {
    chart: name,
    version,
    revision,
    said,
    reason: "ChartPackageSucceeded",
  });
}

function chartIn(text: string): JsonObject | undefined {
  const [placed] = splitDocuments(text);
  const value = placed && jsonOf(parseDocument(placed.document).root);
  return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
}

interface Chart {
  readonly chart: string;
  readonly version: string;
  readonly revision: string;
  readonly said: string;
  readonly reason: string;
}

const stored = (
  artifact: Artifact,
  { chart, version, revision, said, reason }: Chart,
): Fetched => ({
  kind: "stored",
  revision: version,
  artifact,
  file: `${chart}-${version}.tgz`,
  reason,
  message: said,
  said,
  status: { observedChartName: chart, observedSourceArtifactRevision: revision || undefined },
});
