import { window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { nameOf } from "../api/kubeObject.ts";
import { oneLine } from "../documents/safeText.ts";
import { identitiesOf } from "../identities.ts";
import { deskFor } from "./atDesk.ts";
import type { ClusterCommand } from "./parts.ts";
import { identitiesHere } from "./pickObjects.ts";

/** Shows the object of a file in the tree of the cluster. */
export const revealInCluster: ClusterCommand = async (parts, given) => {
  const desk = await deskFor(parts, given);
  if (!desk) return;
  const named = identitiesOf(given);
  const here = named.length > 0 ? named : await identitiesHere(parts, given);
  if (here.length === 0)
    throw new Error("No object of the cluster is written here: put the cursor into a manifest.");
  const identity = named[0] ?? (await pick(here));
  if (!identity || (await parts.reveal(identity))) return;
  throw new Error(
    `${oneLine(nameOf(identity))} is not in ${desk.pin.context}: it may not be applied yet, or belongs to another cluster.`,
  );
};

async function pick(all: readonly ObjectIdentity[]): Promise<ObjectIdentity | undefined> {
  if (all.length === 1) return all[0];
  const picks = all.map((identity) => ({ label: oneLine(nameOf(identity)), identity }));
  const options = { title: "Reveal in Cluster", placeHolder: "The file holds several objects" };
  return (await window.showQuickPick(picks, options))?.identity;
}
