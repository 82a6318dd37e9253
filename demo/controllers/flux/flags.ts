import { field, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import type { Inside } from "../../apiserver/inside.ts";
import { milliseconds } from "./durations.ts";

/** The arguments of a controller, as its Deployment in flux-system gives them. */
export interface Flags {
  readonly text: (name: string) => string | undefined;
  readonly duration: (name: string, fallback: number) => number;
  /** A feature gate. */
  readonly gate: (name: string, fallback: boolean) => boolean;
}

export function flagsOf(inside: Inside, controller: string): Flags {
  const deployment = inside.get({
    apiVersion: "apps/v1",
    kind: "Deployment",
    namespace: "flux-system",
    name: controller,
  });
  const containers = listOf(field(deployment, "spec", "template", "spec", "containers"));
  const args = containers.flatMap((it) => listOf(field(it, "args")).map(stringOf));
  const text = (name: string): string | undefined => {
    const found = args.findLast((it) => it.startsWith(`--${name}=`));
    return found?.slice(name.length + 3);
  };
  return {
    text,
    duration: (name, fallback) => milliseconds(text(name) ?? "", fallback),
    gate(name, fallback) {
      const said = new RegExp(`(?:^|,)${name}=(true|false)(?:,|$)`).exec(
        text("feature-gates") ?? "",
      );
      return said ? said[1] === "true" : fallback;
    },
  };
}

/** Does the Deployment of a controller ask for pods? */
export function isInstalled(inside: Inside, controller: string): boolean {
  const deployment = inside.get({
    apiVersion: "apps/v1",
    kind: "Deployment",
    namespace: "flux-system",
    name: controller,
  });
  return deployment !== undefined && field(deployment, "spec", "replicas") !== 0;
}
