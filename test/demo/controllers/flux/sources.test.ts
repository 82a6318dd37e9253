import { expect, test } from "vitest";
import { fluxControllers } from "../../../../demo/controllers/flux/all.ts";
import { conditionsIn } from "../../../../demo/controllers/flux/conditions.ts";
import { field, type JsonObject } from "../../../../server/engine/canary/json.ts";
import { fluxAtWork } from "../../support/fluxAtWork.ts";

const API = "source.toolkit.fluxcd.io/v1";

/** The status of one source after a while; `files` are what stands for every URL, nothing stands for any without them. */
async function fetched(
  kind: string,
  spec: string,
  files?: Readonly<Record<string, string>>,
): Promise<{ readonly ready: string; readonly status: JsonObject }> {
  const checkout = files && {
    value: {
      commit: "c0ffee".padEnd(40, "0"),
      reference: "main",
      subject: "a commit",
      files: new Map(Object.entries(files)),
    },
  };
  const work = await fluxAtWork(fluxControllers(() => checkout && Promise.resolve(checkout)));
  work.apply(
    `apiVersion: ${API}\nkind: ${kind}\nmetadata: { name: it, namespace: apps }\nspec: ${spec}`,
  );
  await work.turn(2);
  const found = work.inside.get({ apiVersion: API, kind, namespace: "apps", name: "it" });
  work.restart([]);
  expect(work.faults).toEqual([]);
  const status = (found?.status ?? {}) as JsonObject;
  const ready = conditionsIn(status).find((it) => it.type === "Ready");
  return { ready: ready ? `${ready.status} ${ready.reason}: ${ready.message}` : "", status };
}

test.for([
  [
    "GitRepository",
    '{ interval: 1m, url: "ssh://git@git.example.com/org/fleet" }',
    "False GitOperationFailed: failed to checkout and determine revision: unable to list remote for 'ssh://git@git.example.com/org/fleet': dial tcp: lookup git.example.com: no such host",
  ],
  [
    "GitRepository",
    '{ interval: 1m, url: "https://git.example.com/org/fleet", secretRef: { name: none } }',
    "False AuthenticationFailed: failed to get secret 'apps/none': secrets \"none\" not found",
  ],
  [
    "OCIRepository",
    '{ interval: 1m, url: "oci://registry.example.com/org/fleet" }',
    "False OCIArtifactPullFailed: failed to determine artifact digest: GET https://registry.example.com/org/fleet: dial tcp: lookup registry.example.com: no such host",
  ],
  [
    "OCIRepository",
    '{ interval: 1m, url: "oci://registry.example.com/org/fleet:v1" }',
    "False URLInvalid: URL validation failed for 'oci://registry.example.com/org/fleet:v1': URL must not contain a tag; remove ':v1'",
  ],
  [
    "Bucket",
    "{ interval: 1m, bucketName: fleet, endpoint: s3.example.com }",
    "False BucketOperationFailed: failed to confirm existence of 'fleet' bucket: Head \"https://s3.example.com/fleet/\": dial tcp: lookup s3.example.com: no such host",
  ],
  [
    "HelmRepository",
    '{ url: "oci://registry.example.com/charts" }',
    "False URLInvalid: invalid Helm repository URL: 'oci' URL scheme cannot be used with 'default' HelmRepository type",
  ],
  ["HelmRepository", '{ type: oci, url: "oci://registry.example.com/charts" }', ""],
] as const)("%s %s where nothing can be reached", async ([kind, spec, ready]) => {
  expect((await fetched(kind, spec)).ready).toBe(ready);
});

test.for([
  [
    "GitRepository",
    '{ interval: 1m, url: "https://git.example.com/org/fleet" }',
    /^main@sha1:c0ffee0+$/,
  ],
  [
    "OCIRepository",
    '{ interval: 1m, url: "oci://registry.example.com/fleet", ref: { tag: v2 } }',
    /^v2@sha256:[0-9a-f]{64}$/,
  ],
  [
    "Bucket",
    "{ interval: 1m, bucketName: fleet, endpoint: s3.example.com }",
    /^sha256:[0-9a-f]{64}$/,
  ],
  ["HelmRepository", '{ url: "https://charts.example.com" }', /^sha256:[0-9a-f]{64}$/],
] as const)("%s from a folder", async ([kind, spec, revision]) => {
  const { status, ready } = await fetched(kind, spec, { "a.yaml": "a: 1" });
  expect(field(status, "artifact", "revision")).toMatch(revision);
  expect(ready).toMatch(/^True Succeeded: stored artifact/);
  expect(status.observedGeneration).toBe(1);
});

test("a folder that sparseCheckout names and that is not there", async () => {
  const { ready } = await fetched(
    "GitRepository",
    '{ interval: 1m, url: "https://git.example.com/org/fleet", sparseCheckout: [./none] }',
    { "apps/a.yaml": "a: 1" },
  );
  expect(ready).toBe(
    "False GitOperationFailed: failed to sparse checkout directories : sparse checkout dir './none' does not exist in repository: lstat ./none: no such file or directory",
  );
});
