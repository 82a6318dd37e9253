import { field, isObject, type JsonObject, stringOf } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import type { Resource } from "../../resource.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";
import { theOne } from "./theOne.ts";
import { trackedReferences } from "./trackedReferences.ts";

/** Flagger compares and copies `data` alone. flagger.md §3.5, §6.4 T17 */
export const configNotCopied: Rule = {
  code: "config-not-copied",
  severity: "warning",
  title: "ConfigMap that Flagger copies in part",
  explanation:
    "Flagger gives the primary copies of the ConfigMaps that its target uses, and starts an analysis when one changes. It looks at data alone: a copy has no binaryData, so the primary lacks these files, and a change in them starts nothing. Nor is the copy of an immutable ConfigMap immutable. Keep binary files elsewhere, or annotate the ConfigMap with flagger.app/config-tracking: disabled, so that primary and canary share it.",
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
            volumes: [{ name: logo, configMap: { name: logo } }]
            #                                          ^^^^ config-not-copied
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: logo, namespace: shop }
      binaryData: { logo.png: iVBORw0KGgo= }
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
            volumes: [{ name: logo, configMap: { name: logo } }]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: logo
        namespace: shop
        annotations: { flagger.app/config-tracking: disabled }
      binaryData: { logo.png: iVBORw0KGgo= }
    `,
  },
  judges: "builds",
  about: isWorkload,
  *check(resource, view) {
    const named = trackedReferences(resource, "ConfigMap").filter((it) => !it.open);
    const canary = named.length > 0 ? targetedBy(resource, view) : undefined;
    if (!canary || flaggerFlag(view, "configTracking")?.text === "false") return;
    for (const reference of named) {
      const resolution = resolve(view, resource, reference);
      if (resolution.type !== "objects") continue;
      const config = theOne(resource, resolution.resources);
      if (!config) continue;
      const lost = isShared(config, view) ? undefined : lostOf(objectOf(config, view));
      if (!lost) continue;
      yield {
        at: reference.path,
        severity: lost.severity,
        message: `${reference.text}-primary, the copy for the primary, ${lost.words}.${lost.severity === "warning" ? ` With flagger.app/config-tracking: disabled on ${reference.text} both share it.` : ""}`,
        related: [
          { resource: config, at: [lost.field], message: "What is not copied." },
          { resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." },
        ],
      };
    }
  },
};

/** Has somebody said that Flagger should leave it alone? */
const isShared = (config: Resource, view: View): boolean =>
  stringOf(
    field(objectOf(config, view), "metadata", "annotations", "flagger.app/config-tracking"),
  ).startsWith("disable");

interface Lost {
  readonly field: string;
  readonly words: string;
  readonly severity: "warning" | "hint";
}

function lostOf({ binaryData, immutable }: JsonObject): Lost | undefined {
  const keys = isObject(binaryData) ? Object.keys(binaryData) : [];
  if (keys.length > 0) {
    return {
      field: "binaryData",
      words: `will lack ${keys.join(", ")}, for Flagger copies no binaryData, and a change there starts no analysis`,
      severity: "warning",
    };
  }
  return immutable === true
    ? { field: "immutable", words: "will not be immutable", severity: "hint" }
    : undefined;
}
