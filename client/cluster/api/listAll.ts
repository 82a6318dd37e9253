import type { Connection } from "./connection.ts";
import type { Resource } from "./discovery.ts";
import { cancelled, type Outcome } from "./failure.ts";
import { json } from "./json.ts";
import { type KubeObject, kubeObject } from "./kubeObject.ts";
import { pathOf } from "./requestPath.ts";

/** All objects at one moment, and the version from which a watch goes on. */
export interface Listed {
  readonly objects: readonly KubeObject[];
  readonly position: string;
}

export interface ListOptions {
  readonly namespace?: string | undefined;
  readonly pageSize?: number;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Reads one of its items; absent: all of it. */
  readonly read?: typeof kubeObject;
}

/** Lists a kind page by page; a list whose pages grew too old on the way begins again, twice at most. */
export async function listAll(
  connection: Connection,
  resource: Resource,
  options: ListOptions,
  signal: AbortSignal,
): Promise<Outcome<Listed>> {
  for (let again = 0; ; again += 1) {
    const listed = await pages(connection, resource, options, signal);
    if (listed.failure?.kind !== "gone" || again === 2) return listed;
  }
}

async function pages(
  connection: Connection,
  resource: Resource,
  { namespace, pageSize = 500, labelSelector, fieldSelector, read = kubeObject }: ListOptions,
  signal: AbortSignal,
): Promise<Outcome<Listed>> {
  const objects: KubeObject[] = [];
  const query = new URLSearchParams({ limit: String(pageSize) });
  if (labelSelector) query.set("labelSelector", labelSelector);
  if (fieldSelector) query.set("fieldSelector", fieldSelector);
  const { group, version, kind } = resource;
  const type = { apiVersion: group === "" ? version : `${group}/${version}`, kind };
  for (;;) {
    if (signal.aborted) return cancelled;
    const page = await connection.get(`${pathOf(resource, namespace)}?${query}`, signal);
    if (page.failure) return page;
    for (const item of json.list(page.value.items)) {
      const object = read(item, type);
      if (object) objects.push(object);
    }
    const metadata = json.fields(page.value.metadata);
    const next = json.text(metadata.continue);
    if (!next) return { value: { objects, position: json.text(metadata.resourceVersion) ?? "" } };
    query.set("continue", next);
  }
}
