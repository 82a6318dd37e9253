import { json } from "../api/json.ts";
import { kinds } from "../api/kinds.ts";
import type { KubeObject } from "../api/kubeObject.ts";

/** Whether a Deployment is one of Flux's or Flagger's controllers. */
export function isController({ kind, metadata }: KubeObject): boolean {
  if (kind !== "Deployment") return false;
  if (json.text(metadata.labels["app.kubernetes.io/part-of"]) === "flux") return true;
  return (
    names.has(metadata.name) || json.text(metadata.labels["app.kubernetes.io/name"]) === "flagger"
  );
}

const names: ReadonlySet<string> = new Set(kinds.map(({ controller }) => controller));

/** The tag of its image; empty where it has none. */
export function controllerVersion({ spec }: KubeObject): string {
  const [container] = json.list(json.at(spec, "template", "spec", "containers"));
  const image = json.text(json.at(container, "image")) ?? "";
  return /:([^:/@]+)(?:@|$)/.exec(image)?.[1] ?? "";
}
