import { field, isObject, stringOf } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";

/** Any change of the pod template is a new revision to Flagger. flagger.md §2.8, §6.4 T14 */
export const templateRewritten: Rule = {
  code: "template-rewritten",
  severity: "warning",
  title: "Pod template that another controller writes into",
  explanation:
    "Flagger starts an analysis whenever the pod template of its target changes. Controllers that restart workloads when a ConfigMap or image changes do so by writing into that template, so each of their writes is a release to be analysed; one that comes during an analysis begins it anew. When the primary is made it gets the annotation too, so it is restarted without any analysis. Flagger tracks ConfigMaps and Secrets itself: take the annotation out.",
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
      metadata:
        name: orders
        namespace: shop
        annotations:
          reloader.stakater.com/auto: "true"
      #   ^^^^^^^^^^^^^^^^^^^^^^^^^^ template-rewritten
      spec:
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
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
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
  },
  judges: "builds",
  about: isWorkload,
  *check(resource, view) {
    const at = ["metadata", "annotations"];
    // Most workloads have no Canary, which is soon known.
    const canary = targetedBy(resource, view);
    const annotations = canary && field(objectOf(resource, view), ...at);
    if (!canary || !isObject(annotations)) return;
    for (const [key, value] of Object.entries(annotations)) {
      const writer = writerOf(key, stringOf(value));
      if (!writer) continue;
      // Where Flagger does not follow them, somebody else has to.
      if (writer.instead && flaggerFlag(view, "configTracking")?.text === "false") continue;
      yield {
        at: [...at, key],
        on: "key",
        message: `${writer.name} will write into the pod template when ${writer.when}, and Flagger will analyse that as a release of ${resource.name}. Remove the annotation${writer.instead ?? ""}.`,
        related: [{ resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." }],
      };
    }
  },
};

interface Writer {
  readonly name: string;
  readonly when: string;
  /** Why Flagger can do without it. */
  readonly instead?: string;
}

const CONFIG = {
  when: "a ConfigMap or Secret changes",
  instead: ": Flagger follows ConfigMaps and Secrets itself",
};

function writerOf(key: string, value: string): Writer | undefined {
  if (value === "false" || value === "") return undefined;
  const [domain = "", name] = key.split("/");
  if (domain === "reloader.stakater.com" || domain.endsWith(".reloader.stakater.com")) {
    return name === "auto" || name === "reload" || name === "search"
      ? { name: "Reloader", ...CONFIG }
      : undefined;
  }
  if (key === "wave.pusher.com/update-on-config-change") return { name: "Wave", ...CONFIG };
  if (key === "keel.sh/policy" && value !== "never") {
    return { name: "Keel", when: "there is a new image" };
  }
  return undefined;
}
