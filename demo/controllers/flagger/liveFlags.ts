import { DEFAULT_FLAGS, type Flags } from "../../../server/engine/canary/flags.ts";
import { field, type JsonObject, listOf, stringOf } from "../../../server/engine/canary/json.ts";
import { flagsSaid } from "../../../server/engine/canary/scenario/flagsOf.ts";
import { isFlagger } from "../../../server/engine/facts.ts";
import { flagSaidBy } from "../../../server/engine/flagger.ts";
import { memo } from "../../../server/engine/memo.ts";
import { resourcesOf } from "../../../server/engine/resource.ts";
import { splitDocuments } from "../../../server/engine/yaml.ts";
import type { Inside } from "../../apiserver/inside.ts";

/** What the Flagger of this cluster is told: by the values of its release, else by the arguments of its Deployment. */
export function liveFlags(inside: Inside): Flags {
  const installation = releaseIn(inside) ?? deploymentIn(inside);
  return installation ? flagsIn(installation) : DEFAULT_FLAGS;
}

/** The Deployment of Flagger; `undefined` where it is not installed. */
export const deploymentIn = (inside: Inside): JsonObject | undefined =>
  inside.list("apps/v1", "Deployment").find(runsFlagger);

const runsFlagger = (deployment: JsonObject): boolean =>
  listOf(field(deployment, "spec", "template", "spec", "containers")).some((it) =>
    isFlagger(stringOf(field(it, "image"))),
  );

const releaseIn = (inside: Inside): JsonObject | undefined =>
  inside
    .list("helm.toolkit.fluxcd.io/v2", "HelmRelease")
    .find((it) => /(^|\/)flagger$/.test(stringOf(field(it, "spec", "chart", "spec", "chart"))));

/** JSON is YAML, so that the reader of files reads objects, too. */
const flagsIn = memo((installation: JsonObject): Flags => {
  const { kind, apiVersion, metadata, spec } = installation;
  const text = JSON.stringify({ apiVersion, kind, metadata, spec });
  const [resource] = splitDocuments(text).flatMap(({ document }) => resourcesOf(document, "live"));
  return flagsSaid((flag) => resource && flagSaidBy(resource, flag)?.text);
});
