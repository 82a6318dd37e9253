import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { subjectOf } from "../../pickBuild.ts";
import type { Desk } from "../api/desk.ts";
import { identitiesOf } from "../identities.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
import { objectsFor, type Wanted } from "./pickObjects.ts";

/** A command on objects: opens the way to the cluster, finds out which are meant, and acts on them. */
export const atDesk =
  (
    wanted: Wanted,
    act: (parts: ClusterParts, desk: Desk, objects: readonly ObjectIdentity[]) => Promise<unknown>,
  ): ClusterCommand =>
  async (parts, given) => {
    const desk = await deskFor(parts, given);
    if (!desk) return;
    const objects = await objectsFor(parts, desk, given, wanted);
    if (objects.length > 0) await act(parts, desk, objects);
  };

/** The desk for what a command is about: a folder may be pinned to a context of its own. */
export function deskFor(
  { clusters }: ClusterParts,
  given: readonly unknown[],
): Promise<Desk | undefined> {
  const uri = identitiesOf(given).length > 0 ? undefined : subjectOf(given)?.uri;
  return clusters.desk(uri);
}
