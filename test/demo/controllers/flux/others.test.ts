import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fluxControllers } from "../../../../demo/controllers/flux/all.ts";
import { conditionsIn } from "../../../../demo/controllers/flux/conditions.ts";
import type { JsonObject } from "../../../../server/engine/canary/json.ts";
import { fluxAtWork } from "../../support/fluxAtWork.ts";
import { objectsIn } from "../../support/objectsIn.ts";

/** The status of the last object of a text after a while, its conditions as lines. */
async function told(
  text: string,
): Promise<{ readonly status: JsonObject; readonly conditions: readonly string[] }> {
  const work = await fluxAtWork(fluxControllers(() => undefined));
  work.apply(text);
  await work.turn(2);
  const last = objectsIn(text).at(-1) as JsonObject;
  const { name } = last.metadata as { readonly name: string };
  const found = work.inside.get({
    apiVersion: String(last.apiVersion),
    kind: String(last.kind),
    namespace: "apps",
    name,
  });
  work.restart([]);
  expect(work.faults).toEqual([]);
  const status = (found?.status ?? {}) as JsonObject;
  const conditions = conditionsIn(status).map(
    (it) => `${it.type} ${it.status} ${it.reason}: ${it.message}`,
  );
  return { status, conditions };
}

const receiver = (secret: string) => `
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: apps }
stringData: { token: abc }
---
apiVersion: v1
kind: Secret
metadata: { name: empty, namespace: apps }
---
apiVersion: notification.toolkit.fluxcd.io/v1
kind: Receiver
metadata: { name: hook, namespace: apps }
spec: { type: generic, secretRef: { name: ${secret} }, resources: [{ kind: GitRepository, name: x }] }
`;

test("a Receiver gets the path that its token, name and namespace make", async () => {
  const path = `/hook/${createHash("sha256").update("abchookapps").digest("hex")}`;
  const { status, conditions } = await told(receiver("token"));
  expect(status).toMatchObject({ webhookPath: path, observedGeneration: 1 });
  expect(conditions).toEqual([`Ready True Succeeded: Receiver initialized for path: ${path}`]);
});

test.for([
  ["none", `unable to read token from secret 'apps/none' error: Secret "none" not found`],
  ["empty", "invalid 'apps/empty' secret data: required fields 'token'"],
] as const)("a Receiver with the Secret %s", async ([secret, message]) => {
  const { status, conditions } = await told(receiver(secret));
  expect(conditions).toContain(`Ready False TokenNotFound: ${message}`);
  expect(JSON.stringify(status)).not.toContain("abc");
});

test.for([
  [
    "kind: ImageRepository\nspec: { image: ghcr.example.com/org/app, interval: 1m }",
    'Ready False ReadOperationFailed: scan failed: Get "https://ghcr.example.com/v2/": dial tcp: lookup ghcr.example.com: no such host',
  ],
  [
    "kind: ImageRepository\nspec: { image: nginx, interval: 1m }",
    'Ready False ReadOperationFailed: scan failed: Get "https://index.docker.io/v2/": dial tcp: lookup index.docker.io: no such host',
  ],
  [
    "kind: ImageRepository\nspec: { image: ghcr.example.com/org/app:v1, interval: 1m }",
    "Stalled True ImageURLInvalid: .spec.image value should not contain a tag; remove ':v1'",
  ],
  [
    "kind: ImagePolicy\nspec: { imageRepositoryRef: { name: none }, policy: { semver: { range: 1.x } } }",
    'Ready False DependencyNotReady: referenced ImageRepository does not exist: imagerepositories.image.toolkit.fluxcd.io "none" not found',
  ],
  [
    "kind: ImageUpdateAutomation\nspec: { interval: 1m, sourceRef: { kind: GitRepository, name: none } }",
    "Stalled True InvalidSourceConfiguration: source kind 'GitRepository' necessitates field .spec.git: invalid source configuration",
  ],
] as const)("%s", async ([text, line]) => {
  const { conditions } = await told(
    `apiVersion: image.toolkit.fluxcd.io/v1\nmetadata: { name: it, namespace: apps }\n${text}\n`,
  );
  expect(conditions).toContain(line);
});

test("Alerts and Providers have no status", async () => {
  const { status } = await told(
    "apiVersion: notification.toolkit.fluxcd.io/v1beta3\nkind: Provider\nmetadata: { name: chat, namespace: apps }\nspec: { type: slack }\n",
  );
  expect(status).toEqual({});
});
