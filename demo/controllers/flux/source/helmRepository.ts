import { createHash } from "node:crypto";
import type { Controller } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { subjectAt, textIn } from "../subject.ts";
import type { Artifact } from "./artifact.ts";
import { type Fetched, sourcePass } from "./sourcePass.ts";
import type { SourceSetting } from "./sourceSetting.ts";

/** source-controller for HelmRepositories: an index counts as fetched. Those of type `oci` are left as they are, as by Flux. */
export function helmRepositories({ artifacts }: SourceSetting): Controller {
  const backoff = newBackoff();
  return {
    name: "source-controller",
    kinds: [{ apiVersion: "source.toolkit.fluxcd.io/v1", kind: "HelmRepository" }],
    runs: (inside) => isInstalled(inside, "source-controller"),
    reconcile(place, desk) {
      const subject = subjectAt(place, desk);
      if (subject && textIn(subject, "type") === "oci" && !subject.hasFinalizer) return undefined;
      return sourcePass(place, desk, {
        artifacts,
        backoff,
        folder: "helmrepository",
        fetch: async (it) => fetched(textIn(it, "url")),
      });
    },
  };
}

function fetched(url: string): Fetched {
  if (url.startsWith("oci://")) {
    const why = "'oci' URL scheme cannot be used with 'default' HelmRepository type";
    const message = `invalid Helm repository URL: ${why}`;
    return { kind: "stalls", condition: "FetchFailed", reason: "URLInvalid", message };
  }
  const hash = createHash("sha256").update(url).digest("hex");
  const revision = `sha256:${hash}`;
  const artifact: Artifact = {
    files: new Map([["index.yaml", "apiVersion: v1\n"]]),
    folders: new Set([""]),
    digest: revision,
    size: 15,
  };
  return {
    kind: "stored",
    revision,
    artifact,
    file: `index-${hash}.yaml`,
    message: `stored artifact: revision '${revision}'`,
    said: `stored fetched index of size 15B from '${url}'`,
    status: { url: undefined },
  };
}
