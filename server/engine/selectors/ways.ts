import type { TrafficWay } from "../../../protocol/selectors.ts";
import type { ObjectName } from "../canary/cluster.ts";
import { field, type Json, type JsonObject, listOf, stringOf } from "../canary/json.ts";
import { providerRow } from "../canary/routers/providers.ts";
import type { Routes } from "../canary/routing.ts";
import { canaryIn } from "../canary/scenario/canaryIn.ts";
import type { Setup } from "../canary/setup.ts";

/** How the traffic of users is shared out, in the words of its strategy. */
export interface Shares {
  readonly primary: string;
  readonly canary: string;
}

/** The objects that lead traffic to the Services of a Canary at one moment. */
export function trafficWays(
  setup: Setup,
  objects: ReadonlyMap<string, JsonObject>,
  shares: Shares | undefined,
  about: (kind: string, name: string) => Pick<TrafficWay, "isMade" | "place">,
): readonly TrafficWay[] {
  const canary = canaryIn(setup);
  const { apex } = canary.spec.service;
  const holder = holderOf(setup);
  const ways: TrafficWay[] = [];
  for (const object of objects.values()) {
    const kind = stringOf(object.kind);
    const name = stringOf(field(object, "metadata", "name"));
    if (kind === holder?.kind && name === holder.name) {
      const to = shares && sharedWords(apex, kind, shares);
      if (to) ways.push({ kind, name, words: to, ...about(kind, name) });
    } else if (kind === "Ingress") {
      const backends = backendsOf(object).filter((it) => it === apex || it === `${apex}-canary`);
      if (backends.length === 0) continue;
      const rest = holder?.kind === "Ingress" && shares ? `${shares.primary} ` : "";
      ways.push({ kind, name, words: `${rest}to ${backends.join(", ")}`, ...about(kind, name) });
    }
  }
  return ways;
}

/** The Ingress of the canary only adds to the one of the users. */
const sharedWords = (apex: string, kind: string, { primary, canary }: Shares): string =>
  kind === "Ingress"
    ? `${canary} to ${apex}-canary`
    : `${primary} to ${apex}-primary, ${canary} to ${apex}-canary`;

function backendsOf(ingress: JsonObject): readonly string[] {
  const paths = listOf(field(ingress, "spec", "rules")).flatMap((it) =>
    listOf(field(it, "http", "paths")),
  );
  const all = [
    field(ingress, "spec", "defaultBackend"),
    ...paths.map((it) => field(it, "backend")),
  ];
  return [...new Set(all.map(serviceOf))].filter((it) => it !== "");
}

const serviceOf = (backend: Json | undefined): string =>
  stringOf(field(backend, "service", "name"));

/** `undefined` where the provider splits nothing, so that Services alone decide. */
export function sharesOf(setup: Setup, routes: Routes | undefined): Shares | undefined {
  const { spec } = canaryIn(setup);
  if (!routes || !holderOf(setup)) return undefined;
  const { primary, canary, mirrored } = routes;
  if (mirrored) return { primary: "100 %", canary: `copies of ${canary || 100} %` };
  const isMatching = (spec.analysis?.match.length ?? 0) > 0 && (spec.analysis?.iterations ?? 0) > 0;
  if (isMatching && canary > 0)
    return { primary: "all other requests", canary: "requests that match" };
  return { primary: `${primary} %`, canary: `${canary} %` };
}

/** The object that shares out the traffic; `undefined` for a provider that has none. */
export function holderOf(setup: Setup): ObjectName | undefined {
  const canary = canaryIn(setup);
  return providerRow(canary.spec.provider || setup.flags.meshProvider).holder?.(canary);
}
