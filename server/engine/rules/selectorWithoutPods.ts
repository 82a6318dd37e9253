import { bringersFor } from "../brought.ts";
import { labelsFound, labelsOfPods } from "../facts.ts";
import { at, type Path, textOf } from "../node.ts";
import { mayBePatched } from "../patched.ts";
import { isLeftOut } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import { podsBeside, podsFoundBy } from "./podsBeside.ts";
import type { Finding, Rule } from "./rule.ts";
import { isSlip } from "./slip.ts";

/** Pods may come from charts and operators; a label that is nearly that of pods beside it is a slip. */
export const selectorWithoutPods: Rule = {
  code: "selector-without-pods",
  severity: "warning",
  title: "Selector that no pods fit",
  explanation:
    "A Service leads to the pods of its namespace that have all labels of its selector, and a PodDisruptionBudget protects those. Where no workload that is applied to the namespace has such pods, the Service has no endpoints and each request to it fails; the budget protects nothing. That alone says little, as charts and operators start pods, too. It is told where pods are here that all labels fit but one, and that one is spelt nearly alike, or has the same value under another key. Select by what the pods have.",
  link: "https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { app: shpo }
        #                ^^^^ selector-without-pods
        ports: [{ port: 80 }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { matchLabels: { app: shop } }
        template:
          metadata: { labels: { app: shop } }
          spec: { containers: [{ name: shop, image: example.com/shop:1.0 }] }
    `,
    right: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { app: shop }
        ports: [{ port: 80 }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { matchLabels: { app: shop } }
        template:
          metadata: { labels: { app: shop } }
          spec: { containers: [{ name: shop, image: example.com/shop:1.0 }] }
    `,
  },
  judges: "builds",
  about: (resource) =>
    (resource.kind === "Service" && resource.group === "") ||
    (resource.kind === "PodDisruptionBudget" && resource.group === "policy"),
  *check(resource, view) {
    const labels = labelsFound(resource);
    if (labels.length === 0 || labels.some(isOpen) || isLeftOut(resource, view)) return;
    if (podsFoundBy(resource, view).length > 0) return;
    const meant = meantBy(resource, labels, view);
    if (meant && isSure(resource, meant, view)) yield finding(resource, meant);
  },
};

/** One label that keeps a selector from the pods of a workload. */
interface Meant {
  readonly workload: Resource;
  readonly key: string;
  readonly value: string;
  /** What the pods have instead. */
  readonly ownKey: string;
  readonly ownValue: string;
}

/** `undefined` where nothing is nearly right, or several things are. */
function meantBy(resource: Resource, labels: readonly string[], view: View): Meant | undefined {
  const near = podsBeside(resource, view).flatMap((workload) => {
    const own = labelsOfPods(workload);
    if (own.some(isOpen)) return [];
    const lacking = labels.filter((it) => !own.includes(it));
    const [lack, ...others] = lacking;
    if (lack === undefined || others.length > 0) return [];
    const better = betterLabel(lack, own);
    return better ? [{ workload, ...better }] : [];
  });
  const [first, ...others] = near;
  const isSame = (it: Meant) => it.ownKey === first?.ownKey && it.ownValue === first.ownValue;
  return first && others.every(isSame) ? first : undefined;
}

function betterLabel(lack: string, own: readonly string[]): Omit<Meant, "workload"> | undefined {
  const [key, value] = parts(lack);
  const found = own.map(parts).filter(([ownKey, ownValue]) => {
    if (ownKey === key) return isSlip(value, ownValue);
    return ownValue === value && (isSlip(key, ownKey) || isNameOfApp(key, ownKey));
  });
  const [only, ...others] = found;
  if (!only || others.length > 0) return undefined;
  return { key, value, ownKey: only[0], ownValue: only[1] };
}

const parts = (label: string): readonly [key: string, value: string] => {
  const sign = label.indexOf("=");
  return [label.slice(0, sign), label.slice(sign + 1)];
};

/** Keys that people and tools use for one thing: what the application is called. */
const isNameOfApp = (a: string, b: string): boolean => APP_KEYS.has(a) && APP_KEYS.has(b);

const APP_KEYS: ReadonlySet<string> = new Set([
  "app",
  "name",
  "k8s-app",
  "app.kubernetes.io/name",
  "app.kubernetes.io/instance",
]);

const selectorAt = (resource: Resource): Path =>
  resource.kind === "Service" ? ["spec", "selector"] : ["spec", "selector", "matchLabels"];

/** Nothing else may bring such pods, and nothing may still change the selector. */
function isSure(resource: Resource, { value }: Meant, view: View): boolean {
  if (textOf(at(treeOf(resource), ["spec", "type"])) === "ExternalName") return false;
  if (mayBePatched(resource, view, ["selector", "labels"])) return false;
  return !bringersFor(resource, view).some((it) => it.document.text.includes(value));
}

function finding(resource: Resource, meant: Meant): Finding {
  const { workload, key, value, ownKey, ownValue } = meant;
  const isKey = ownKey !== key;
  const place = [...selectorAt(resource), key];
  const consequence = resource.kind === "Service" ? "it has no endpoints" : "it protects nothing";
  return {
    at: place,
    on: isKey ? "key" : "value",
    message: `No pods that are applied to its namespace have ${key}: ${value}, so ${consequence}. Did you mean "${ownKey}: ${ownValue}", as those of ${workload.kind} ${workload.name} have it?`,
    related: [
      {
        resource: workload,
        at: ["spec", "template", "metadata", "labels"],
        message: `The labels of its pods.`,
      },
    ],
    fixes: isKey
      ? [
          {
            title: `Select by ${ownKey}: ${ownValue}`,
            changes: [{ type: "replace", resource, at: place, on: "key", text: ownKey }],
            preferred: true,
          },
        ]
      : [replaceValue(resource, place, ownValue, `Select by ${ownKey}: ${ownValue}`)],
  };
}
