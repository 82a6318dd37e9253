import { stringOf } from "../../../../server/engine/canary/json.ts";
import { compareApplied } from "../../../../server/engine/flux/applyOrder.ts";
import { kindOf } from "../../../apiserver/cluster.ts";
import type { Inside, Place } from "../../../apiserver/inside.ts";
import { textsOf } from "../../../apiserver/objects/metadata.ts";
import type { Desk } from "../../controller.ts";
import { type ObjectChange, shownPlace } from "./changes.ts";
import { isLeftAlone, isMarked, ownerLabels } from "./marks.ts";

export interface Pruned {
  readonly changes: readonly ObjectChange[];
  /** Those that the API server would not let go. */
  readonly survivors: readonly Place[];
  readonly problem: string | undefined;
}

/** Deletes objects in the reverse order of applying; those that belong to somebody else, or are marked, stay. */
export function prune(
  places: readonly Place[],
  owner: Place,
  inside: Inside,
  { cluster }: Desk,
): Pruned {
  const changes: ObjectChange[] = [];
  const survivors: Place[] = [];
  const problems: string[] = [];
  const labels = Object.entries(ownerLabels(owner.name, owner.namespace));
  for (const place of [...places].sort(reversed)) {
    // A kind whose definition is gone has taken its objects with it.
    const existing = kindOf(cluster, place.apiVersion, place.kind) && inside.get(place);
    if (!existing) {
      changes.push({ place, action: "deleted" });
      continue;
    }
    const isOwn = labels.every(([key, value]) => textsOf(existing, "labels")[key] === value);
    if (!isOwn || isLeftAlone(existing) || isMarked(existing, "prune", "disabled")) {
      changes.push({ place, action: "skipped" });
      continue;
    }
    const { code, object } = inside.remove(place, "Background");
    if (code < 400 || code === 404) changes.push({ place, action: "deleted" });
    else {
      survivors.push(place);
      problems.push(`${shownPlace(place)} delete failed: ${stringOf(object.message)};`);
    }
  }
  const problem = problems.length > 0 ? `delete failed, errors: ${problems.join("")}` : undefined;
  return { changes, survivors, problem };
}

function reversed(a: Place, b: Place): number {
  return compareApplied(appliedOf(b), appliedOf(a));
}

function appliedOf({ apiVersion, ...place }: Place) {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  return { ...place, group, version };
}
