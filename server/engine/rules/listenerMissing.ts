import { nameOf } from "../identity.ts";
import { nearest } from "../nearest.ts";
import { at, get, itemsOf, textOf } from "../node.ts";
import { isLeftOut, reachOf } from "../reach.ts";
import { isOpen, type Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import type { Finding, Rule } from "./rule.ts";

/** A route is attached to the listeners that sectionName names, and to none where none has that name. */
export const listenerMissing: Rule = {
  code: "listener-missing",
  severity: "warning",
  title: "Listener that the Gateway does not have",
  explanation:
    "A parentRef of a route names by sectionName one listener of its Gateway. Where the Gateway has none of that name, the route is attached to nothing (`NoMatchingParent`), and requests for it are answered with an error. Name a listener that is there, or leave sectionName out to attach the route to all of them.",
  link: "https://gateway-api.sigs.k8s.io/reference/spec/#parentreference",
  examples: {
    wrong: `
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: envoy
        listeners:
          - { name: web, protocol: HTTP, port: 80 }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs:
          - name: public
            sectionName: wbe
            #            ^^^ listener-missing
    `,
    right: `
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: public, namespace: shop }
      spec:
        gatewayClassName: envoy
        listeners:
          - { name: web, protocol: HTTP, port: 80 }
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: { name: shop, namespace: shop }
      spec:
        parentRefs:
          - name: public
            sectionName: web
    `,
  },
  judges: "builds",
  about: (resource) => resource.references.some(isParent),
  *check(resource, view) {
    for (const reference of resource.references) {
      if (!isParent(reference) || reference.kind !== "Gateway") continue;
      const finding = missingListener(resource, reference, view);
      if (finding && !isLeftOut(resource, view)) yield finding;
    }
  },
};

const isParent = ({ row }: Reference): boolean => row.at === "spec.parentRefs[]";

function missingListener(
  resource: Resource,
  reference: Reference,
  view: View,
): Finding | undefined {
  const place = [...reference.path.slice(0, -1), "sectionName"];
  const said = textOf(at(treeOf(resource), place));
  if (!said || isOpen(said)) return undefined;
  const found = resolve(view, resource, reference);
  const gateways = found.type === "objects" ? found.resources : [];
  const names = new Set(gateways.flatMap(listenersOf));
  if (gateways.length === 0 || names.has(said) || [...names].some(isOpen)) return undefined;
  const meant = nearest(said, names);
  // What is not even near may be added by a patch.
  if (meant === undefined && gateways.some((it) => reachOf(it, view).patches)) return undefined;
  return {
    at: place,
    message: `Gateway "${reference.text}" has no listener "${said}", so the route is attached to nothing.${meant === undefined ? "" : ` Did you mean "${meant}"?`}`,
    related: gateways.map((it) => ({
      resource: it,
      at: ["spec", "listeners"],
      message: nameOf(it),
    })),
    fixes:
      meant === undefined ? [] : [replaceValue(resource, place, meant, `Replace with "${meant}"`)],
  };
}

const listenersOf = (gateway: Resource): readonly string[] =>
  itemsOf(at(treeOf(gateway), ["spec", "listeners"])).flatMap(
    (it) => textOf(get(it, "name")) ?? [],
  );
