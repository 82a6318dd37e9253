import { stringOf } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import { isOpen } from "../../references/read.ts";
import { resolve } from "../../targets.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";
import { theOne } from "./theOne.ts";
import { trackedReferences } from "./trackedReferences.ts";

/**
 * Types that Flagger tracks. flagger.md §2.8, §6.4 T18
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/config_tracker.go
 */
const TRACKED = [
  "Opaque",
  "kubernetes.io/basic-auth",
  "kubernetes.io/ssh-auth",
  "kubernetes.io/tls",
];

export const secretNotCopied: Rule = {
  code: "secret-not-copied",
  severity: "hint",
  title: "Secret that primary and canary share",
  explanation:
    "Flagger gives the primary copies of the Secrets that its target uses, so that a changed one is analysed before it reaches the primary. Only the types Opaque, kubernetes.io/tls, kubernetes.io/basic-auth and kubernetes.io/ssh-auth are treated so. A Secret of any other type is shared: a change starts no analysis, and reaches the primary at its next restart.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }]
            volumes: [{ name: registry, secret: { secretName: registry } }]
            #                                                 ^^^^^^^^ secret-not-copied
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: registry, namespace: shop }
      type: kubernetes.io/dockerconfigjson
      stringData: { .dockerconfigjson: "{}" }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec:
            containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }]
            volumes: [{ name: registry, secret: { secretName: registry } }]
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: registry, namespace: shop }
      stringData: { config.json: "{}" }
    `,
  },
  judges: "builds",
  about: isWorkload,
  *check(resource, view) {
    const named = trackedReferences(resource, "Secret").filter((it) => !it.open);
    const canary = named.length > 0 ? targetedBy(resource, view) : undefined;
    if (!canary || flaggerFlag(view, "configTracking")?.text === "false") return;
    for (const reference of named) {
      const resolution = resolve(view, resource, reference);
      if (resolution.type !== "objects") continue;
      const secret = theOne(resource, resolution.resources);
      if (secret?.kind !== "Secret") continue;
      const type = stringOf(objectOf(secret, view).type) || "Opaque";
      if (TRACKED.includes(type) || isOpen(type)) continue;
      yield {
        at: reference.path,
        message: `Primary and canary share this Secret, and a change in it starts no analysis: Flagger does not copy the type ${type}.`,
        related: [
          { resource: secret, at: ["type"], message: "The type of the Secret." },
          { resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." },
        ],
      };
    }
  },
};
