import { field, type JsonObject, stringOf } from "../../../../server/engine/canary/json.ts";
import { placeOf } from "../../../apiserver/inside.ts";
import type { Reference } from "../../../repositories/checkout.ts";
import type { Controller, Desk } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { type Subject, textIn } from "../subject.ts";
import { packed } from "./artifact.ts";
import { chartArtifact, chartVersionFor } from "./chartArtifact.ts";
import { type Fetched, sourcePass } from "./sourcePass.ts";
import type { SourceSetting } from "./sourceSetting.ts";
import { unreachable } from "./unreachable.ts";

const API = "source.toolkit.fluxcd.io/v1";

/** source-controller for OCIRepositories: folders stand in for them; charts of HelmReleases count as fetched. */
export function ociRepositories(setting: SourceSetting): Controller {
  const backoff = newBackoff();
  const { artifacts } = setting;
  return {
    name: "source-controller",
    kinds: [{ apiVersion: API, kind: "OCIRepository" }],
    runs: (inside) => isInstalled(inside, "source-controller"),
    reconcile: (place, desk) =>
      sourcePass(place, desk, {
        artifacts,
        backoff,
        folder: "ocirepository",
        fetch: (subject) => fetched(subject, desk, setting),
      }),
  };
}

async function fetched(subject: Subject, desk: Desk, { fetch }: SourceSetting): Promise<Fetched> {
  const url = textIn(subject, "url");
  const bad = urlFault(url);
  if (bad !== undefined) return bad;
  const wanted = referenceIn(subject.spec);
  const checkout = await fetch(url, wanted);
  if (!checkout)
    return isChart(subject, desk) ? chart(subject, url) : failed(url, unreachable(url));
  if ("problem" in checkout) return failed(url, checkout.problem);
  const pack = packed(checkout.value.files, {
    ignore: textIn(subject, "ignore") || undefined,
    sparse: [],
    includes: [],
  });
  if ("problem" in pack) return failed(url, pack.problem);
  return stored(url, tagOf(subject.spec), pack.value);
}

function stored(url: string, tag: string, artifact: ReturnType<typeof chartArtifact>): Fetched {
  const revision = `${tag}@${artifact.digest}`;
  return {
    kind: "stored",
    revision,
    artifact,
    file: `${artifact.digest.replace(/^sha256:/, "")}.tar.gz`,
    message: `stored artifact for digest '${revision}'`,
    said: `stored artifact with revision '${revision}' from '${url}'`,
  };
}

const failed = (url: string, why: string): Fetched => ({
  kind: "failed",
  condition: "FetchFailed",
  reason: "OCIArtifactPullFailed",
  message: `failed to determine artifact digest: GET ${url.replace(/^oci:/, "https:")}: ${why}`,
});

function urlFault(url: string): Fetched | undefined {
  const last =
    url
      .replace(/^oci:\/\//, "")
      .split("/")
      .at(-1) ?? "";
  const [, tag] = last.split(":");
  if (tag === undefined || !url.replace(/^oci:\/\//, "").includes("/")) return undefined;
  const message = `URL validation failed for '${url}': URL must not contain a tag; remove ':${tag}'`;
  return { kind: "stalls", condition: "FetchFailed", reason: "URLInvalid", message };
}

const referenceIn = (spec: JsonObject): Reference => {
  const tag = stringOf(field(spec, "ref", "tag"));
  const semver = stringOf(field(spec, "ref", "semver"));
  return { ...(tag !== "" && { tag }), ...(semver !== "" && { semver }) };
};

const tagOf = (spec: JsonObject): string =>
  stringOf(field(spec, "ref", "tag")) || stringOf(field(spec, "ref", "semver")) || "latest";

/** Does a HelmRelease take its chart from here? */
function isChart({ spec, place }: Subject, { inside }: Desk): boolean {
  if (stringOf(field(spec, "layerSelector", "mediaType")).includes("helm.chart")) return true;
  return inside.list("helm.toolkit.fluxcd.io/v2", "HelmRelease").some((it) => {
    const reference = field(it, "spec", "chartRef");
    const namespace = stringOf(field(reference, "namespace")) || placeOf(it).namespace;
    return (
      field(reference, "kind") === "OCIRepository" &&
      field(reference, "name") === place.name &&
      namespace === place.namespace
    );
  });
}

function chart({ spec }: Subject, url: string): Fetched {
  const name = url.split("/").at(-1) ?? "";
  const version = chartVersionFor(name, tagOf(spec));
  return stored(url, version, chartArtifact(name, version));
}
