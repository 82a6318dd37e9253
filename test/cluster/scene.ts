import { parseAllDocuments } from "yaml";
import { insideOf } from "../../demo/apiserver/inside.ts";
import type { Demo } from "../../demo/main.ts";
import type { JsonObject } from "../../server/engine/canary/json.ts";

/** Puts objects with their statuses into a demo cluster, as if controllers had been at work. */
export function putScene(demo: Pick<Demo, "cluster">, yaml: string): void {
  const inside = insideOf(demo.cluster, "scene");
  for (const document of parseAllDocuments(yaml)) {
    const object = document.toJS() as JsonObject | null;
    if (!object) continue;
    const { status, ...rest } = object;
    const metadata = rest.metadata as { name: string; namespace?: string };
    if (metadata.namespace !== undefined)
      inside.apply({
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: metadata.namespace },
      });
    refuseNone(inside.apply(rest), metadata.name);
    if (status === undefined) continue;
    const place = {
      apiVersion: String(rest.apiVersion),
      kind: String(rest.kind),
      namespace: metadata.namespace ?? "",
      name: metadata.name,
    };
    refuseNone(inside.patch(place, { status }, "status"), metadata.name);
  }
}

function refuseNone({ code, object }: { code: number; object: JsonObject }, name: string): void {
  if (code >= 400) throw new Error(`${name}: ${JSON.stringify(object.message ?? object)}`);
}
