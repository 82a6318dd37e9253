import { gzipSync } from "node:zlib";
import { field, type JsonObject, listOf, stringOf } from "../../../../server/engine/canary/json.ts";
import type { Inside, Place } from "../../../apiserver/inside.ts";

/** What Helm keeps of a release in the cluster: one Secret for each version, as its own driver writes them. */
export interface Stored {
  /** Where the Secrets are. */
  readonly storage: string;
  /** An entry of `status.history`. */
  readonly entry: JsonObject;
  readonly values: JsonObject;
  readonly objects: readonly JsonObject[];
}

/** Keeps a version of a release, and of those before it only as many as `history` has. */
export function keepRelease(
  inside: Inside,
  { storage, entry, values, objects }: Stored,
  history: readonly JsonObject[],
): void {
  const { name, version, status, namespace, chartName, chartVersion, appVersion } = entry;
  const release = {
    name,
    namespace,
    version,
    info: {
      first_deployed: entry.firstDeployed,
      last_deployed: entry.lastDeployed,
      status,
      description: status === "deployed" ? "Install complete" : "Release failed",
    },
    chart: { metadata: { apiVersion: "v2", name: chartName, version: chartVersion, appVersion } },
    config: values,
    manifest: objects.map((it) => `---\n${JSON.stringify(it)}\n`).join(""),
  };
  const packed = gzipSync(JSON.stringify(release)).toString("base64");
  const kept = new Set(history.map((it) => `v${String(it.version)}`));
  for (const secret of secretsOf(inside, storage, stringOf(name))) {
    const own = stringOf(field(secret, "metadata", "name"));
    const last = own.split(".").at(-1) ?? "";
    if (!kept.has(last)) inside.remove(placeIn(storage, own));
    else if (status === "deployed") {
      inside.patch(placeIn(storage, own), { metadata: { labels: { status: "superseded" } } });
    }
  }
  inside.create({
    apiVersion: "v1",
    kind: "Secret",
    type: "helm.sh/release.v1",
    metadata: {
      name: `sh.helm.release.v1.${stringOf(name)}.v${String(version)}`,
      namespace: storage,
      labels: { name, owner: "helm", status, version: String(version) },
    },
    data: { release: Buffer.from(packed).toString("base64") },
  });
}

/** Forgets all versions of a release. */
export function forgetRelease(inside: Inside, storage: string, name: string): void {
  for (const it of secretsOf(inside, storage, name)) {
    inside.remove(placeIn(storage, stringOf(field(it, "metadata", "name"))));
  }
}

const secretsOf = (inside: Inside, storage: string, name: string): readonly JsonObject[] =>
  inside
    .list("v1", "Secret")
    .filter(
      (it) =>
        field(it, "metadata", "namespace") === storage &&
        field(it, "metadata", "labels", "owner") === "helm" &&
        field(it, "metadata", "labels", "name") === name,
    );

const placeIn = (namespace: string, name: string): Place => ({
  apiVersion: "v1",
  kind: "Secret",
  namespace,
  name,
});

/** The name of the release that a status tells of. */
export const releaseName = (status: JsonObject): string =>
  stringOf(field(listOf(status.history)[0], "name"));
