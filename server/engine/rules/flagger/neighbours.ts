import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { neighboursAmong } from "./neighboursAmong.ts";

/**
 * All objects of a kind in the same cluster and namespace. For kinds of which there are few, and at the end of a check:
 * whoever asks is asked again whenever anything of that kind changes.
 */
export const neighbours = (
  resource: Resource,
  group: string,
  kind: string,
  view: View,
): readonly Resource[] => neighboursAmong(resource, view.ofKind(group, kind), view);
