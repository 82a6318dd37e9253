import { field, isObject, type JsonObject, listOf, stringOf } from "../../canary/json.ts";
import type { Change } from "../../edits.ts";
import { flagSaidBy } from "../../flagger.ts";
import { mayBePatched } from "../../patched.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";

const { flagger } = examplePieces;

const viz = `
      #- viz.yaml
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: linkerd-viz, namespace: linkerd-viz }
      spec:
        interval: 1h
        chart:
          spec:
            chart: linkerd-viz
            version: 30.12.11
            sourceRef: { kind: HelmRepository, name: linkerd }
      ---
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: linkerd, namespace: linkerd-viz }
      spec: { interval: 1h, url: https://helm.linkerd.io/stable }`;

/** Since 2.12 only those who are named may ask Linkerd's Prometheus. flagger.md §6.5 M22 */
export const linkerdPrometheusClosed: Rule = {
  code: "linkerd-prometheus-closed",
  severity: "warning",
  title: "Linkerd's Prometheus that lets nobody in",
  explanation:
    "Since Linkerd 2.12 the Prometheus of linkerd-viz answers only clients that an AuthorizationPolicy names. Flagger is none of them until its chart makes one: set linkerdAuthPolicy.create to true. Without it every built-in check ends in an error of the query, which is a failed check, so each rollout is rolled back.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${flagger}
        values:
          meshProvider: linkerd
          metricsServer: http://prometheus.linkerd-viz:9090
          #              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ linkerd-prometheus-closed
${viz}
    `,
    right: `${flagger}
        values:
          meshProvider: linkerd
          metricsServer: http://prometheus.linkerd-viz:9090
          linkerdAuthPolicy: { create: true }
${viz}
    `,
  },
  judges: "builds",
  about: ({ facts, kind }) => kind === "HelmRelease" && facts.includes("chart flagger"),
  *check(resource, view) {
    const server = flagSaidBy(resource, "metricsServer");
    if (!server?.at || !server.text.includes("linkerd-viz")) return;
    const spec = specOf(objectOf(resource, view));
    if (field(spec, "values", "linkerdAuthPolicy", "create") !== undefined) {
      if (field(spec, "values", "linkerdAuthPolicy", "create") !== false) return;
    }
    if (listOf(spec.valuesFrom).length > 0 || mayBePatched(resource, view, [POLICY])) return;
    if (!isClosed(view)) return;
    yield {
      at: server.at,
      message:
        "The Prometheus of linkerd-viz answers only those whom an AuthorizationPolicy names, and nothing here names Flagger, so every built-in check fails. Set linkerdAuthPolicy.create to true.",
      fixes: [
        {
          title: "Set linkerdAuthPolicy.create",
          changes: [creating(resource, spec)],
          preferred: true,
        },
      ],
    };
  },
};

const POLICY = "linkerdAuthPolicy";

function creating(resource: Resource, spec: JsonObject): Change {
  const at = ["spec", "values", POLICY];
  if (!isObject(field(spec, "values", POLICY))) {
    return { type: "insert", resource, at: at.slice(0, -1), text: `${POLICY}:\n  create: true` };
  }
  return field(spec, "values", POLICY, "create") === undefined
    ? { type: "insert", resource, at, text: "create: true" }
    : { type: "replace", resource, at: [...at, "create"], on: "value", text: "true", raw: true };
}

const specOf = (object: JsonObject): JsonObject => (isObject(object.spec) ? object.spec : {});

/** Linkerd 2.12 or later is installed from here, and nobody lets anybody in. */
function isClosed(view: View): boolean {
  const releases = view.withFact("chart linkerd-viz");
  const isOld = releases.some((it) =>
    /^[~^v=]*2\./.test(stringOf(field(objectOf(it, view), "spec", "chart", "spec", "version"))),
  );
  if (releases.length === 0 || isOld) return false;
  return ["AuthorizationPolicy", "ServerAuthorization"].every((kind) =>
    view
      .ofKind("policy.linkerd.io", kind)
      .every((it) => it.namespace !== undefined && it.namespace !== "linkerd-viz"),
  );
}
