import type { Controller } from "../../controller.ts";
import { newBackoff } from "../backoff.ts";
import { isInstalled } from "../flags.ts";
import { type Subject, textIn } from "../subject.ts";
import { packed } from "./artifact.ts";
import { type Fetched, sourcePass } from "./sourcePass.ts";
import type { SourceSetting } from "./sourceSetting.ts";
import { unreachable } from "./unreachable.ts";

/** source-controller for Buckets: a folder stands in for one that is called as it, or as its endpoint and it. */
export function buckets(setting: SourceSetting): Controller {
  const backoff = newBackoff();
  const { artifacts } = setting;
  return {
    name: "source-controller",
    kinds: [{ apiVersion: "source.toolkit.fluxcd.io/v1", kind: "Bucket" }],
    runs: (inside) => isInstalled(inside, "source-controller"),
    reconcile: (place, desk) =>
      sourcePass(place, desk, {
        artifacts,
        backoff,
        folder: "bucket",
        fetch: (subject) => fetched(subject, setting),
      }),
  };
}

async function fetched(subject: Subject, { fetch }: SourceSetting): Promise<Fetched> {
  const name = textIn(subject, "bucketName");
  const endpoint = textIn(subject, "endpoint");
  const prefix = textIn(subject, "prefix");
  const url = `https://${endpoint}/${name}`;
  const failed = (message: string): Fetched => ({
    kind: "failed",
    condition: "FetchFailed",
    reason: "BucketOperationFailed",
    message,
  });
  const checkout = await fetch(url, {});
  if (!checkout) {
    const why = `Head "${url}/": ${unreachable(url)}`;
    return failed(`failed to confirm existence of '${name}' bucket: ${why}`);
  }
  if ("problem" in checkout)
    return failed(`fetch from bucket '${name}' failed: ${checkout.problem}`);
  const files = new Map([...checkout.value.files].filter(([path]) => path.startsWith(prefix)));
  const ignore = textIn(subject, "ignore") || undefined;
  const pack = packed(files, { ignore, sparse: [], includes: [] });
  if ("problem" in pack) return failed(pack.problem);
  const revision = pack.value.digest;
  return {
    kind: "stored",
    revision,
    artifact: pack.value,
    file: `${revision.replace(/^sha256:/, "")}.tar.gz`,
    message: `stored artifact: revision '${revision}'`,
    said: `stored artifact with ${pack.value.files.size} fetched files from '${name}' bucket`,
  };
}
