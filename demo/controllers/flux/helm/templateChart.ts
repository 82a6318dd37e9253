import { field, isObject, stringOf } from "../../../../server/engine/canary/json.ts";
import type { Place } from "../../../apiserver/inside.ts";
import type { Desk } from "../../controller.ts";
import { type Subject, textIn } from "../subject.ts";

/** Makes the HelmChart of `spec.chart`, in the namespace of its source; answers what went wrong. */
export function applyChart(subject: Subject, desk: Desk): string | undefined {
  const { spec, place, status } = subject;
  const wanted = chartPlace(subject);
  const before = stringOf(status().helmChart);
  if (before !== "" && before !== (wanted && `${wanted.namespace}/${wanted.name}`))
    removeChart(subject, desk);
  const template = field(spec, "chart", "spec");
  if (!wanted || !isObject(template)) return undefined;
  const { sourceRef, interval, ...rest } = template;
  const metadata = field(spec, "chart", "metadata");
  const { code, object } = desk.inside.apply({
    apiVersion: wanted.apiVersion,
    kind: wanted.kind,
    metadata: {
      name: wanted.name,
      namespace: wanted.namespace,
      ...(isObject(metadata) &&
        isObject(metadata.annotations) && { annotations: metadata.annotations }),
      labels: {
        ...(isObject(metadata) && isObject(metadata.labels) ? metadata.labels : {}),
        "helm.toolkit.fluxcd.io/name": place.name,
        "helm.toolkit.fluxcd.io/namespace": place.namespace,
      },
    },
    spec: {
      ...rest,
      interval: interval ?? spec.interval,
      sourceRef: { kind: field(sourceRef, "kind"), name: field(sourceRef, "name") },
    },
  });
  if (code >= 400) {
    const message = `failed to run server-side apply: ${stringOf(object.message)}`;
    subject.event("Normal", "HelmChartSyncErr", message);
    return message;
  }
  if (code === 201) {
    const reference = `${stringOf(field(sourceRef, "kind"))}/${wanted.namespace}/${stringOf(field(sourceRef, "name"))}`;
    const said = `Created HelmChart/${wanted.namespace}/${wanted.name} with SourceRef '${reference}'`;
    subject.event("Normal", "HelmChartCreated", said);
  }
  subject.set({ helmChart: `${wanted.namespace}/${wanted.name}` });
  return undefined;
}

function chartPlace(subject: Subject): Place | undefined {
  const { spec, place } = subject;
  if (!isObject(spec.chart)) return undefined;
  const namespace = textIn(subject, "chart", "spec", "sourceRef", "namespace") || place.namespace;
  const name = `${place.namespace}-${place.name}`;
  return { apiVersion: "source.toolkit.fluxcd.io/v1", kind: "HelmChart", namespace, name };
}

/** Deletes the HelmChart that the status tells of. */
export function removeChart({ status, set }: Subject, { inside }: Desk): void {
  const [namespace = "", name = ""] = stringOf(status().helmChart).split("/");
  if (name === "") return;
  inside.remove({ apiVersion: "source.toolkit.fluxcd.io/v1", kind: "HelmChart", namespace, name });
  set({ helmChart: undefined });
}
