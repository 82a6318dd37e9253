import { labelsFound, portsLedTo, portsListenedAt } from "../facts.ts";
import { nearest } from "../nearest.ts";
import { at, get, itemsOf, textOf } from "../node.ts";
import { mayBePatched } from "../patched.ts";
import { isLeftOut } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { canariesOf } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import { podsFoundBy } from "./podsBeside.ts";
import type { Finding, Rule } from "./rule.ts";

/** A named port is looked up among those of the containers. A number needs none: `containerPort` merely informs. */
export const targetPortMissing: Rule = {
  code: "target-port-missing",
  severity: "warning",
  title: "Named port that no container has",
  explanation:
    "When targetPort is a name, Kubernetes looks for a container port of that name in each pod that the Service selects, and leaves the pod out where there is none. Where no container of the selected workloads has it, the port has no endpoints and requests fail. Name a port that a container declares, or write its number. A number is not checked: containers may listen at ports that they do not declare.",
  link: "https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { app: shop }
        ports: [{ port: 80, targetPort: htpp }]
        #                               ^^^^ target-port-missing
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { matchLabels: { app: shop } }
        template:
          metadata: { labels: { app: shop } }
          spec:
            containers:
              - name: shop
                image: example.com/shop:1.0
                ports: [{ name: http, containerPort: 8080 }]
    `,
    right: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { app: shop }
        ports: [{ port: 80, targetPort: http }]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: shop, namespace: shop }
      spec:
        selector: { matchLabels: { app: shop } }
        template:
          metadata: { labels: { app: shop } }
          spec:
            containers:
              - name: shop
                image: example.com/shop:1.0
                ports: [{ name: http, containerPort: 8080 }]
    `,
  },
  judges: "builds",
  about: (resource) => resource.kind === "Service" && portsLedTo(resource).length > 0,
  *check(resource, view) {
    if (labelsFound(resource).some(isOpen)) return;
    const named = portsLedTo(resource).filter((it) => !isOpen(it) && !OF_SIDECARS.has(it));
    const workloads = named.length > 0 ? podsFoundBy(resource, view) : [];
    const there = new Set(workloads.flatMap(portsListenedAt));
    const lost = named.filter((it) => !there.has(it));
    if (workloads.length === 0 || lost.length === 0 || [...there].some(isOpen)) return;
    if (isLeftOut(resource, view) || mayChange([resource, ...workloads], view)) return;
    // Flagger writes the ports of its Services itself.
    if (canariesOf(view, resource.name).length > 0) return;
    yield* findings(resource, workloads, there, new Set(lost));
  },
};

/** What meshes put into pods. */
const OF_SIDECARS: ReadonlySet<string> = new Set([
  "http-envoy-prom",
  "linkerd-admin",
  "linkerd-proxy",
]);

const mayChange = (resources: readonly Resource[], view: View): boolean =>
  resources.some((it) => mayBePatched(it, view, ["ports", "containers", "initContainers"]));

function* findings(
  resource: Resource,
  workloads: readonly Resource[],
  there: ReadonlySet<string>,
  lost: ReadonlySet<string>,
): Generator<Finding> {
  for (const [index, port] of itemsOf(at(treeOf(resource), ["spec", "ports"])).entries()) {
    const name = textOf(get(port, "targetPort"));
    if (name === undefined || !lost.has(name)) continue;
    const better = nearest(name, there) ?? (there.size === 1 ? [...there][0] : undefined);
    const whose = [...new Set(workloads.map((it) => `${it.kind} ${it.name}`))].slice(0, SHOWN);
    const place = ["spec", "ports", index, "targetPort"];
    yield {
      at: place,
      message: `No container of ${whose.join(" and ")} has a port named "${name}", so this port has no endpoints.${better === undefined ? "" : ` Did you mean "${better}"?`}`,
      related: workloads.slice(0, SHOWN).map((it) => ({
        resource: it,
        at: ["metadata", "name"],
        message: `${it.kind} ${it.name}, which it selects.`,
      })),
      fixes:
        better === undefined
          ? []
          : [replaceValue(resource, place, better, `Replace with "${better}"`)],
    };
  }
}

const SHOWN = 3;
