import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { storedKnative } from "../../server/engine/canary/storedKnative.ts";
import type { ApiServer } from "./apiServer.ts";

/** Definitions of Knative's kinds, as far as Flagger reads them. They take everything. */
export const knativeDefinitions: readonly JsonObject[] = ["Service", "Revision"].map((kind) => {
  const plural = `${kind.toLowerCase()}s`;
  const names = { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` };
  const openAPIV3Schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  const version = { name: "v1", served: true, storage: true, schema: { openAPIV3Schema } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.serving.knative.dev` },
    spec: { group: "serving.knative.dev", scope: "Namespaced", names, versions: [version] },
  };
});

/** Plays Knative's controller: traffic goes at once where a Service wants it. Does nothing for other objects. */
export async function serve(api: ApiServer, object: JsonObject): Promise<void> {
  const { apiVersion, kind, metadata } = object;
  if (apiVersion !== "serving.knative.dev/v1" || kind !== "Service") return;
  const [name, namespace] = [field(metadata, "name"), field(metadata, "namespace")].map(stringOf);
  const path = await api.pathOf(apiVersion, kind, namespace ?? "", name);
  const { status } = storedKnative(object);
  await api.call("PATCH", path, { status: status ?? null }, "application/merge-patch+json");
}
