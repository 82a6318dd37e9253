import type { Mapping } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import type { Generator } from "./generating.ts";
import { generate } from "./generators.ts";
import { idOf, originalIdOf, printId } from "./id.ts";
import { generatorEntry, mappingAt, scalarAt } from "./kustomizationEntries.ts";
import { decodedLeniently } from "./lenientDecode.ts";
import type { Loader } from "./loading.ts";
import { checkBuiltin, configuredIn, configuring, pluginFields, pluginObjects } from "./plugins.ts";
import { generatorTypes, pluginTypes } from "./pluginTypes.ts";
import { stringNode } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import type { Target } from "./target.ts";
import { trackOf } from "./track.ts";
import { type Cause, emptyMapping, keyNode, withField } from "./tree.ts";

/** The generators that the entries of `generators` ask for (kustomize.md §22.1). */
export function pluginGenerators(target: Target): readonly Generator[] {
  const { kustomization, loader, context } = target;
  return pluginObjects(target, kustomization.generators, "generator").map((object) =>
    within("failed to load generator: ", () => generatorOf(object, loader, context.lenient)),
  );
}

type Kind = keyof typeof generatorTypes;

const KINDS: ReadonlySet<string> = new Set([
  ...Object.keys(pluginTypes),
  ...Object.keys(generatorTypes),
]);

function generatorOf(object: BuiltObject, loader: Loader, lenient: boolean): Generator {
  checkBuiltin(object, KINDS);
  const { kind, name, namespace } = idOf(object);
  const place = placeOfNode(object.node);
  if (!Object.hasOwn(generatorTypes, kind) || !place) {
    return stop(`plugin ${printId(originalIdOf(object))} not a generator`, place);
  }
  const run = configuring(object, () => {
    const node = decodedLeniently(pluginFields(object), generatorTypes[kind as Kind]);
    return runOf(kind as Kind, node, loader, place, lenient);
  });
  const by = { apiVersion: "builtin", kind, name, namespace };
  return { run, by, configuredIn: configuredIn(object) };
}

function runOf(
  kind: Kind,
  node: Mapping,
  loader: Loader,
  place: Step["place"],
  lenient: boolean,
): Generator["run"] {
  if (kind === "HelmChartInflationGenerator") {
    return lenient ? () => [] : stop("must specify --enable-helm", place);
  }
  if (kind === "IAMPolicyGenerator") {
    return () => [serviceAccount(node, { by: kind, place })];
  }
  const metadata = mappingAt(node, "metadata");
  const written = generatorEntry(kind)(node, 0);
  const entry = {
    ...written,
    name: written.name ?? (metadata && scalarAt(metadata, "name")),
    namespace: written.namespace ?? (metadata && scalarAt(metadata, "namespace")),
  };
  return () => [generate(entry, undefined, loader, { by: kind, place })];
}

/** The one thing that the IAMPolicyGenerator makes: an account of Kubernetes bound to one of Google. */
function serviceAccount(node: Mapping, step: Step): BuiltObject {
  const cloud = scalarAt(node, "cloud");
  if (cloud?.text !== "gke") {
    const message = `cloud provider ${cloud?.text ?? ""} not supported yet`;
    return stop(message, placeOfNode(cloud ?? node));
  }
  const account = mappingAt(node, "serviceAccount");
  const service = mappingAt(node, "kubernetesService");
  const said = (from: Mapping | undefined, key: string) =>
    (from && scalarAt(from, key)?.text) ?? "";
  const cause = causedBy(node, step);
  const email = `${said(account, "name")}@${said(account, "projectId")}.iam.gserviceaccount.com`;
  const annotations = texts({ "iam.gke.io/gcp-service-account": email }, cause);
  const named = texts(
    { name: said(service, "name"), namespace: said(service, "namespace") },
    cause,
  );
  const made = withField(
    texts({ apiVersion: "v1", kind: "ServiceAccount" }, cause),
    "metadata",
    withField(named, "annotations", annotations, cause),
    cause,
  );
  const { path, document } = step.place;
  return {
    node: made,
    began: { path, document, at: [], generator: "IAMPolicyGenerator" },
    steps: [step],
    track: trackOf(made),
  };
}

/** A mapping of texts; empty ones are left out. */
const texts = (fields: Readonly<Record<string, string>>, cause: Cause): Mapping => ({
  ...emptyMapping(cause),
  entries: Object.entries(fields)
    .filter(([, text]) => text !== "")
    .map(([key, text]) => ({ key: keyNode(key, cause), value: stringNode(text, cause) })),
});
