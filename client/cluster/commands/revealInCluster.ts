import { window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { nameOf } from "../api/kubeObject.ts";
import { pause } from "../api/time.ts";
import { oneLine } from "../documents/safeText.ts";
import { identitiesOf } from "../identities.ts";
import { deskFor } from "./atDesk.ts";
import type { ClusterCommand, ClusterParts } from "./parts.ts";
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
  if (!identity) return;
  const { failure } = await readObject(desk, identity, new AbortController().signal);
  const name = oneLine(nameOf(identity));
  if (failure?.kind === "missing")
    throw new Error(
      `${name} is not in ${desk.pin.context}: it may not be applied yet, or belongs to another cluster.`,
    );
  if (failure) throw new Error(failure.sentence);
  if (!(await shown(parts, desk, identity)))
    throw new Error(`${name} is in ${desk.pin.context}, but nothing in the views applied it.`);
};

/** A view that has just been opened reads for a while. */
async function shown(
  { reveal }: ClusterParts,
  { time }: Desk,
  identity: ObjectIdentity,
): Promise<boolean> {
  const end = time.now() + patience;
  const { signal } = new AbortController();
  for (;;) {
    if (await reveal(identity)) return true;
    if (end <= time.now() || !(await pause(time, look, signal))) return false;
  }
}

const patience = 5000;
const look = 250;

async function pick(all: readonly ObjectIdentity[]): Promise<ObjectIdentity | undefined> {
  if (all.length === 1) return all[0];
  const picks = all.map((identity) => ({ label: oneLine(nameOf(identity)), identity }));
  const options = { title: "Reveal in Cluster", placeHolder: "The file holds several objects" };
  return (await window.showQuickPick(picks, options))?.identity;
}
