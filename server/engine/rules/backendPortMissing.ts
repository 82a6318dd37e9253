import { isBeside } from "../brought.ts";
import { portsServed } from "../facts.ts";
import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import { at, type Path, textOf } from "../node.ts";
import { isLeftOut, reachOf } from "../reach.ts";
import { isOpen, type Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { canariesOf, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Finding, Rule } from "./rule.ts";

/** Routes name ports of the Service, not of its pods. */
export const backendPortMissing: Rule = {
  code: "backend-port-missing",
  severity: "warning",
  title: "Port that the Service does not have",
  explanation:
    "An Ingress, HTTPRoute or GRPCRoute names a backend by its Service and one of the Service's own ports: a number of spec.ports[].port, or for an Ingress also a name. The port of the pods, targetPort, is not meant. Where the Service has no such port, the controllers answer each request with an error, mostly 500 or 503. Write a port of the Service.",
  link: "https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend",
  examples: {
    wrong: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec: { ports: [{ name: http, port: 80, targetPort: 8080 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        defaultBackend: { service: { name: shop, port: { number: 8080 } } }
        #                                                        ^^^^ backend-port-missing
    `,
    right: `
      apiVersion: v1
      kind: Service
      metadata: { name: shop, namespace: shop }
      spec: { ports: [{ name: http, port: 80, targetPort: 8080 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, namespace: shop }
      spec:
        defaultBackend: { service: { name: shop, port: { number: 80 } } }
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => PORTS.has(`${group}|${kind}`),
  *check(resource, view) {
    for (const reference of resource.references) {
      if (reference.kind !== "Service" || !isBackend(reference)) continue;
      for (const path of PORTS.get(`${resource.group}|${resource.kind}`) ?? []) {
        const place = [...reference.path.slice(0, -1), ...path];
        const finding = portFinding(view, resource, reference, place);
        if (finding) yield finding;
      }
    }
  },
};

/** Where the port stands, beside the name of the Service. */
const PORTS: ReadonlyMap<string, readonly Path[]> = new Map([
  [
    "networking.k8s.io|Ingress",
    [
      ["port", "number"],
      ["port", "name"],
    ],
  ],
  ["gateway.networking.k8s.io|HTTPRoute", [["port"]]],
  ["gateway.networking.k8s.io|GRPCRoute", [["port"]]],
]);

const isBackend = ({ row }: Reference): boolean => !row.at.startsWith("spec.parentRefs");

function portFinding(
  view: View,
  resource: Resource,
  reference: Reference,
  place: Path,
): Finding | undefined {
  const text = textOf(at(treeOf(resource), place));
  if (text === undefined || isOpen(text)) return undefined;
  const found = resolve(view, resource, reference);
  if (found.type !== "objects" || !found.resources.every((it) => isTogether(it, resource, view)))
    return undefined;
  const services = ofOneBuild(found.resources, resource);
  const ports = services.map(portsServed);
  const field = place.at(-1) === "name" ? "name" : "number";
  // Of several that may be meant, and of one without ports, nothing is known.
  if (ports.some((it) => it.length === 0 || it.some((port) => port[field] === text))) return;
  const known = [...new Set(ports.flat().map((it) => it[field]))].filter((it) => it !== "");
  if (known.some(isOpen) || mayChange(view, resource, reference, services)) return;
  const better = known.length === 1 ? known[0] : nearest(text, known);
  const shown = ports.flat().map((it) => (it.name ? `${it.number} (${it.name})` : it.number));
  return {
    at: place,
    message: `Service ${reference.text} has no port ${text}, so requests that it takes there are answered with an error. It has ${[...new Set(shown)].join(", ")}.`,
    related: services.slice(0, SHOWN).map((it) => ({
      resource: it,
      at: ["spec", "ports"],
      message: `The ports of ${nameOf(it)}.`,
    })),
    fixes:
      better === undefined
        ? []
        : [
            {
              title: `Replace with ${better}`,
              changes: [
                { type: "replace", resource, at: place, on: "value", text: better, raw: true },
              ],
              preferred: true,
            },
          ],
  };
}

const SHOWN = 3;

/** Overlays that no cluster leads to are alternatives to one another. */
function ofOneBuild(services: readonly Resource[], { built }: Resource): readonly Resource[] {
  const own = services.filter((it) => it.built?.rendering.id === built?.rendering.id);
  return own.length > 0 ? own : services;
}

/** What builds give is of one cluster. Of files that nothing builds only those that lie together belong together. */
const isTogether = (service: Resource, resource: Resource, view: View): boolean =>
  resource.built ? service.built !== undefined : isBeside(service, resource, view);

/** Flagger writes the ports of its Services itself, and parents that are not built may patch either. */
const mayChange = (
  view: View,
  resource: Resource,
  { text }: Reference,
  services: readonly Resource[],
): boolean =>
  canariesOf(view, text).length > 0 ||
  isLeftOut(resource, view) ||
  [resource, ...services].some((it) => reachOf(it, view).patches);
