import type { Canary } from "../canary.ts";
import { field, type JsonObject } from "../json.ts";
import { stringsOf } from "../stringsOf.ts";
import { same } from "./same.ts";
import { type Annotations, annotationsOf, unmanaged } from "./toolkit.ts";

/** Labels and annotations of `service.apex`, which a routing object carries as well as the Service. */
export interface ApexMetadata {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Annotations;
}

export function apexMetadata(canary: Canary): ApexMetadata {
  const { object } = canary.spec.service;
  return {
    labels: stringsOf(field(object, "apex", "labels")),
    annotations: unmanaged(stringsOf(field(object, "apex", "annotations"))),
  };
}

export const hasLabels = (found: JsonObject, { labels }: ApexMetadata): boolean =>
  same(stringsOf(field(found, "metadata", "labels")), labels);

export const hasMetadata = (found: JsonObject, metadata: ApexMetadata): boolean =>
  hasLabels(found, metadata) && same(annotationsOf(found), metadata.annotations);
